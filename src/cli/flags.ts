// Reads the command line. Unknown verbs and flags are clear failures, not guesses.
import { parseArgs } from "node:util";
import { Failure } from "../core/failure.ts";

export const verbs = ["route", "run", "tools", "eval", "bench", "logs"] as const;
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
  /** For tools that the model was not tuned on. */
  readonly otherModel: string | undefined;
  /** Another call format than the model's card names. */
  readonly format: string | undefined;
  /** A LoRA adapter to apply, or "none". */
  readonly adapter: string | undefined;
  readonly gpu: "auto" | false;
  readonly threads: number;
  /** eval: what the model is compared with. */
  readonly baseline: string | undefined;
  /** eval: the folder for the report. */
  readonly out: string | undefined;
  /** eval: at most so many rows of each set. */
  readonly limit: number | undefined;
  /** eval: only rows with this tag. */
  readonly tag: string | undefined;
  /** eval: kept answers are not used. */
  readonly fresh: boolean;
  /** eval: fit confidence to these rows and write the fit into the model's card. */
  readonly calibrate: boolean;
  /** eval: the folder with the data of public sets. */
  readonly data: string | undefined;
  /** bench: rounds over the requests of each toolbox. */
  readonly rounds: number;
  /** logs: nothing before this time. */
  readonly since: Date | undefined;
  /** False: this request is not written to the journal. */
  readonly journal: boolean;
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
  return {
    verb,
    request: rest.join(" "),
    operands: rest,
    json: values.json ?? false,
    yes: values.yes ?? false,
    workspace: values.workspace ?? workingFolder,
    model: values.model,
    otherModel: values["other-model"],
    format: values.format,
    adapter: values.adapter,
    gpu: values.cpu === true ? false : "auto",
    threads: readCount("--threads", values.threads ?? "1"),
    baseline: values.baseline,
    out: values.out,
    limit: values.limit === undefined ? undefined : readCount("--limit", values.limit),
    tag: values.tag,
    fresh: values.fresh ?? false,
    calibrate: values.calibrate ?? false,
    data: values.data,
    rounds: readCount("--rounds", values.rounds ?? "8"),
    since: readDate(values.since),
    journal: values["no-journal"] !== true,
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
      "other-model": { type: "string" },
      format: { type: "string" },
      adapter: { type: "string" },
      threads: { type: "string" },
      cpu: { type: "boolean" },
      baseline: { type: "string" },
      out: { type: "string", short: "o" },
      limit: { type: "string" },
      tag: { type: "string" },
      fresh: { type: "boolean" },
      calibrate: { type: "boolean" },
      data: { type: "string" },
      rounds: { type: "string" },
      since: { type: "string" },
      "no-journal": { type: "boolean" },
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

function readCount(flag: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw misuse(`${flag} ${text} is not a whole number from 1.`);
  return count;
}

/** A day is its beginning, UTC, as the journal counts its days. */
function readDate(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(date.getTime()))
    throw misuse(`--since ${text} is not a date such as 2026-01-31.`);
  return date;
}

function misuse(message: string): Failure {
  return new Failure("bad_request", message, 'See "tool-router --help".');
}
