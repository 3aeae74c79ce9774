// Prepares a training run: its folder, its rows from every builder, those held out, and the record that starts it.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import type { Catalogue } from "../../core/catalogue.ts";
import { Failure } from "../../core/failure.ts";
import type { ListedTool } from "../../core/tool.ts";
import {
  everydayFile,
  heldOutFile,
  planTraining,
  rowsFile,
  type TrainingChoice,
  type TrainingPlan,
  type TrainingSource,
} from "../../core/training/plan.ts";
import { mostJudged } from "../../core/training/recipes.ts";
import { checkRows, splitRows } from "../../core/training/rows.ts";
import type { RunRecord } from "../../core/training/run.ts";
import { baseOf } from "./baseOf.ts";
import { trainingEnvironment } from "./environment.ts";
import { refuseSecond, type RunPlaces } from "./run.ts";
import { runAttached } from "./venv.ts";

/** What the person chose; the workspace's items come as they are known. */
export type WantedSource =
  | Exclude<TrainingSource, { kind: "workspace" }>
  /** Tools of servers that are connected to the editor. */
  | { readonly kind: "connected"; readonly tools: readonly ListedTool[] }
  | { readonly kind: "workspace"; readonly catalogue: Catalogue; readonly table?: string };

export interface PrepareRequest extends Omit<TrainingChoice, "source"> {
  readonly source: WantedSource;
  readonly python: string;
  readonly places: RunPlaces;
  /** ISO 8601, UTC. */
  readonly created: string;
  /** Refuses rows that are broken, instead of leaving them out. */
  readonly strict: boolean;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

export interface PreparedRun {
  readonly record: RunRecord;
  readonly folder: string;
  /** Rows to learn from and rows to be judged on, without the everyday ones. */
  readonly rows: number;
  readonly heldOut: number;
}

const mostProblemsTold = 20;

/** @throws Failure training_failed, bad_request or cancelled; nothing half-prepared stays. */
export async function prepareRun(request: PrepareRequest): Promise<PreparedRun> {
  const { places, created, name, recipe, smoke } = request;
  const id = `${created.slice(0, 19).replaceAll(":", "-")}-${name}`;
  const folder = join(places.runs, id);
  const source = sourceIn(folder, request.source);
  const base = baseOf(request.base, recipe, places.training);
  const choice = { ...request, source, ...(base === undefined ? {} : { base }) };
  const plan = planTraining(choice, { python: request.python, run: folder, separator: sep });
  await refuseSecond(places);
  try {
    await mkdir(folder, { recursive: true });
    if (request.source.kind === "workspace")
      await writeFile(join(folder, itemsFile), JSON.stringify(request.source.catalogue));
    if (request.source.kind === "connected")
      await writeFile(join(folder, toolsFile), JSON.stringify({ tools: request.source.tools }));
    const counts = await gatherRows(plan, folder, request);
    await run(plan.everyday.command, request);
    const record: RunRecord = {
      id,
      created,
      recipe: recipe.id,
      name,
      smoke,
      about: describeSource(request.source),
      start: plan.recipe,
      resume: plan.resume,
      checkpoint: recipe.checkpoint,
    };
    return { record, folder, ...counts };
  } catch (error) {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    throw error;
  }
}

const itemsFile = "items.json";
const toolsFile = "tools.json";

function sourceIn(folder: string, source: WantedSource): TrainingSource {
  if (source.kind === "connected") return { kind: "tools", file: join(folder, toolsFile) };
  if (source.kind !== "workspace") return source;
  const { table } = source;
  return { kind: "workspace", items: join(folder, itemsFile), ...(table === undefined ? {} : { table }) };
}

async function gatherRows(
  plan: TrainingPlan,
  folder: string,
  request: PrepareRequest,
): Promise<{ rows: number; heldOut: number }> {
  if (request.source.kind === "banks") return { rows: 0, heldOut: 0 };
  for (const { command } of plan.builders) await run(command, request);
  const files = [...plan.builders.map(({ out }) => out), ...(plan.file === undefined ? [] : [plan.file])];
  const lines: string[] = [];
  for (const file of files) {
    const checked = checkRows(await readRows(file), basename(file), request.recipe);
    const [first] = checked.problems;
    if (first !== undefined && request.strict) throw new Failure("bad_request", first, "Mend that row.");
    for (const problem of checked.problems.slice(0, mostProblemsTold)) request.onLine(`Left out: ${problem}`);
    if (checked.problems.length > mostProblemsTold)
      request.onLine(`Left out: ${checked.problems.length - mostProblemsTold} more.`);
    lines.push(...checked.lines);
    if (first !== undefined && lines.length === 0)
      throw new Failure("bad_request", `No row can be used. ${first}`, "Mend the rows.");
  }
  const { train, heldOut } = splitRows(lines, mostJudged(request.recipe, request.smoke));
  if (train.length === 0)
    throw new Failure(
      "bad_request",
      `There is nothing to train on in ${describeSource(request.source)}.`,
      "Choose something else to train on.",
    );
  await writeFile(join(folder, rowsFile), `${train.join("\n")}\n`);
  if (heldOut.length > 0) await writeFile(join(folder, heldOutFile), `${heldOut.join("\n")}\n`);
  request.onLine(`${train.length} rows to learn from, ${heldOut.length} held out.`);
  return { rows: train.length, heldOut: heldOut.length };
}

/** A builder that found nothing to make rows of may write no file; the person's own file must be there. */
async function readRows(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new Failure("bad_request", `The rows in ${file} cannot be read.`, "Check the path.", error);
  }
}

function run(command: TrainingPlan["recipe"], { places, signal, onLine }: PrepareRequest): Promise<void> {
  const { training } = places;
  return runAttached(command, { signal, onLine, cwd: training, env: trainingEnvironment(training) });
}

function describeSource(source: WantedSource): string {
  switch (source.kind) {
    case "workspace":
      return source.table === undefined
        ? "the items of the workspace"
        : `the items of the workspace and ${basename(source.table)}`;
    case "tools":
      return `the tools of ${basename(source.file)}`;
    case "server":
      return `the tools of ${source.command}`;
    case "connected":
      return `${source.tools.length} connected tools`;
    case "corrections":
      return "the journal";
    case "file":
      return basename(source.file);
    case "banks":
      return "the phrase banks";
  }
}

/** The files that the result is judged on, in a prepared folder. */
export const judgedFiles = [heldOutFile, everydayFile] as const;
