// The rows of a training run: checked line by line, and split into those to learn from and those to be judged on.
import { readGoldRow } from "../eval/goldRow.ts";
import { isObject } from "../json.ts";
import type { TrainingRecipe } from "./recipes.ts";

export interface CheckedRows {
  /** Lines that are rows, as they were. */
  readonly lines: readonly string[];
  /** One sentence with file and line for each that is not. */
  readonly problems: readonly string[];
}

/** @param name of the file, for the problems. */
export function checkRows(text: string, name: string, { rows, title }: TrainingRecipe): CheckedRows {
  const lines: string[] = [];
  const problems: string[] = [];
  text.split("\n").forEach((line, index) => {
    if (line.trim() === "") return;
    const problem = problemOf(line.replace(/^\ufeff/, ""), rows, title);
    if (problem === undefined) lines.push(line.replace(/^\ufeff/, "").trim());
    else problems.push(`${name}, line ${index + 1}: ${problem}.`);
  });
  return { lines, problems };
}

function problemOf(line: string, wanted: TrainingRecipe["rows"], title: string): string | undefined {
  try {
    const { request, toolbox } = readGoldRow(line);
    if (request.trim() === "") return "the request is empty";
    if (wanted === "kiwi" && toolbox !== "kiwi")
      return `it brings its own tools, which the recipe ${title} cannot learn`;
    if (wanted === "own" && toolbox === "kiwi")
      return `it is about the built-in tools, which the recipe ${title} does not learn`;
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return "this is no JSON";
    return error instanceof Error ? error.message : String(error);
  }
}

const holdOutEvery = 10;

/** Every tenth request is kept from training, with all rows that say the same or are of its family; at most `most` of them. */
export function splitRows(
  lines: readonly string[],
  most = 200,
): {
  readonly train: string[];
  readonly heldOut: string[];
} {
  const train: string[] = [];
  const heldOut: string[] = [];
  const kept = new Set<string>();
  const seen = new Set<string>();
  for (const line of lines) {
    const group = groupOf(line);
    if (!seen.has(group)) {
      seen.add(group);
      if (seen.size % holdOutEvery === 0 && heldOut.length < most) kept.add(group);
    }
    (kept.has(group) ? heldOut : train).push(line);
  }
  return { train, heldOut };
}

/** Phrasings of one thing have one family; without, case and white space make no other request. */
function groupOf(line: string): string {
  const row: unknown = JSON.parse(line);
  if (!isObject(row)) return line;
  const { family, request } = row;
  if (typeof family === "string" && family !== "") return `family ${family}`;
  return typeof request === "string" ? request.trim().toLowerCase().replace(/\s+/g, " ") : line;
}
