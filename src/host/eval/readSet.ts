// Reads an evaluation set from a JSONL file: every row checked, with the tools it is answered with.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Failure } from "../../core/failure.ts";
import { readGoldRow, type GoldRow } from "../../core/eval/goldRow.ts";
import { openToolbox } from "../../core/interpret.ts";
import { canonicalJson } from "../../core/json.ts";
import type { Tool } from "../../core/tool.ts";
import { OwnToolboxes } from "../ownToolboxes.ts";
import type { SetRow } from "./candidate.ts";

export interface EvalSet {
  readonly name: string;
  readonly sha256: string;
  readonly rows: readonly SetRow[];
  /** For the report, see `ReportSet`. */
  readonly notes?: readonly string[];
}

/** @throws Failure bad_request that names the file and the line. */
export async function readSet(file: string, kiwiTools: readonly Tool[]): Promise<EvalSet> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new Failure("bad_request", `The evaluation file ${file} cannot be read.`, "Check the path.", error);
  });
  const rows = text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      return [{ row: readGoldRow(line.replace(/^\ufeff/, "")), line: index + 1 }];
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Failure("bad_request", `${file}, line ${index + 1}: ${why}.`, "Mend that row.", error);
    }
  });
  const sha256 = createHash("sha256").update(text).digest("hex");
  return openRows({ name: basename(file, ".jsonl"), sha256, source: file, rows }, kiwiTools);
}

export interface ReadRows {
  readonly name: string;
  readonly sha256: string;
  /** What messages call it. */
  readonly source: string;
  readonly rows: readonly { readonly row: GoldRow; readonly line: number }[];
}

/** Gives every row its tools. @throws Failure bad_request when a gold call names a tool that is not offered. */
export function openRows({ name, sha256, source, rows }: ReadRows, kiwiTools: readonly Tool[]): EvalSet {
  if (rows.length === 0)
    throw new Failure("bad_request", `${source} holds no rows.`, "Write one JSON object a line.");
  const own = new OwnToolboxes();
  const kiwi = { toolbox: openToolbox(kiwiTools), quarantined: [] };
  return {
    name,
    sha256,
    rows: rows.map(({ row, line }) => {
      const { toolbox, quarantined } = row.toolbox === "kiwi" ? kiwi : own.open(row.toolbox.tools);
      const strange = [...row.calls, ...(row.accept ?? [])].find(
        (call) => !toolbox.tools.some((tool) => tool.name === call.name),
      );
      if (strange) {
        const left = quarantined.find((tool) => tool.name === strange.name);
        const why = left ? `, because ${left.problem}` : "";
        throw new Failure(
          "bad_request",
          `${source}, line ${line}: the gold calls "${strange.name}", which is not offered${why}.`,
          `Offered are: ${toolbox.tools.map((tool) => tool.name).join(", ") || "no tools"}.`,
        );
      }
      const isKiwi =
        toolbox.tools.length === kiwiTools.length && shapeOf(toolbox.tools) === shapeOf(kiwiTools);
      return isKiwi
        ? { row: { ...row, toolbox: "kiwi" as const }, toolbox: kiwi.toolbox, line }
        : { row, toolbox, line };
    }),
  };
}

/** The built-in tools written out in a row are still the built-in ones, which a model may know by heart. */
function shapeOf(tools: readonly Tool[]): string {
  const shapes = tools.map(({ name, inputSchema }) => canonicalJson([name, inputSchema]));
  return shapes.sort().join("\n");
}
