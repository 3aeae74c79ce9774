// Numbers as requests say them: "12", "1,250.50", "seven", "2.5 million".
import type { Word } from "./words.ts";

const smallNumbers =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );
const tens: ReadonlyMap<string, number> = new Map(
  Object.entries({
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
    hundred: 100,
    dozen: 12,
  }),
);
const magnitudes: ReadonlyMap<string, number> = new Map(
  Object.entries({
    hundred: 100,
    thousand: 1e3,
    k: 1e3,
    million: 1e6,
    billion: 1e9,
  }),
);
const plain = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** The number that a text says; undefined when it says none. */
export function readNumeral(text: string): number | undefined {
  const said = text.trim().toLowerCase();
  if (plain.test(said)) return Number(said);
  if (grouped.test(said)) return Number(said.replaceAll(",", ""));
  const small = smallNumbers.indexOf(said);
  if (small >= 0) return small;
  const round = tens.get(said);
  if (round !== undefined) return round;
  const [first = "", second = "", ...more] = said.split(/[\s-]+/);
  if (second === "" || more.length > 0) return undefined;
  const head = readNumeral(first);
  const scale = magnitudes.get(second);
  if (head !== undefined && scale !== undefined) return Number((head * scale).toPrecision(12));
  const unit = smallNumbers.indexOf(second);
  return head !== undefined && head in decades && unit > 0 && unit < 10 ? head + unit : undefined;
}

const decades = { 20: true, 30: true, 40: true, 50: true, 60: true, 70: true, 80: true, 90: true } as const;

/** A number of a request: its words behind one space each, and what they say. */
export interface Numeral {
  readonly text: string;
  readonly value: number;
}

/** The numbers that begin at a word: itself, and with its neighbour. `length` counts words. */
export function findNumeralsAt(
  words: readonly Word[],
  at: number,
): (Numeral & { readonly length: number })[] {
  const [word, next] = [words[at], words[at + 1]];
  const texts = word ? (next ? [word.text, `${word.text} ${next.text}`] : [word.text]) : [];
  return texts.flatMap((text, more) => {
    const value = readNumeral(text);
    return value === undefined ? [] : [{ text, value, length: more + 1 }];
  });
}

/** Every number that one word, or two neighbouring words, of a request say. */
export function findNumerals(words: readonly Word[]): Numeral[] {
  const found = new Map<string, number>();
  words.forEach((_, index) => {
    for (const { text, value } of findNumeralsAt(words, index)) found.set(text, value);
  });
  return [...found].map(([text, value]) => ({ text, value }));
}
