// The report of an evaluation: what `tool-router eval --out` writes and the evaluation page reads. Fractions are 0 to 1, times milliseconds.
import type { Call } from "../decision.ts";
import type { Latency, Metrics } from "./metrics.ts";

export const reportFormat = "tool-router-report";
export const reportVersion = 1;

export interface Report {
  readonly format: typeof reportFormat;
  readonly version: typeof reportVersion;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly contract: number;
  readonly machine: string;
  readonly sets: readonly ReportSet[];
  /** The router judged: one of `runs`. */
  readonly tuned: string;
  /** What it is compared with: another of `runs`. */
  readonly baseline?: string;
  readonly runs: readonly Run[];
  /** Of `tuned` against `baseline`. */
  readonly comparison?: Comparison;
  readonly cases: readonly Case[];
  /** The loss curve of the tuned model, when its recipe's events lie beside it. */
  readonly training?: readonly LossPoint[];
}

export interface ReportSet {
  readonly name: string;
  readonly rows: number;
  readonly sha256: string;
  /** Of a public set: where it comes from, what was left out, what the figures can be compared with. */
  readonly notes?: readonly string[];
}

/** One router that answered every case: a GGUF, an endpoint, the rules alone, or node-llama-cpp's own chat functions. */
export interface Run {
  readonly id: string;
  readonly label: string;
  readonly kind: "gguf" | "endpoint" | "rules" | "chat_functions";
  readonly whole: Summary;
  readonly by_set: Readonly<Record<string, Summary>>;
  /** Every tag, and the buckets easy, hard, hand_written, template where rows carry them. */
  readonly by_tag: Readonly<Record<string, Summary>>;
  readonly latency_ms: Latency;
  readonly ece: number;
  readonly reliability: readonly ReliabilityBin[];
  readonly risk_coverage: readonly RiskPoint[];
  readonly confusion: readonly ConfusionCell[];
  readonly errors: Readonly<Partial<Record<ErrorClass, number>>>;
}

export interface Summary extends Metrics {
  readonly n: number;
}

export const errorClasses = [
  "invalid",
  "wrong_tool",
  "wrong_enum",
  "missing_argument",
  "extra_argument",
  "wrong_span",
  "wrong_id",
  "wrong_value",
  "missing_call",
  "extra_call",
  "wrong_order",
  "called_when_it_should_not",
  "silent_when_it_should",
] as const;
export type ErrorClass = (typeof errorClasses)[number];

/** Answers whose confidence lies in [from, to). */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly confidence: number;
  readonly right: number;
}

/** Acting only at or above `threshold`: the share acted upon and the share of those that is wrong. */
export interface RiskPoint {
  readonly threshold: number;
  readonly coverage: number;
  readonly risk: number;
}

/** Tool names; abstaining and asking are "(none)"; several calls are joined with " + ". */
export interface ConfusionCell {
  readonly gold: string;
  readonly said: string;
  readonly n: number;
}

export interface Comparison {
  readonly fixed: number;
  readonly broken: number;
  readonly both_right: number;
  readonly both_wrong: number;
  /** McNemar's exact two-sided p over fixed and broken. */
  readonly mcnemar_p: number;
  readonly deltas: Readonly<Record<string, Delta>>;
}

/** Tuned minus baseline with a 95 % interval for paired shares. */
export interface Delta {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Case {
  /** Unique in the report: `<set>/<row id>`. */
  readonly id: string;
  readonly set: string;
  readonly request: string;
  readonly tags: readonly string[];
  readonly gold: readonly Call[];
  /** By run id. */
  readonly answers: Readonly<Record<string, Answer>>;
}

export interface Answer {
  readonly kind: "call" | "ask" | "none" | "failed";
  readonly calls: readonly Call[];
  readonly valid: boolean;
  readonly schema_valid: boolean;
  readonly tool: boolean;
  /** Undefined where nothing was to be called or the tool is wrong. */
  readonly arguments?: boolean;
  readonly exact: boolean;
  readonly confidence: number;
  readonly error?: ErrorClass;
  readonly ms: number;
  /** By stage: shortlist, prompt, prefill, decode, validate. */
  readonly stages?: Readonly<Record<string, number>>;
  /** What the model wrote, or why it failed. */
  readonly raw?: string;
}

export interface LossPoint {
  readonly step: number;
  readonly loss: number;
  readonly held_out_exact?: number;
}
