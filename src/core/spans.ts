// The copy constraint: a free value of a call is a span of the request, so no identifier is ever invented.
import { literal, type RuleSet } from "./gbnf.ts";
import { behindGap, spanSteps, stepText, type SpanStep } from "./spanSteps.ts";
import type { Word } from "./words.ts";

/** How a model writes copied words: `spaced` puts one space before every word, `raw` keeps the request's own gaps. */
export type SpanStyle = "spaced" | "raw";

const quoteMark = /^["'`“”‘’]$/;

/**
 * Adds rules for every span of the request and returns the expression that matches one; undefined without words.
 * @param escape gives text as it stands between the notation's quotes.
 */
export function addSpanRules(
  rules: RuleSet,
  request: string,
  words: readonly Word[],
  style: SpanStyle,
  escape: (text: string) => string,
): string | undefined {
  const spaced = style === "spaced";
  const steps = spanSteps(request, words);
  const starts = steps.flatMap((step) => (step?.begins ? [`span-${step.first}`] : []));
  if (starts.length === 0) return undefined;
  for (const step of steps) {
    if (!step) continue;
    const text = literal(escape(stepText(request, words, step, spaced)));
    rules.set(`span-${step.first}`, `${text}${continued(request, words, step, spaced, escape)}`);
  }
  rules.set("span", `${spaced ? `" " ` : `" "? `}(${starts.join(" | ")})`);
  return "span";
}

function continued(
  request: string,
  words: readonly Word[],
  step: SpanStep,
  spaced: boolean,
  escape: (text: string) => string,
): string {
  if (step.next === undefined) return "";
  const rest = behindGap(request, words, step.next, spaced, escape, `span-${step.next}`);
  return step.ends ? ` (${rest})?` : ` ${rest}`;
}

/**
 * The request's own text for a copied value; undefined when the value is not a span of the request. Gaps do not count: runtimes
 * write " ," as "," and a unit stands apart from its number ("50 k").
 */
export function findSpan(request: string, words: readonly Word[], value: string): string | undefined {
  const wanted = value.trim().split(/\s+/);
  const whole = wanted.join("");
  const exact = findWords(request, words, wanted.join(" "), " ");
  return exact ?? (gapless.test(whole) ? findWords(request, words, whole, "") : undefined);
}

/** Texts that are written apart in more than one way. */
const gapless = /[^\p{L}\p{N}\s]|\d\p{L}/u;

function findWords(request: string, words: readonly Word[], wanted: string, gap: string): string | undefined {
  if (wanted === "") return undefined;
  for (let first = 0; first < words.length; first += 1) {
    let text = "";
    for (let last = first; last < words.length && text.length < wanted.length; last += 1) {
      const word = words[last];
      if (!word) break;
      text = text === "" ? word.text : text + gap + word.text;
      if (text === wanted)
        return unquote(closeBracket(request, request.slice(words[first]?.start ?? 0, word.end), word.end));
    }
  }
  return undefined;
}

const brackets: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** "print(42" and "print('ok" take what closes them, when that stands right behind. */
function closeBracket(request: string, text: string, end: number): string {
  for (const [open, close] of Object.entries(brackets)) {
    const isOpen = text.split(open).length > text.split(close).length;
    const quote = text.slice(text.lastIndexOf(open) + 1).charAt(0);
    const quoted = /^["'`]$/.test(quote) && request.startsWith(quote + close, end) ? quote + close : close;
    if (isOpen && request.startsWith(quoted, end)) return text + quoted;
  }
  return text;
}

function unquote(text: string): string {
  const first = text.charAt(0);
  const last = text.charAt(text.length - 1);
  return text.length > 2 && quoteMark.test(first) && quoteMark.test(last) ? text.slice(1, -1) : text;
}
