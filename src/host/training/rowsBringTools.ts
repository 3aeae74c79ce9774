// Looks into a file of rows: are most of them about tools that they bring themselves?
import { open } from "node:fs/promises";
import { readGoldRow } from "../../core/eval/goldRow.ts";

/** Bytes that are looked at: the first rows tell what a file is about. */
const looked = 4_000_000;

/** False also for a file that cannot be read; whoever uses it says so. */
export async function rowsBringTools(path: string): Promise<boolean> {
  const text = await readStart(path).catch(() => "");
  let own = 0;
  let builtIn = 0;
  for (const line of text.split("\n")) {
    try {
      if (readGoldRow(line).toolbox === "kiwi") builtIn += 1;
      else own += 1;
    } catch {
      // No row: it is named when the rows are checked.
    }
  }
  return own > builtIn;
}

async function readStart(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(looked), 0, looked, 0);
    return buffer.toString("utf8", 0, bytesRead).replace(/^\ufeff/, "");
  } finally {
    await file.close();
  }
}
