// What came of one routed request, gathered until its line of the journal is written.
import { canonicalJson } from "../json.ts";
import type { Call, RouteOutcome } from "../decision.ts";
import { Failure, isCancelled } from "../failure.ts";
import type { JournalEntry } from "./journalEntry.ts";
import type { Verdict } from "../policy.ts";
import type { ToolResult } from "../toolResult.ts";

type Ending = NonNullable<JournalEntry["outcome"]>;

/** Writes a record once it is complete. Never throws. */
export type KeepRecord = (record: JournalRecord) => Promise<void>;

export class JournalRecord {
  readonly #routed: RouteOutcome;
  /** What would have been called without a word of the person. */
  #expected: Call | undefined;
  #corrected: Call | undefined;
  #verdict: Verdict["kind"] | undefined;
  #ending: Ending | undefined;

  constructor(routed: RouteOutcome) {
    this.#routed = routed;
    if (routed.decision.kind === "call") this.#expected = routed.decision.call;
  }

  judged(verdict: Verdict["kind"]): void {
    this.#verdict = verdict;
  }

  /** The person answered the question: `call` is what follows from it, and no correction. */
  completed(call: Call): void {
    this.#expected = call;
  }

  /** The person wants `call`; another one than was expected is a correction. */
  wants(call: Call): void {
    const isExpected = this.#expected !== undefined && write(this.#expected) === write(call);
    this.#corrected = isExpected ? undefined : call;
  }

  /** It will not run: the person said no, or went away. */
  ended(ending: "declined" | "cancelled"): void {
    this.#ending = ending;
  }

  /** Waits for the call, and keeps how it ended. */
  async watch(running: Promise<ToolResult>): Promise<ToolResult> {
    try {
      const result = await running;
      this.#ending = result.isError ? "error" : "ok";
      return result;
    } catch (error) {
      this.failed(error);
      throw error;
    }
  }

  /** What was thrown before there was an ending; a refusal is none, since nothing ran. */
  failed(error: unknown): void {
    if (isCancelled(error)) this.#ending ??= "cancelled";
    else if (!(error instanceof Failure && error.code === "not_agreed")) this.#ending ??= "error";
  }

  entry(time: Date): JournalEntry {
    const { request, decision, model, second, recovery, timings } = this.#routed;
    const { total, ...stages } = timings;
    const rounded = Object.entries(stages).map(([stage, ms]) => [stage, round(ms)]);
    return {
      time: time.toISOString(),
      request,
      decision: decision.kind,
      ...(decision.kind === "call" ? { call: decision.call } : {}),
      model,
      ...(second ? { second: second.model } : {}),
      recovery,
      confidence: round(decision.confidence),
      ms: round(total),
      stages: Object.fromEntries(rounded) as Readonly<Record<string, number>>,
      ...(this.#verdict === undefined ? {} : { verdict: this.#verdict }),
      ...(this.#ending === undefined ? {} : { outcome: this.#ending }),
      ...(this.#corrected === undefined ? {} : { corrected: this.#corrected }),
    };
  }
}

function write(call: Call): string {
  return canonicalJson({ name: call.name, arguments: call.arguments });
}

/** Microseconds and hundredths of a percent are all that is known. */
function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
