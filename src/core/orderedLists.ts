// Lists of copied values: each item stands behind the one before it in the request, so that a list ends.
import type { Notation } from "./formats/callFormat.ts";
import { literal, oneOf, type RuleSet } from "./gbnf.ts";
import { findNumeralsAt } from "./numerals.ts";
import type { SpanStyle } from "./spans.ts";
import { behindGap, spanSteps, stepText, type SpanStep } from "./spanSteps.ts";
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
  const spaced = style === "spaced";
  const steps = spanSteps(request, words);
  if (!steps.some((step) => step?.begins)) return undefined;
  const quote = literal(notation.quote);
  const lead = spaced ? `" "` : `" "?`;
  let later: string | undefined;
  for (const [at, step] of [...steps.entries()].reverse()) {
    if (!step) continue;
    const ways: string[] = [];
    if (step.next !== undefined)
      ways.push(behindGap(request, words, step.next, spaced, notation.escape, `spans-in-${step.next}`));
    const behind = firstStart(steps, step.last + 1);
    const another =
      behind === undefined ? "" : ` (${literal(notation.comma)} ${quote} ${lead} spans-from-${behind})?`;
    if (step.ends) ways.push(`${quote}${another}`);
    const text = literal(notation.escape(stepText(request, words, step, spaced)));
    rules.set(`spans-in-${at}`, `${text} ${oneOf(ways)}`);
    if (!step.begins) continue;
    rules.set(`spans-from-${at}`, later === undefined ? `spans-in-${at}` : `spans-in-${at} | ${later}`);
    later = `spans-from-${at}`;
  }
  return `"[" ${quote} ${lead} spans-from-${firstStart(steps, 0)} "]"`;
}

function firstStart(steps: readonly (SpanStep | undefined)[], from: number): number | undefined {
  const found = steps.findIndex((step, at) => at >= from && step?.begins === true);
  return found < 0 ? undefined : found;
}

/** One to `most` items with commas between them. @param item the name of a rule. */
export function upTo(item: string, most: number, comma: string): string {
  let rest = "";
  for (let count = 1; count < most; count += 1) rest = ` (${literal(comma)} ${item}${rest})?`;
  return `${item}${rest}`;
}
