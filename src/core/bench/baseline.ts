// The peer of a benchmark in figures.
import type { BaselineFigures } from "./report.ts";
import { percentiles } from "../eval/metrics.ts";

/** One answer of the peer. */
export interface BaselineSample {
  readonly ms: number;
  /** The same request, its answer cut at as many tokens as the route's: a model that never stops is slow by its cap alone. */
  readonly cutMs: number;
  /** Whether the call is the right one. */
  readonly right: boolean;
}

/** @param problem why the peer could not go on: its answers until then are not compared. */
export function summariseBaseline(
  name: string,
  samples: readonly BaselineSample[],
  problem: string | undefined,
): BaselineFigures {
  const n = samples.length;
  if (problem !== undefined || n === 0)
    return { name, p50_ms: null, n, problem: problem ?? "It was not asked." };
  const { p50, p95 } = percentiles(samples.map((sample) => sample.ms));
  const right = samples.filter((sample) => sample.right).length / n;
  const cut = percentiles(samples.map((sample) => sample.cutMs)).p50;
  return { name, p50_ms: p50, p95_ms: p95, same_length_p50_ms: cut, n, right: Math.round(right * 1e4) / 1e4 };
}
