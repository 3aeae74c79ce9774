// How many of the right tools a ranking has among its first ones.
import { wilson, type Share } from "./metrics.ts";

export interface RankedTask {
  readonly right: readonly string[];
  /** Names, best first. */
  readonly ranked: readonly string[];
}

export interface Recall {
  /** Mean over tasks of the share of right tools found. */
  readonly mean: number;
  /** Tasks with at least one right tool found, and with all. */
  readonly any: Share;
  readonly all: Share;
}

/** Recall among the first `k`, over tasks with a right tool. Pure. */
export function recallAt(tasks: readonly RankedTask[], k: number): Recall {
  const shares = tasks
    .filter((task) => task.right.length > 0)
    .map(({ right, ranked }) => {
      const first = new Set(ranked.slice(0, k));
      return right.filter((name) => first.has(name)).length / right.length;
    });
  const n = shares.length;
  return {
    mean: n === 0 ? 0 : Math.round((shares.reduce((sum, one) => sum + one, 0) / n) * 1e4) / 1e4,
    any: wilson(shares.filter((one) => one > 0).length, n),
    all: wilson(shares.filter((one) => one === 1).length, n),
  };
}
