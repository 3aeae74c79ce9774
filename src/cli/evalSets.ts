// The sets that an evaluation is asked for: files of rows, or public sets by name.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { Failure } from "../core/failure.ts";
import type { GoldRow } from "../core/eval/goldRow.ts";
import { canonicalJson } from "../core/json.ts";
import type { Tool } from "../core/tool.ts";
import { openRows, readSet, type EvalSet } from "../host/eval/readSet.ts";

/** Rows of a public set; the data lies in a folder of the person's. @throws Failure that lists the known sets. */
export type OpenNamedSet = (
  name: string,
  dataFolder: string | undefined,
) => Promise<{
  readonly name: string;
  readonly rows: readonly GoldRow[];
  readonly notes?: readonly string[];
}>;

export interface SetChoice {
  readonly kiwiTools: readonly Tool[];
  readonly limit: number | undefined;
  /** Only rows with this tag. */
  readonly tag: string | undefined;
  readonly data: string | undefined;
  readonly openNamedSet: OpenNamedSet;
}

/** Opens them all before anything is asked, so that a broken row costs no waiting. */
export async function openSets(operands: readonly string[], choice: SetChoice): Promise<EvalSet[]> {
  if (operands.length === 0)
    throw new Failure("bad_request", "There is no evaluation file.", "Name one or more .jsonl files.");
  const sets: EvalSet[] = [];
  for (const operand of operands) {
    const set = await openOne(operand, choice);
    const same = sets.filter((one) => one.name.replace(/ \(\d+\)$/, "") === set.name).length;
    sets.push({ ...set, name: same === 0 ? set.name : `${set.name} (${same + 1})` });
  }
  return sets;
}

/** A word without a dot or slash that is no file names a public set. */
async function openOne(operand: string, choice: SetChoice): Promise<EvalSet> {
  const { kiwiTools, data, openNamedSet } = choice;
  if (existsSync(operand) || !/^[a-z][\w-]*(:[\w.:-]+)?$/i.test(operand)) {
    const set = await readSet(operand, kiwiTools);
    return { ...set, rows: choose(set.rows, choice, set.name) };
  }
  const { name, rows, notes = [] } = await openNamedSet(operand, data);
  const sha256 = createHash("sha256").update(canonicalJson(rows)).digest("hex");
  // Chosen before the tools are opened: a set may bring a hundred thousand schemas to compile.
  const all = rows.map((row, index) => ({ row, line: index + 1 }));
  const chosen = choose(all, choice, name);
  return { ...openRows({ name, sha256, source: operand, rows: chosen }, kiwiTools), notes };
}

/** The first rows, or the first with the tag that is asked for. @throws Failure that lists the tags, where no row has this one. */
function choose<Numbered extends { readonly row: GoldRow }>(
  rows: readonly Numbered[],
  { tag, limit }: SetChoice,
  name: string,
): readonly Numbered[] {
  const tagged = tag === undefined ? rows : rows.filter(({ row }) => row.tags.includes(tag));
  if (tagged.length > 0 || tag === undefined) return tagged.slice(0, limit);
  const tags = [...new Set(rows.flatMap(({ row }) => row.tags))].sort().join(", ");
  throw new Failure("bad_request", `No row of ${name} has the tag "${tag}".`, `Its tags are ${tags}.`);
}
