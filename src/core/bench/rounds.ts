// Asks every row of a benchmark in rounds: one to warm up, then those that are measured, as many as the time allows.

export interface Rounds<T> {
  /** At least one. */
  readonly rows: readonly T[];
  /** Most measured rounds. */
  readonly rounds: number;
  /** Milliseconds that all rounds may take together; one is measured whatever it takes. */
  readonly budgetMs: number;
}

/**
 * @param ask resolves to the milliseconds that count against the budget; `share` is the part of all measured questions that is
 *   behind it, 0 to 1, undefined while warming up.
 * @returns the rounds that were measured.
 */
export async function inRounds<T>(
  { rows, rounds, budgetMs }: Rounds<T>,
  ask: (row: T, share: number | undefined) => Promise<number>,
): Promise<number> {
  let spentMs = 0;
  for (const row of rows) spentMs += await ask(row, undefined);
  for (let round = 0; round < rounds; round += 1) {
    // The next round takes about as long as those before it.
    if (round > 0 && spentMs + spentMs / (round + 1) > budgetMs) return round;
    for (const [at, row] of rows.entries()) {
      const share = (round * rows.length + at) / (rounds * rows.length);
      spentMs += await ask(row, share);
    }
  }
  return rounds;
}
