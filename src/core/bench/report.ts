// What a benchmark says: warm routes by size of toolbox, the peer of the same run, and the share of the machine's limit.
import type { RouteOutcome, Timings } from "../decision.ts";
import { percentiles } from "../eval/metrics.ts";

/** One warm route that was measured. */
export interface BenchSample {
  /** As a person waits for it, the wire to the engine included. */
  readonly ms: number;
  readonly outcome: RouteOutcome;
  /** Whether the call is the right one. */
  readonly right: boolean;
}

/** Mean milliseconds of a route by stage; `other` is the wire to the engine and everything between the stages. */
export type BenchStages = Readonly<Record<Exclude<keyof Timings, "total"> | "other", number>>;

export interface WarmFigures {
  /** Id of the model that answered. */
  readonly model: string;
  readonly tools: number;
  /** Routes measured. */
  readonly n: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  readonly mean_ms: number;
  readonly min_ms: number;
  readonly max_ms: number;
  readonly stages: BenchStages;
  /** Of prompt tokens that were not evaluated already; null where there were none. */
  readonly prefill_tokens_per_s: number | null;
  /** Of answer tokens behind the first, which prefill gives. */
  readonly decode_tokens_per_s: number | null;
  /** Share of the prompt's tokens that were evaluated already, 0 to 1. */
  readonly prefix_hit: number;
  /** Share of exactly right calls, 0 to 1. */
  readonly right: number;
}

export interface BaselineFigures {
  readonly name: string;
  /** Null when the peer cannot run the model; `problem` says why. */
  readonly p50_ms: number | null;
  readonly p95_ms?: number;
  /** With answers cut at as many tokens as the route's own. */
  readonly same_length_p50_ms?: number;
  readonly n: number;
  readonly right?: number;
  readonly problem?: string;
}

/** What the machine can do at most, measured in the same run. */
export interface MachineLimits {
  /** Fastest stream over a buffer larger than the caches, 1e9 bytes a second, one thread. */
  readonly memory_gb_s: number;
  /** The same over as many bytes as the model has: the caches may hold them. */
  readonly weights_gb_s: number;
  readonly model_bytes: number;
  /** Prompt tokens a second in long batches: the practical peak of the engine's arithmetic. */
  readonly prefill_peak_tokens_per_s: number;
  readonly threads: number;
}

export interface BenchReport {
  readonly machine: string;
  readonly model: string;
  readonly rounds: number;
  readonly gpu: string | false;
  /** From the first request, nothing running, to its answer: process, runtime, model, route. */
  readonly cold_start_ms: number;
  /** The engine's own time to load runtime and model. */
  readonly load_ms: number;
  /** The first request's own stages, behind the load. */
  readonly first_route_ms: number;
  /** Of the engine process behind the warm routes, MiB. */
  readonly rss_mb: number;
  readonly warm: Readonly<Record<"4" | "36" | "500", WarmFigures>>;
  readonly baseline: BaselineFigures;
  /** The baseline's p50 divided by ours at four tools: how many times faster a route is. */
  readonly ratio: number | null;
  /** The same with the peer's answers cut at as many tokens as ours: what is left when a model never stops in the peer's prompt. */
  readonly ratio_same_length: number | null;
  /** Lower bound of a warm route divided by its measured time, the median, 0 to 1; null on a GPU, whose limits are not measured. */
  readonly limit_share: number | null;
  readonly limits: MachineLimits | null;
}

/** @param samples at least one. */
export function summariseWarm(tools: number, samples: readonly BenchSample[]): WarmFigures {
  const outcomes = samples.map((sample) => sample.outcome);
  const sum = (read: (outcome: RouteOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + read(outcome), 0);
  const { p50, p95, p99, mean, min, max } = percentiles(samples.map((sample) => sample.ms));
  const prompt = sum(({ tokens }) => tokens.prompt);
  const reused = sum(({ tokens }) => tokens.reused);
  return {
    model: outcomes[0]?.model ?? "",
    tools,
    n: samples.length,
    p50_ms: round(p50),
    p95_ms: round(p95),
    p99_ms: round(p99),
    mean_ms: round(mean),
    min_ms: round(min),
    max_ms: round(max),
    stages: meanStages(samples),
    prefill_tokens_per_s: rate(
      prompt - reused,
      sum(({ timings }) => timings.prefill),
    ),
    decode_tokens_per_s: rate(
      sum(({ tokens }) => tokens.answer - tokens.questions),
      sum(({ timings }) => timings.decode),
    ),
    prefix_hit: round(prompt === 0 ? 0 : reused / prompt),
    right: round(samples.filter((sample) => sample.right).length / Math.max(1, samples.length)),
  };
}

function meanStages(samples: readonly BenchSample[]): BenchStages {
  const mean = (read: (sample: BenchSample) => number): number =>
    samples.reduce((total, sample) => total + read(sample), 0) / Math.max(1, samples.length);
  const stage = (name: keyof Timings): number => mean(({ outcome }) => outcome.timings[name]);
  const stages = {
    shortlist: stage("shortlist"),
    prompt: stage("prompt"),
    prefill: stage("prefill"),
    decode: stage("decode"),
    validate: stage("validate"),
  };
  const known = Object.values(stages).reduce((total, ms) => total + ms, 0);
  const other = Math.max(0, mean((sample) => sample.ms) - known);
  return {
    shortlist: round(stages.shortlist),
    prompt: round(stages.prompt),
    prefill: round(stages.prefill),
    decode: round(stages.decode),
    validate: round(stages.validate),
    other: round(other),
  };
}

/**
 * Lower bound of one route in milliseconds. An evaluation reads every weight once, so it takes at least
 * pass = model bytes / bandwidth; a prompt of n new tokens takes at least n / peak rate too. With q questions and a answer tokens:
 *   bound = max(n / peak, q × pass) + (a − q) × pass
 * since each prefill gives its question's first token. The bandwidth is the better of memory and caches, times the threads, so
 * that the bound is never too high; the file's bytes hold its vocabulary's texts too (3 % of the shipped model).
 */
export function lowerBoundMs({ tokens }: RouteOutcome, limits: MachineLimits): number {
  const bandwidth = Math.max(limits.memory_gb_s, limits.weights_gb_s) * limits.threads;
  const passMs = limits.model_bytes / (bandwidth * 1e6);
  const peakMs = ((tokens.prompt - tokens.reused) / limits.prefill_peak_tokens_per_s) * 1000;
  return Math.max(peakMs, tokens.questions * passMs) + (tokens.answer - tokens.questions) * passMs;
}

/** The median over the routes that asked a model. */
export function shareOfLimit(samples: readonly BenchSample[], limits: MachineLimits): number {
  const asked = samples.filter(({ outcome }) => outcome.tokens.questions > 0);
  return round(percentiles(asked.map((one) => lowerBoundMs(one.outcome, limits) / one.ms)).p50);
}

/** Per second; null where nothing was counted. */
function rate(count: number, milliseconds: number): number | null {
  return count > 0 && milliseconds > 0 ? Math.round((count * 1000) / milliseconds) : null;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
