// Inputs that a request says as names and values: "with start 2025-10-01 and end 2025-10-07", "threads 16, reference hg38", "region is eu-1", "provider: mailgun, hours: 24".
import type { Json, JsonObject } from "../json.ts";
import { readPlainValue } from "../plainValue.ts";
import { isDispatchVerb } from "./dispatchRules.ts";
import { typeOfWord } from "./kiwiWords.ts";

const introduces = /^(?:with|using|passing)$/i;
const names = /^[a-z][a-z0-9_-]*$/i;
/** Words that open no pair: "with at least 3", "with python 3". */
const noNames = new Set(
  (
    "a an the and or of at in on by to for from as is it its this that these those my our your their no not only just all any some each " +
    "about around over under least most up than more less like me him her them us you with using passing python node java ruby version category args arg flags options"
  ).split(" "),
);
/** A value that is none of the sentence's own words: a number, a date, an id, a truth value. */
const plainlyValue = /\d|^(?:true|false)$/i;
const word = /^(?:[\p{L}\p{N}]|-(?=\d))[\p{L}\p{N}_./:@+%-]*$/u;
/** What may follow the last pair. */
const ends =
  /^(?:[,;.!?)]|on|in|for|against|to|from|please|pls|plz|and|but|so|as|because|since|thanks|then)$/i;

interface Pair {
  /** One word, or two joined by "_". */
  readonly key: string;
  readonly value: string;
}

/**
 * Inputs with the pairs that a request says plainly: a missing one is put in, and a value that the model gave another name gets its
 * own. Read only where a value is plainly one, and nothing but pairs stands there. Pure.
 */
export function sayPairs(written: JsonObject, texts: readonly string[]): JsonObject {
  const given = nameAsSaid(written, texts);
  const pairs = [
    ...readBehindWith(texts),
    ...readNeighbours(texts),
    ...readEquations(texts),
    ...readColons(texts),
  ];
  const isMissing = ({ key, value }: Pair): boolean =>
    !Object.hasOwn(given, key) ||
    (pairs.filter((other) => other.key === key).length === 1 &&
      String(given[key]) !== value &&
      pairs.some((other) => other.value === String(given[key])));
  const missing = pairs.filter(isMissing);
  if (missing.length === 0) return given;
  const said = Object.fromEntries(
    missing.map(({ key, value }): [string, Json] => [key, readPlainValue(value)]),
  );
  const values = new Set(Object.values(said).map(String));
  const own = new Set(pairs.map(({ key }) => key));
  const phrases = new Set(pairs.map(({ key, value }) => `${key.replaceAll("_", " ")} ${value}`));
  // A value that stands more often than the pairs say it belongs to something else as well.
  const isElsewhere = (value: string): boolean =>
    texts.filter((text) => text === value).length > pairs.filter((pair) => pair.value === value).length;
  const isSaidOtherwise = ([key, value]: [string, Json]): boolean =>
    !own.has(key) &&
    typeof value !== "boolean" &&
    (phrases.has(`${key} ${String(value)}`) || (values.has(String(value)) && !isElsewhere(String(value))));
  return { ...Object.fromEntries(Object.entries(given).filter((pair) => !isSaidOtherwise(pair))), ...said };
}

/** "…, amount 45.50": a value whose key nobody says takes the one in front of it, where the two are a clause of their own. */
function nameAsSaid(given: JsonObject, texts: readonly string[]): JsonObject {
  const clauses = clausesOf(texts).filter(({ length }) => length === 2);
  const renamed = Object.entries(given).map(([key, value]): [string, Json] => {
    const said = clauses.find(
      ([name = "", text]) => text === String(value) && isPlainName(name) && plainlyValue.test(text),
    );
    const isValue = Object.values(given).includes(said?.[0] ?? null);
    const isSaid =
      said === undefined ||
      isValue ||
      key === "environment" ||
      texts.some((text) => text.toLowerCase() === key);
    return isSaid ? [key, value] : [asKey(said[0] ?? key), readPlainValue(said[1] ?? "")];
  });
  return renamed.every(([key]) => Object.hasOwn(given, key)) ? given : Object.fromEntries(renamed);
}

