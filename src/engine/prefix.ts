// Prefix reuse: evaluates only what differs from the tokens that a sequence already holds.

/** What prefix reuse needs of a llama.cpp sequence. */
export interface Sequence<Token> {
  readonly contextTokens: readonly Token[];
  eraseContextTokenRanges(ranges: { start: number; end: number }[]): Promise<void>;
  evaluateWithoutGeneratingNewTokens(tokens: Token[]): Promise<void>;
}

/** Tokens evaluated between two looks at the abort signal. */
export const chunkTokens = 64;

/**
 * Brings `sequence` to hold all of `tokens` but the last, which the caller evaluates to get the first answer token.
 * @returns how many tokens were in the cache already. @throws the signal's reason when aborted between two chunks.
 */
export async function prefill<Token>(
  sequence: Sequence<Token>,
  tokens: readonly Token[],
  signal: AbortSignal,
): Promise<number> {
  const held = sequence.contextTokens;
  const limit = Math.min(held.length, tokens.length - 1);
  let common = 0;
  while (common < limit && held[common] === tokens[common]) common += 1;
  if (common < held.length) await sequence.eraseContextTokenRanges([{ start: common, end: held.length }]);
  for (let at = common; at < tokens.length - 1; at += chunkTokens) {
    signal.throwIfAborted();
    await sequence.evaluateWithoutGeneratingNewTokens(
      tokens.slice(at, Math.min(at + chunkTokens, tokens.length - 1)),
    );
  }
  signal.throwIfAborted();
  return common;
}
