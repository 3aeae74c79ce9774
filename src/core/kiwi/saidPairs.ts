// Inputs that stand behind "with" as names and values: "with start 2025-10-01 and end 2025-10-07".
import type { Json, JsonObject } from "../json.ts";
import { readPlainValue } from "../plainValue.ts";

const introduces = /^(?:with|using|passing)$/i;
const names = /^[a-z][a-z0-9_-]*$/i;
/** Words that open no pair: "with at least 3", "with python 3". */
const noNames = new Set(
  (
    "a an the and or of at in on by to for from as is it its this that these those my our your their no not only just all any some each " +
    "about around over under least most up than more less like me him her them us you python node java ruby version category"
  ).split(" "),
);
/** A value that is none of the sentence's own words: a number, a date, an id, a truth value. */
const plainlyValue = /\d|^(?:true|false)$/i;
const word = /^[\p{L}\p{N}][\p{L}\p{N}_./:@+%-]*$/u;
/** What may follow the last pair. */
const ends =
  /^(?:[,;.!?)]|on|in|for|against|to|from|please|pls|plz|and|but|so|as|because|since|thanks|then)$/i;

interface Pair {
  readonly key: string;
  readonly value: string;
}

/**
 * Inputs with the pairs that a request says behind "with": a missing one is put in, and a value that the model gave another name gets
 * its own. Read only where one value at least is plainly one, and nothing but pairs stands there. Pure.
 */
export function sayPairs(given: JsonObject, texts: readonly string[]): JsonObject {
  const start = texts.findIndex((text, at) => introduces.test(text) && readChain(texts, at + 1).length > 0);
  const pairs = start < 0 ? [] : readChain(texts, start + 1);
  const missing = pairs.filter(({ key }) => !Object.hasOwn(given, key));
  if (missing.length === 0) return given;
  const said = Object.fromEntries(
    missing.map(({ key, value }): [string, Json] => [key, readPlainValue(value)]),
  );
  const values = new Set(Object.values(said).map(String));
  const own = new Set(pairs.map(({ key }) => key));
  const kept = Object.entries(given).filter(([key, value]) => own.has(key) || !values.has(String(value)));
  return { ...Object.fromEntries(kept), ...said };
}

function readChain(texts: readonly string[], from: number): readonly Pair[] {
  const pairs: Pair[] = [];
  let at = from;
  for (;;) {
    const key = texts[at] ?? "";
    const value = texts[at + 1] ?? "";
    if (
      !names.test(key) ||
      noNames.has(key.toLowerCase()) ||
      !word.test(value) ||
      noNames.has(value.toLowerCase())
    )
      break;
    pairs.push({ key, value });
    at += 2;
    const joined =
      texts[at] === "," && texts[at + 1] === "and" ? 2 : /^(?:,|and|&)$/.test(texts[at] ?? "") ? 1 : 0;
    if (joined === 0 || !plainlyValue.test(texts[at + joined + 1] ?? "")) break;
    at += joined;
  }
  const next = texts[at];
  const isWhole = next === undefined || ends.test(next);
  return isWhole && pairs.some(({ value }) => plainlyValue.test(value)) ? pairs : [];
}
