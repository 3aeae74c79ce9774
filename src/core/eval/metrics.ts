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

/** False for a share of nothing: no row had what it counts. */
export const isMeasured = ({ low, high }: Share): boolean => low > 0 || high < 1;

export interface Metrics {
  readonly exact_call: Share;
  readonly tool: Share;
  readonly arguments: Share;
  readonly none_precision: Share;
  readonly none_recall: Share;
  readonly none_f1: Share;
  /** Answers that could be read. */
  readonly valid?: Share;
  /** Answers whose calls fit their tools' schemas. */
  readonly schema_valid?: Share;
  /** Kiwi only, over rows whose gold names them. */
  readonly item_type?: Share;
  readonly action?: Share;
  /** Mean token F1 of search texts, over rows whose gold searches. */
  readonly query_f1?: Share;
}

/** A grade with what the report knows of the answer's form. */
export interface Graded extends Grade {
  readonly valid?: boolean;
  readonly schemaValid?: boolean;
}

export function summarise(grades: readonly Graded[]): Metrics {
  const share = (of: readonly Graded[], hit: (grade: Graded) => boolean): Share =>
    wilson(of.filter(hit).length, of.length);
  /** Over the grades that have the part; left out when none has it. */
  const part = (name: keyof Metrics, read: (grade: Graded) => boolean | undefined): Partial<Metrics> => {
    const having = grades.filter((grade) => read(grade) !== undefined);
    return having.length === 0 ? {} : { [name]: share(having, (grade) => read(grade) === true) };
  };
  const saidNone = grades.filter((grade) => grade.saidNone);
  const goldNone = grades.filter((grade) => grade.goldNone);
  const precision = share(saidNone, (grade) => grade.goldNone);
  const recall = share(goldNone, (grade) => grade.saidNone);
  const f1 = (a: number, b: number): number => (a + b === 0 ? 0 : round((2 * a * b) / (a + b)));
  const queries = grades.flatMap((grade) => grade.queryF1 ?? []);
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
    ...part("valid", (grade) => grade.valid),
    ...part("schema_valid", (grade) => grade.schemaValid),
    ...part("item_type", (grade) => grade.itemType),
    ...part("action", (grade) => grade.action),
    ...(queries.length === 0 ? {} : { query_f1: mean(queries) }),
  };
}

/** A mean of values from 0 to 1 with its 95 % interval by the normal approximation. */
function mean(values: readonly number[]): Share {
  const n = values.length;
  const value = values.reduce((sum, one) => sum + one, 0) / n;
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / Math.max(1, n - 1);
  const spread = 1.959964 * Math.sqrt(variance / n);
  return {
    value: round(value),
    low: round(Math.max(0, value - spread)),
    high: round(Math.min(1, value + spread)),
  };
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
