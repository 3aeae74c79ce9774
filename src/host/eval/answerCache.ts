// Answers kept between evaluations, a JSONL file a candidate: an interrupted run goes on where it stopped.
import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { contractNumber } from "../../core/contractNumber.ts";
import { describe } from "../../core/failure.ts";
import { canonicalJson, isObject } from "../../core/json.ts";
import type { Toolbox } from "../../core/interpret.ts";
import type { RawAnswer } from "../../core/eval/judgeAnswer.ts";
import type { Candidate, SetRow } from "./candidate.ts";

export interface AnswerCacheOptions {
  readonly folder: string;
  /** Ignores what is kept; new answers are kept all the same. */
  readonly fresh: boolean;
  /** Called at most once: the run goes on without keeping answers. */
  readonly warn: (sentence: string) => void;
}

/** Where answers are kept: TOOL_ROUTER_CACHE, else below XDG_CACHE_HOME, else ~/.cache. */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const own = environment["TOOL_ROUTER_CACHE"] ?? "";
  const shared = environment["XDG_CACHE_HOME"] ?? "";
  if (own !== "") return join(own, "eval");
  return join(shared === "" ? join(homedir(), ".cache") : shared, "tool-router", "eval");
}

/** One candidate's answers. Never throws: a cache that cannot be read or written costs time, not the run. */
export class AnswerCache {
  readonly path: string;
  readonly #answers = new Map<string, RawAnswer>();
  readonly #toolboxes = new WeakMap<Toolbox, string>();
  readonly #warn: (sentence: string) => void;
  #startsLine = true;
  #broken = false;

  constructor(candidate: Pick<Candidate, "id" | "fingerprint">, options: AnswerCacheOptions) {
    const key = hash(`contract ${contractNumber} ${candidate.fingerprint}`).slice(0, 24);
    this.path = join(options.folder, `${candidate.id.replace(/[^\w.-]/g, "_").slice(0, 60)}-${key}.jsonl`);
    this.#warn = options.warn;
    this.#read(options.fresh);
  }

  get(row: SetRow): RawAnswer | undefined {
    return this.#answers.get(this.#key(row));
  }

  set(row: SetRow, answer: RawAnswer): void {
    const key = this.#key(row);
    this.#answers.set(key, answer);
    if (this.#broken) return;
    try {
      mkdirSync(dirname(this.path), { recursive: true });
      const line = `${JSON.stringify({ row: key, answer })}\n`;
      appendFileSync(this.path, this.#startsLine ? line : `\n${line}`);
      this.#startsLine = true;
    } catch (error) {
      this.#broken = true;
      this.#warn(`Answers are not kept for the next run: ${describe(error)}.`);
    }
  }

  /** What an answer depends on: the request, its tools, the known items. The gold is not among it. */
  #key({ row, toolbox }: SetRow): string {
    let tools = this.#toolboxes.get(toolbox);
    if (tools === undefined) {
      const shown = toolbox.tools.map(({ name, description, inputSchema }) => [
        name,
        description,
        inputSchema,
      ]);
      tools = hash(canonicalJson(shown));
      this.#toolboxes.set(toolbox, tools);
    }
    return hash(canonicalJson([row.request, tools, row.catalogue])).slice(0, 32);
  }

  /** The last line of a run that was cut off may be half a line; it is left out. */
  #read(fresh: boolean): void {
    let text: string;
    try {
      if (!statSync(this.path).isFile()) return;
      text = readFileSync(this.path, "utf8");
    } catch {
      return; // Nothing is kept yet, or it cannot be read, which `set` will say.
    }
    this.#startsLine = text === "" || text.endsWith("\n");
    if (fresh) return;
    for (const line of text.split("\n")) {
      const entry = parse(line);
      if (isObject(entry) && typeof entry["row"] === "string" && isRawAnswer(entry["answer"]))
        this.#answers.set(entry["row"], entry["answer"]);
    }
  }
}

function isRawAnswer(value: unknown): value is RawAnswer {
  return (
    isObject(value) &&
    typeof value["kind"] === "string" &&
    Array.isArray(value["calls"]) &&
    typeof value["valid"] === "boolean" &&
    typeof value["confidence"] === "number" &&
    typeof value["ms"] === "number"
  );
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // A torn line.
  }
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
