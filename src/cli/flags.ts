// Reads the command line. Unknown verbs and flags are clear failures, not guesses.
import { parseArgs } from "node:util";
import { Failure } from "../core/failure.ts";

export const verbs = ["route", "run", "tools", "eval"] as const;
export type Verb = (typeof verbs)[number];

export interface Flags {
  readonly verb: Verb | "help" | "version";
  /** Everything behind the verb, joined by spaces. */
  readonly request: string;
  /** The same, one by one. */
  readonly operands: readonly string[];
  readonly json: boolean;
  readonly yes: boolean;
  readonly workspace: string;
  readonly model: string | undefined;
  readonly gpu: "auto" | false;
  readonly threads: number;
  /** eval: what the model is compared with. */
  readonly baseline: string | undefined;
  /** eval: the folder for the report. */
  readonly out: string | undefined;
  /** eval: at most so many rows of each set. */
  readonly limit: number | undefined;
  /** eval: kept answers are not used. */
  readonly fresh: boolean;
  /** eval: the folder with the data of public sets. */
  readonly data: string | undefined;
}

/** @throws Failure bad_request naming what is wrong with the command line. */
export function readFlags(argv: readonly string[], workingFolder: string): Flags {
  const { values, positionals } = parse(argv);
  const [first, ...rest] = positionals;
  const verb =
    values.version === true
      ? "version"
      : values.help === true || first === undefined
        ? "help"
        : readVerb(first);
  const threads = Number(values.threads ?? "1");
  if (!Number.isInteger(threads) || threads < 1)
    throw misuse(`--threads ${values.threads ?? ""} is not a whole number from 1.`);
  const limit = values.limit === undefined ? undefined : Number(values.limit);
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1))
    throw misuse(`--limit ${values.limit ?? ""} is not a whole number from 1.`);
  return {
    verb,
    request: rest.join(" "),
    operands: rest,
    json: values.json ?? false,
    yes: values.yes ?? false,
    workspace: values.workspace ?? workingFolder,
    model: values.model,
    gpu: values.cpu === true ? false : "auto",
    threads,
    baseline: values.baseline,
    out: values.out,
    limit,
    fresh: values.fresh ?? false,
    data: values.data,
  };
}

function parse(argv: readonly string[]): ReturnType<typeof parseKnown> {
  try {
    return parseKnown(argv);
  } catch (error) {
    throw misuse(error instanceof Error ? error.message : String(error));
  }
}

function parseKnown(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      json: { type: "boolean" },
      yes: { type: "boolean", short: "y" },
      workspace: { type: "string", short: "w" },
      model: { type: "string", short: "m" },
      threads: { type: "string" },
      cpu: { type: "boolean" },
      baseline: { type: "string" },
      out: { type: "string", short: "o" },
      limit: { type: "string" },
      fresh: { type: "boolean" },
      data: { type: "string" },
      help: { type: "boolean", short: "h" },
      version: { type: "boolean", short: "v" },
    },
  });
}

function readVerb(word: string): Verb | "help" {
  const verb = verbs.find((one) => one === word);
  if (verb) return verb;
  if (word === "help") return "help";
  throw misuse(`There is no command "${word}".`);
}

function misuse(message: string): Failure {
  return new Failure("bad_request", message, 'See "tool-router --help".');
}
