// Figures over many grades: shares with Wilson intervals, precision and recall of abstaining, latency percentiles.
import type { Grade } from "./grade.ts";

/** A share with its 95 % Wilson interval, fractions from 0 to 1. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Wilson score interval at 95 %. Source: E. B. Wilson, JASA 22 (1927) 209-212. */
export function wilson(hits: number, n: number): Share {
  if (n === 0) return { value: 0, low: 0, high: 1 };
  const z = 1.959964;
  const p = hits / n;
  const centre = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return {
    value: round(p),
    low: round(Math.max(0, (centre - spread) / scale)),
    high: round(Math.min(1, (centre + spread) / scale)),
  };
}

export interface Metrics {
  readonly exact_call: Share;
  readonly tool: Share;
  readonly arguments: Share;
  readonly none_precision: Share;
  readonly none_recall: Share;
  readonly none_f1: Share;
}

export function summarise(grades: readonly Grade[]): Metrics {
  const share = (of: readonly Grade[], hit: (grade: Grade) => boolean): Share =>
    wilson(of.filter(hit).length, of.length);
  const saidNone = grades.filter((grade) => grade.saidNone);
  const goldNone = grades.filter((grade) => grade.goldNone);
  const precision = share(saidNone, (grade) => grade.goldNone);
  const recall = share(goldNone, (grade) => grade.saidNone);
  const f1 = (a: number, b: number): number => (a + b === 0 ? 0 : round((2 * a * b) / (a + b)));
  return {
    exact_call: share(grades, (grade) => grade.exact),
    tool: share(grades, (grade) => grade.tool),
    arguments: share(
      grades.filter((grade) => grade.arguments !== undefined),
      (grade) => grade.arguments === true,
    ),
    none_precision: precision,
    none_recall: recall,
    none_f1: {
      value: f1(precision.value, recall.value),
      low: f1(precision.low, recall.low),
      high: f1(precision.high, recall.high),
    },
  };
}

/** Expected calibration error: how far confidence and share of right answers lie apart, over ten bins, 0 to 1. */
export function calibrationError(
  answers: readonly { readonly confidence: number; readonly right: boolean }[],
): number {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, confidence: 0, right: 0 }));
  for (const { confidence, right } of answers) {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))];
    if (!bin) continue;
    bin.n += 1;
    bin.confidence += confidence;
    bin.right += right ? 1 : 0;
  }
  const gap = bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0);
  return round(gap / Math.max(1, answers.length));
}

export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/** Percentiles by the nearest rank, in the unit of the values. */
export function percentiles(values: readonly number[]): Latency {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    round(sorted[Math.max(0, Math.min(sorted.length, Math.ceil(share * sorted.length)) - 1)] ?? 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), mean: round(mean), min: at(0), max: at(1) };
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
