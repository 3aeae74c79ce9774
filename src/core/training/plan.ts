// What a training run will do, as the exact commands: where its rows come from, the recipe, and what it is judged on.
import { Failure } from "../failure.ts";
import type { Command } from "./command.ts";
import { mostJudged, type TrainingRecipe } from "./recipes.ts";
import type { TrainingStart } from "./start.ts";

/** What to train on, beside the recipe's own banks. */
export type TrainingSource =
  /** Items of the workspace; `table`: the agent file whose dispatch table is read. */
  | { readonly kind: "workspace"; readonly items: string; readonly table?: string }
  /** A file with an MCP tool list. */
  | { readonly kind: "tools"; readonly file: string }
  /** A command that starts an MCP server on stdio: its tools are asked for. */
  | { readonly kind: "server"; readonly command: string }
  /** The journal: what was corrected and what was accepted. */
  | { readonly kind: "corrections"; readonly journal: string }
  /** Rows in the format of evaluation files. */
  | { readonly kind: "file"; readonly file: string }
  /** Nothing but the banks. */
  | { readonly kind: "banks" };

export interface TrainingChoice {
  readonly source: TrainingSource;
  readonly recipe: TrainingRecipe;
  /** A quick proof that all parts work; the model is good for nothing else. */
  readonly smoke: boolean;
  readonly minutes?: number;
  readonly steps?: number;
  readonly seed: number;
  /** Hub id, folder or GGUF file, for recipes that tune one. */
  readonly base?: string;
  /** The nano to go on from, for the recipe that makes one; absent: from scratch. */
  readonly start?: TrainingStart;
  /** Id of the new model. */
  readonly name: string;
}

/** Absolute paths; `separator` joins them. */
export interface TrainingPlaces {
  readonly python: string;
  /** The run's own folder. */
  readonly run: string;
  readonly separator: string;
}

export interface TrainingPlan {
  /** Each writes one file of rows, in seconds; their rows are put together in this order. */
  readonly builders: readonly { readonly command: Command; readonly out: string }[];
  /** The person's own rows, read as they are. */
  readonly file?: string;
  /** Requests of everyday use whose phrasings are never trained on: a new model must not forget them. */
  readonly everyday: { readonly command: Command; readonly out: string };
  readonly recipe: Command;
  readonly resume: Command;
  /** Where the recipe writes. */
  readonly out: string;
}

/** Rows that are asked of a builder. */
const builtRows = 2000;

/** Names of files in the run's folder. */
export const rowsFile = "rows.jsonl";
export const heldOutFile = "held-out.jsonl";
export const everydayFile = "everyday.jsonl";
export const modelFolder = "model";

/** @throws Failure bad_request when the source does not suit the recipe. */
export function planTraining(choice: TrainingChoice, places: TrainingPlaces): TrainingPlan {
  const { source, recipe, smoke, minutes, steps, seed, base, start, name } = choice;
  if (!/^[a-z0-9][\w.-]{0,63}$/i.test(name))
    throw new Failure(
      "bad_request",
      `"${name}" cannot be the name of a model.`,
      "Use letters, digits, dots and dashes.",
    );
  if (recipe.rows === "kiwi" && (source.kind === "tools" || source.kind === "server"))
    throw new Failure(
      "bad_request",
      `The recipe ${recipe.title} knows only the built-in tools, so it cannot be trained on a tool list.`,
      "Choose a recipe that reads tools from its rows, or train on something else.",
    );
  if (recipe.rows === "own" && (source.kind === "workspace" || source.kind === "corrections"))
    throw new Failure(
      "bad_request",
      `The recipe ${recipe.title} learns tools that are not built in, and ${source.kind === "workspace" ? "the workspace's items" : "the journal"} are about the built-in ones.`,
      "Choose another recipe, or train on a tool list or a file of rows.",
    );
  if (recipe.needsBase && base === undefined)
    throw new Failure(
      "bad_request",
      `The recipe ${recipe.title} tunes a model, and none is named.`,
      "Name a hub id, a folder or a GGUF file.",
    );
  if (start && !recipe.goesOn)
    throw new Failure(
      "bad_request",
      `The recipe ${recipe.title} cannot go on from ${start.id}.`,
      "Choose the recipe that makes a nano, or leave the model out.",
    );
  if (recipe.rows === "any" && source.kind === "banks")
    throw new Failure(
      "bad_request",
      `The recipe ${recipe.title} has no rows of its own.`,
      "Name something to train on: a file, a tool list, the workspace or the journal.",
    );
  if (minutes !== undefined && !recipe.isTimed)
    throw new Failure(
      "bad_request",
      `The recipe ${recipe.title} cannot be told how long to train.`,
      "Name a number of steps, or leave it out.",
    );
  const inside = (file: string): string => `${places.run}${places.separator}${file}`;
  const module = (path: string, ...args: readonly string[]): Command => ({
    program: places.python,
    args: ["-m", `tool_router_training.${path}`, ...args],
  });
  const build = (builder: string, out: string, count: number, ...args: readonly string[]) => ({
    command: module(
      `datasets.${builder}`,
      ...args,
      "--seed",
      String(seed),
      "--count",
      String(count),
      "--out",
      inside(out),
    ),
    out: inside(out),
  });
  const builders = buildersOf(source).map(([builder, ...input]) =>
    build(builder, `${builder}.jsonl`, builtRows, ...input),
  );
  const judgedRows = mostJudged(recipe, smoke);
  const isOpen = !smoke && minutes === undefined && steps === undefined;
  const usualMinutes = start ? recipe.goesOn?.minutes : recipe.usualMinutes;
  const time = isOpen ? usualMinutes : minutes;
  const out = inside(modelFolder);
  const recipeArgs = [
    "--out",
    out,
    "--name",
    name,
    "--seed",
    String(seed),
    ...(base === undefined ? [] : ["--base", base]),
    ...(start ? ["--start", start.path] : []),
    ...(source.kind === "banks" ? [] : [recipe.rowsFlag, inside(rowsFile)]),
    ...recipe.args,
    ...(smoke ? recipe.smoke : []),
    ...(steps === undefined ? [] : ["--steps", String(steps)]),
    ...(time === undefined ? [] : ["--minutes", String(time)]),
  ];
  return {
    builders,
    ...(source.kind === "file" ? { file: source.file } : {}),
    everyday:
      recipe.rows === "kiwi"
        ? build("kiwi_rows", everydayFile, judgedRows)
        : build("tools", everydayFile, judgedRows, "--split", "valid"),
    recipe: module(`recipes.${recipe.id}`, ...recipeArgs),
    resume: module(`recipes.${recipe.id}`, ...recipeArgs, "--resume"),
    out,
  };
}

/** Modules below tool_router_training.datasets, with what each reads. */
function buildersOf(source: TrainingSource): readonly (readonly [string, ...string[]])[] {
  switch (source.kind) {
    case "workspace":
      return [
        ["workspace_items", source.items],
        ...(source.table === undefined ? [] : [["dispatch_table", source.table] as const]),
      ];
    case "tools":
      return [["mcp_tools", source.file]];
    case "server":
      return [["mcp_tools", "--server", source.command]];
    case "corrections":
      return [["journal", source.journal]];
    case "file":
    case "banks":
      return [];
  }
}
