// The command line of `tool-router train`, which has flags of its own.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Failure } from "../core/failure.ts";
import { findRecipe, trainingRecipes, type TrainingRecipe } from "../core/training/recipes.ts";

export interface TrainFlags {
  /** "workspace", "corrections", a .jsonl file of rows, a .json file of tools; undefined: the banks alone. */
  readonly source: string | undefined;
  /** Command of an MCP server whose tools to train on. */
  readonly server: string | undefined;
  readonly what: "train" | "resume" | "cancel" | "status" | "doctor" | "help";
  readonly recipe: TrainingRecipe;
  /** False: nobody named a recipe or the model. */
  readonly isRecipeNamed: boolean;
  readonly isModelNamed: boolean;
  readonly smoke: boolean;
  /** A nano from nothing, where it would go on from the one in use. */
  readonly fromScratch: boolean;
  readonly minutes: number | undefined;
  readonly steps: number | undefined;
  readonly seed: number;
  readonly name: string;
  readonly base: string | undefined;
  readonly python: string | undefined;
  /** Agent file whose dispatch table is read with the workspace. */
  readonly table: string | undefined;
  /** Folder of runs, or undefined for the usual one. */
  readonly out: string | undefined;
  readonly workspace: string;
  /** The model in use, which a nano goes on from and the new one is compared with. */
  readonly model: string | undefined;
  readonly threads: number;
  readonly gpu: "auto" | false;
  readonly strict: boolean;
  readonly detach: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

const options = {
  recipe: { type: "string" },
  server: { type: "string" },
  smoke: { type: "boolean" },
  "from-scratch": { type: "boolean" },
  minutes: { type: "string" },
  steps: { type: "string" },
  seed: { type: "string" },
  name: { type: "string" },
  base: { type: "string" },
  python: { type: "string" },
  table: { type: "string" },
  out: { type: "string", short: "o" },
  workspace: { type: "string", short: "w" },
  model: { type: "string", short: "m" },
  threads: { type: "string" },
  cpu: { type: "boolean" },
  strict: { type: "boolean" },
  detach: { type: "boolean" },
  resume: { type: "boolean" },
  cancel: { type: "boolean" },
  status: { type: "boolean" },
  doctor: { type: "boolean" },
  yes: { type: "boolean", short: "y" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** @throws Failure bad_request naming what is wrong with the command line. */
export function readTrainFlags(argv: readonly string[], workingFolder: string): TrainFlags {
  const { values, positionals } = parse(argv);
  if (positionals.length + (values.server === undefined ? 0 : 1) > 1)
    throw misuse("There is more than one thing to train on.");
  const asked = (["help", "status", "doctor", "cancel", "resume"] as const).filter((one) => values[one]);
  const path = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : resolve(workingFolder, text);
  const recipe = findRecipe(values.recipe ?? "router_cpu");
  if (!recipe)
    throw misuse(
      `There is no recipe "${values.recipe ?? ""}"; there are ${trainingRecipes.map((one) => one.id).join(", ")}.`,
    );
  return {
    source: positionals[0],
    server: values.server,
    what: asked[0] ?? "train",
    recipe,
    isRecipeNamed: values.recipe !== undefined,
    isModelNamed: values.name !== undefined,
    smoke: values.smoke ?? false,
    fromScratch: values["from-scratch"] ?? false,
    minutes: readNumber("--minutes", values.minutes, false),
    steps: readNumber("--steps", values.steps, true),
    seed: readNumber("--seed", values.seed, true) ?? 1,
    name: values.name ?? recipe.newName,
    base: values.base,
    python: values.python,
    table: path(values.table),
    out: path(values.out),
    workspace: resolve(workingFolder, values.workspace ?? "."),
    model: values.model,
    threads: readNumber("--threads", values.threads, true) ?? 1,
    gpu: values.cpu === true ? false : "auto",
    strict: values.strict ?? false,
    detach: values.detach ?? false,
    yes: values.yes ?? false,
    json: values.json ?? false,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    throw misuse(error instanceof Error ? error.message : String(error));
  }
}

function readNumber(flag: string, text: string | undefined, whole: boolean): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value > 0) || value > 1e9 || (whole && !Number.isInteger(value)))
    throw misuse(`${flag} ${text} is not a ${whole ? "whole " : ""}number above 0.`);
  return value;
}

function misuse(message: string): Failure {
  return new Failure("bad_request", message, 'See "tool-router train --help".');
}

export const trainUsage = `tool-router train [WHAT]: trains a router of your own and compares it with the one in use.

  tool-router train workspace       the items of .ai/ (and a dispatch table: --table AGENTS.md)
  tool-router train corrections     what you corrected and accepted, from the journal
  tool-router train rows.jsonl      rows in the format of evaluation files
  tool-router train tools.json      an MCP tool list: the model for other tools learns them
  tool-router train --server "npx -y some-server"    the tools of an MCP server that this command starts
  tool-router train                 the recipe's own phrase banks alone

      --doctor           look at this machine, show the commands, and end
      --resume           go on with the run that was stopped, or judge one that is done
      --cancel           stop the run that is going on, with a checkpoint
      --status           list the runs
      --detach           start it and return; it goes on by itself

${trainingRecipes.map((one, index) => `${(index === 0 ? "      --recipe NAME" : "").padEnd(25)}${one.id}: ${one.about}`).join("\n")}
      --base WHAT        the model to tune: hub id, folder or GGUF file (router_tools: default the shipped one)
      --smoke            a minute, to see that all parts work
      --from-scratch     router_cpu: an hour from nothing, in place of a quarter from the model in use
      --minutes N  --steps N  --seed N  --name ID
      --strict           refuse broken rows instead of leaving them out
      --python PATH      the Python to use (default: one that is found)
  -o, --out DIR          where runs are written
  -m, --model NAME|PATH  the model in use: what a nano goes on from, and the new model is compared with (default: the shipped one)
  -w, --workspace DIR    -y, --yes  make the environment without asking    --json`;
