// Lists of copied values: each item stands behind the one before it in the request, so that a list ends.
import type { Notation } from "./formats/callFormat.ts";
import { literal, type RuleSet } from "./gbnf.ts";
import { findNumeralsAt } from "./numerals.ts";
import type { SpanStyle } from "./spans.ts";
import type { Word } from "./words.ts";

interface Said {
  readonly request: string;
  readonly words: readonly Word[];
  readonly style: SpanStyle;
  readonly notation: Notation;
}

/** Numbers of the request in its order; undefined without one. `integer` leaves out fractions. */
export function addNumberList(rules: RuleSet, said: Said, integer: boolean): string | undefined {
  const { words, style, notation } = said;
  const hint = integer ? "integers" : "numbers";
  const later = (from: number): string => `${hint}-from-${from}`;
  const starts = words.map((_, at) =>
    findNumeralsAt(words, at).filter(({ value }) => !integer || Number.isInteger(value)),
  );
  if (starts.every((one) => one.length === 0)) return undefined;
  words.forEach((_, at) => {
    const own = (starts[at] ?? []).map(({ text, value, length }) => {
      const written = style === "spaced" ? text : String(value);
      const rest = hasLater(starts, at + length)
        ? ` (${literal(notation.comma)} ${later(at + length)})?`
        : "";
      return `${style === "spaced" ? `" " ` : ""}${literal(written)}${rest}`;
    });
    if (hasLater(starts, at + 1)) own.push(later(at + 1));
    if (own.length > 0) rules.set(later(at), own.join(" | "));
  });
  return `"[" ${later(0)} "]"`;
}

function hasLater(starts: readonly (readonly unknown[])[], from: number): boolean {
  return starts.slice(from).some((one) => one.length > 0);
}

/** Spans of the request in its order, each between quotes; undefined without words. */
export function addSpanList(rules: RuleSet, { request, words, style, notation }: Said): string | undefined {
  if (words.length === 0) return undefined;
  const quote = literal(notation.quote);
  const lead = style === "spaced" ? `" "` : `" "?`;
  words.forEach((word, at) => {
    const next = words[at + 1];
    const gap = next ? (style === "spaced" ? " " : request.slice(word.end, next.start)) : "";
    const joined = gap === "" ? "" : `${literal(notation.escape(gap))} `;
    const another = `(${literal(notation.comma)} ${quote} ${lead} spans-from-${at + 1})?`;
    const rest = next ? `(${joined}spans-in-${at + 1} | ${quote} ${another})` : quote;
    rules.set(`spans-in-${at}`, `${literal(notation.escape(word.text))} ${rest}`);
    rules.set(`spans-from-${at}`, next ? `spans-in-${at} | spans-from-${at + 1}` : `spans-in-${at}`);
  });
  return `"[" ${quote} ${lead} spans-from-0 "]"`;
}

/** One to `most` items with commas between them. @param item the name of a rule. */
export function upTo(item: string, most: number, comma: string): string {
  let rest = "";
  for (let count = 1; count < most; count += 1) rest = ` (${literal(comma)} ${item}${rest})?`;
  return `${item}${rest}`;
}
