// Two routers on the same cases: McNemar's exact test, and intervals for differences of paired shares.
import type { Delta } from "./report.ts";

/** One case: what each of the two got. */
export interface Pair {
  readonly tuned: boolean;
  readonly baseline: boolean;
}

/** McNemar's exact two-sided p: twice the smaller binomial tail of `fixed` against `broken` at one half, at most 1. */
export function mcnemarExact(fixed: number, broken: number): number {
  const n = fixed + broken;
  let tail = 0;
  // Logarithms, since 2^-n underflows and binomials overflow for some thousand cases.
  let logTerm = -n * Math.LN2;
  for (let i = 0; i <= Math.min(fixed, broken); i += 1) {
    tail += Math.exp(logTerm);
    logTerm += Math.log((n - i) / (i + 1));
  }
  return Math.min(1, Number((2 * tail).toPrecision(6)));
}

/** Difference of paired shares with a 95 % interval. Source: Bonett and Price, J. Educ. Behav. Stat. 37 (2012) 479-488. */
export function pairedDelta(pairs: readonly Pair[]): Delta {
  const n = pairs.length;
  if (n === 0) return { value: 0, low: -1, high: 1 };
  const fixed = pairs.filter((pair) => pair.tuned && !pair.baseline).length;
  const broken = pairs.filter((pair) => !pair.tuned && pair.baseline).length;
  const gain = (fixed + 1) / (n + 2);
  const loss = (broken + 1) / (n + 2);
  const centre = gain - loss;
  const spread = 1.959964 * Math.sqrt((gain + loss - centre ** 2) / (n + 2));
  return {
    value: round((fixed - broken) / n),
    low: round(Math.max(-1, centre - spread)),
    high: round(Math.min(1, centre + spread)),
  };
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
