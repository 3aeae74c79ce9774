// Prefix reuse: evaluates only what differs from the tokens that a sequence already holds.

/** What prefix reuse needs of a llama.cpp sequence. */
export interface Sequence<Token> {
  readonly contextTokens: readonly Token[];
  eraseContextTokenRanges(ranges: { start: number; end: number }[]): Promise<void>;
  evaluateWithoutGeneratingNewTokens(tokens: Token[]): Promise<void>;
}

export interface Prefilled<Token> {
  /** How many tokens were in the cache already. */
  readonly reused: number;
  /** The last tokens, at least one and at most `chunkTokens`: evaluating them gives the first answer token. */
  readonly rest: Token[];
}

/** Tokens evaluated between two looks at the abort signal: llama.cpp itself does not stop within a batch. */
export const chunkTokens = 64;

/**
 * Brings `sequence` to hold all of `tokens` but the last chunk, which the caller evaluates to get the first answer token.
 * @throws the signal's reason when aborted between two chunks; the sequence then holds what was evaluated.
 */
export async function prefill<Token>(
  sequence: Sequence<Token>,
  tokens: readonly Token[],
  signal: AbortSignal,
): Promise<Prefilled<Token>> {
  const held = sequence.contextTokens;
  const limit = Math.min(held.length, tokens.length - 1);
  let reused = 0;
  while (reused < limit && held[reused] === tokens[reused]) reused += 1;
  if (reused < held.length) await sequence.eraseContextTokenRanges([{ start: reused, end: held.length }]);
  let at = reused;
  for (; tokens.length - at > chunkTokens; at += chunkTokens) {
    signal.throwIfAborted();
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(at, at + chunkTokens));
  }
  signal.throwIfAborted();
  return { reused, rest: tokens.slice(at) };
}
