// The peer of a benchmark in figures.
import type { BaselineFigures } from "./benchReport.ts";
import { percentiles } from "./metrics.ts";

/** One answer of the peer. */
export interface BaselineSample {
  readonly ms: number;
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
  return { name, p50_ms: p50, p95_ms: p95, n, right: Math.round(right * 1e4) / 1e4 };
}
