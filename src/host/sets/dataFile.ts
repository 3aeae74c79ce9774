// Reads the files of public test sets: a missing folder, a missing file and a broken row each get their sentence.
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../core/failure.ts";

/** The folder that `--data` names. @throws Failure bad_request without one, or when it is not there. */
export async function requireFolder(data: string | undefined): Promise<string> {
  if (data === undefined)
    throw new Failure(
      "bad_request",
      "Public sets are not part of Tool Router; their data lies in a folder of yours.",
      "Name it with --data DIR.",
    );
  const found = await stat(data).catch(() => undefined);
  if (!found?.isDirectory())
    throw new Failure("bad_request", `There is no data folder ${data}.`, "Check the path behind --data.");
  return data;
}

/** The text of one file. @throws Failure bad_request that names it. */
export async function readText(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  return readFile(path, "utf8").catch((error: unknown) => {
    throw new Failure(
      "bad_request",
      `The data file ${path} cannot be read.`,
      "Download the set and lay its files there, or check the path behind --data.",
      error,
    );
  });
}

/** A file of one JSON object a line, each turned into what it stands for. @throws Failure that names file and line. */
export async function readLines<T>(folder: string, name: string, read: (row: unknown) => T): Promise<T[]> {
  const text = await readText(folder, name);
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    return [mend(`${join(folder, name)}, line ${index + 1}`, () => read(JSON.parse(line)))];
  });
}

/** A file of one JSON list. @throws Failure that names the file and the entry's place. */
export async function readList<T>(
  folder: string,
  name: string,
  read: (row: unknown, place: number) => T,
): Promise<T[]> {
  const path = join(folder, name);
  const text = await readText(folder, name);
  const list = mend(path, () => {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) throw new Error("it is not a JSON list");
    return value as unknown[];
  });
  return list.map((row, index) => mend(`${path}, entry ${index + 1}`, () => read(row, index + 1)));
}

/** Says where it was when reading failed. @throws Failure bad_request. */
export function mend<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure("bad_request", `${where}: ${why}.`, "Mend that row or download the set again.", error);
  }
}
