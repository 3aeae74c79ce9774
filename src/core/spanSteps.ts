// How copied spans may run through a request: quotes stay in pairs, and no value begins or ends with a separator.
import { literal } from "./gbnf.ts";
import type { Word } from "./words.ts";

/** What a span takes in one piece: words `first` to `last`, then perhaps the step at `next`. */
export interface SpanStep {
  readonly first: number;
  readonly last: number;
  readonly next: number | undefined;
  /** Whether a span may begin here. */
  readonly begins: boolean;
  /** Whether a span may end behind this piece. */
  readonly ends: boolean;
}

const closers: Readonly<Record<string, string>> = { '"': '"', "'": "'", "`": "`", "“": "”", "‘": "’" };
const noStart = /^[,;:.!?…)\]}>]$/;
const noEnd = /^[,;:([{]$/;

/**
 * The step of each word; undefined where none begins, as at a closing quote. A span that begins between two quotes stays there, one
 * that begins at the first word there takes all of them, and one that begins outside takes the quotes and all between in one piece.
 */
export function spanSteps(request: string, words: readonly Word[]): (SpanStep | undefined)[] {
  const pairs = quotePairs(request, words);
  const steps: (SpanStep | undefined)[] = [];
  let inside: { readonly open: number; readonly close: number } | undefined;
  const reached: { first: number; last: number; limit: number }[] = [];
  words.forEach((_, index) => {
    const close = pairs.get(index);
    if (close !== undefined) {
      inside = { open: index, close };
      reached[index] = { first: index, last: close, limit: words.length };
    } else if (index === inside?.close) inside = undefined;
    else if (index - 1 === inside?.open)
      reached[index] = { first: index, last: inside.close - 1, limit: inside.close };
    else reached[index] = { first: index, last: index, limit: inside?.close ?? words.length };
  });
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const piece = reached[index];
    if (!piece) continue;
    const behind = piece.last + 1;
    const next = behind < piece.limit && steps[behind] ? behind : undefined;
    const single = piece.first === piece.last ? (words[index]?.text ?? "") : "";
    const ends = !noEnd.test(single);
    // A piece that may not end and leads nowhere is no step at all.
    if (ends || next !== undefined)
      steps[index] = { first: piece.first, last: piece.last, next, begins: !noStart.test(single), ends };
  }
  return steps;
}

/** The text of a step as a model writes it: `spaced` puts one space between words, else the request's own gaps stand. */
export function stepText(request: string, words: readonly Word[], step: SpanStep, spaced: boolean): string {
  const inStep = words.slice(step.first, step.last + 1);
  return spaced
    ? inStep.map((word) => word.text).join(" ")
    : request.slice(inStep[0]?.start ?? 0, inStep.at(-1)?.end ?? 0);
}

/** The rule `name` behind what stands between word `index` and the one before it. @param escape as in `addSpanRules`. */
export function behindGap(
  request: string,
  words: readonly Word[],
  index: number,
  spaced: boolean,
  escape: (text: string) => string,
  name: string,
): string {
  const gap = spaced ? " " : request.slice(words[index - 1]?.end ?? 0, words[index]?.start ?? 0);
  return gap === "" ? name : `${literal(escape(gap))} ${name}`;
}

/** Opening quotes and their closing ones, by index. An apostrophe behind or within a word opens nothing. */
function quotePairs(request: string, words: readonly Word[]): Map<number, number> {
  const pairs = new Map<number, number>();
  let from = 0;
  words.forEach((word, index) => {
    const closer = closers[word.text];
    if (index < from || closer === undefined || !/\S/.test(request.charAt(word.end))) return;
    if (/[\p{L}\p{N}]/u.test(request.slice(word.start - 1, word.start))) return;
    const close = words.findIndex(
      (one, at) => at > index + 1 && one.text === closer && /\S/.test(request.charAt(one.start - 1)),
    );
    if (close < 0) return;
    pairs.set(index, close);
    from = close + 1;
  });
  return pairs;
}