/** "with start 2025-10-01 and end 2025-10-07". */
function readBehindWith(texts: readonly string[]): readonly Pair[] {
  const starts = texts.flatMap((text, at) => (introduces.test(text) ? [at + 1] : []));
  return starts.map((start) => readChain(texts, start)).find((pairs) => pairs.length > 0) ?? [];
}

function readChain(texts: readonly string[], from: number): readonly Pair[] {
  const pairs: Pair[] = [];
  let at = from;
  for (;;) {
    const [key = "", value = ""] = texts.slice(at, at + 2);
    if (!/^[a-z]/.test(key) || !isName(key) || !word.test(value) || noNames.has(value.toLowerCase())) break;
    pairs.push({ key, value });
    at += 2;
    const joined =
      texts[at] === "," && texts[at + 1] === "and" ? 2 : /^(?:,|and|&)$/.test(texts[at] ?? "") ? 1 : 0;
    if (joined === 0 || !plainlyValue.test(texts[at + joined + 1] ?? "")) break;
    at += joined;
  }
  const next = texts[at];
  const isWhole = next === undefined || ends.test(next);
  const isPlain = pairs.some(
    ({ key, value }) => plainlyValue.test(value) || (key.includes("_") && /^\p{Lu}/u.test(value)),
  );
  return isWhole && isPlain ? pairs : [];
}

/** "threads 16, max depth 4": two or more between marks, side by side. */
function readNeighbours(texts: readonly string[]): readonly Pair[] {
  const runs: Pair[][] = [[]];
  for (const part of clausesOf(texts)) {
    const value = part.at(-1) ?? "";
    const key = part.slice(0, -1);
    const isPair =
      key.length > 0 &&
      key.length < 3 &&
      key.every(isPlainName) &&
      word.test(value) &&
      plainlyValue.test(value);
    if (isPair) runs.at(-1)?.push({ key: key.map(asKey).join("_"), value });
    else runs.push([]);
  }
  return runs.find((pairs) => pairs.length > 1) ?? [];
}

/** "region is eu-1 and threshold is 45". */
function readEquations(texts: readonly string[]): readonly Pair[] {
  // A verb has to come first: "the ticket is OPS-12, run it" tells a reason.
  const verb = texts.findIndex((text) => isDispatchVerb(text));
  return clausesOf(verb < 0 ? [] : texts.slice(verb)).flatMap((part) => {
    const [key = "", is, value = "", ...more] = part;
    const isWhole = more.every((text) => ends.test(text));
    return is === "is" && isWhole && isPlainName(key) && word.test(value) && plainlyValue.test(value)
      ? [{ key: asKey(key), value }]
      : [];
  });
}

/** "…, provider: mailgun, hours: 24" at the end: behind a comma or "with", nothing but pairs, of which one is plainly one. */
function readColons(texts: readonly string[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let end = texts.length;
  while (end > 0 && ends.test(texts[end - 1] ?? "")) end--;
  for (let at = end - 3; at > 0; at -= 4) {
    const [key = "", colon, value = ""] = texts.slice(at, at + 3);
    if (colon !== ":" || !isPlainName(key) || !word.test(value) || noNames.has(value.toLowerCase())) break;
    pairs.unshift({ key, value });
    const before = texts[at - 1] ?? "";
    if (!/^(?:,|and)$/.test(before) && !introduces.test(before)) return [];
    if (texts[at - 3] === ":") continue;
    // "For Ana and Bo: 24": a lone pair has to be introduced.
    if (pairs.length === 1 && !introduces.test(before)) return [];
    break;
  }
  return pairs.some(({ value }) => plainlyValue.test(value)) ? pairs : [];
}

/** What stands between marks and "and". */
function clausesOf(texts: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const text of texts)
    if (/^(?:[,;:.!?–—-]|and)$/i.test(text)) parts.push([]);
    else parts.at(-1)?.push(text);
  return parts.filter((part) => part.length > 0);
}

const isName = (text: string): boolean => names.test(text) && !noNames.has(text.toLowerCase());
/** A verb or a kind of item begins a wish of its own where no "with" stands in front. */
const isPlainName = (text: string): boolean =>
  isName(text) && !isDispatchVerb(text) && typeOfWord(text) === undefined;
/** "Snapshot is s-2" begins a sentence. */
const asKey = (text: string): string => (/^[A-Z][a-z]+$/.test(text) ? text.toLowerCase() : text);
