// "US dollars" is USD where an argument wants a currency's code (ISO 4217, with the names of the runtime's own data).
import type { Json, JsonObject } from "../json.ts";
import { once } from "../once.ts";
import type { Field, Shape } from "../schema.ts";
import type { Word } from "../words.ts";
import type { Reading } from "./reading.ts";

const wantsCode = /\bcode\b|\bISO\b|\b(?:USD|EUR|GBP|JPY)\b/;

/** Puts the code in place of a currency's name where the argument's schema speaks of codes. Pure. */
export function readCurrencies(values: JsonObject, { fields, words }: Reading): JsonObject {
  const result: Record<string, Json> = { ...values, ...chooseCodes(values, fields, words) };
  for (const { name, shape, description } of fields) {
    const value = values[name];
    if (shape.kind !== "text" || typeof value !== "string" || !isCurrency(name, description)) continue;
    if (wantsCode.test(description) || /code/i.test(name)) result[name] = codeOf(value) ?? value;
  }
  return result;
}

/** Of options that are codes, the one currency that is said and not chosen, in place of the one that is chosen and not said. */
function chooseCodes(values: JsonObject, fields: readonly Field[], words: readonly Word[]): JsonObject {
  const chosen = fields.filter(({ name, shape }) => isCodes(shape) && typeof values[name] === "string");
  if (chosen.length === 0) return {};
  if (words.some(({ text }) => /^(?:not|but|except|than|n['’]t)$/i.test(text))) return {};
  const said = sayCodes(words);
  const unsaid = chosen.filter(({ name }) => !said.has(String(values[name])));
  const [wrong, ...more] = unsaid;
  const taken = new Set(chosen.map(({ name }) => values[name]));
  const [code, ...others] = [...said].filter(
    (one) => !taken.has(one) && wrong?.shape.kind === "constants" && wrong.shape.values.includes(one),
  );
  return wrong && code !== undefined && more.length === 0 && others.length === 0
    ? { [wrong.name]: code }
    : {};
}

const isCodes = (shape: Shape): boolean =>
  shape.kind === "constants" &&
  shape.values.length > 1 &&
  shape.values.every((value) => typeof value === "string" && codes().has(value));

const codes = once(() => new Set(Intl.supportedValuesOf("currency")));

/** Codes that are words in capitals. */
const plainWords = new Set(["ALL", "TRY", "TOP", "CUP", "MOP"]);

/** The codes of all currencies that a request says, by code or by name. */
function sayCodes(words: readonly Word[]): Set<string> {
  const texts = words.map(({ text }) => text);
  // "Three pounds of steak" is no money.
  const names = texts.flatMap((text, at) =>
    texts[at + 1] === "of" ? [] : [`${text} ${texts[at + 1] ?? ""}`.trim(), text],
  );
  return new Set([
    ...texts.filter((text) => codes().has(text) && !plainWords.has(text)),
    ...names.flatMap((name) => codeOf(name) ?? []),
  ]);
}

/** By its name, or by the first sentence of its description; "a product's code; prices in account currency" is none, and crypto has other codes. */
function isCurrency(name: string, description: string): boolean {
  const [about = ""] = description.split(/[.;(]/, 1);
  const isNamed = /currency/i.test(name) || /\bcurrency(?:['’]s)?\b/i.test(about);
  return (
    isNamed && !/crypto|coin/i.test(`${name} ${description}`) && !/\b(?:query|search|text)\b/i.test(name)
  );
}

/** The code of a currency's name; undefined where several currencies, or none, are called so. */
function codeOf(name: string): string | undefined {
  return known().get(plain(name));
}

/** Names in full ("canadian dollar"), and their last words where only one currency in use is called so ("yen"). */
function readNames(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(["en"], { type: "currency" });
  const inUse = Intl.supportedValuesOf("currency").flatMap((code) => {
    const name = names.of(code) ?? code;
    return name === code || /\d|\(/.test(name) ? [] : [[plain(name), code] as const];
  });
  const lastWords = inUse.map(([name, code]) => [name.split(" ").at(-1) ?? name, code] as const);
  const unique = lastWords.filter(([word]) => lastWords.filter(([other]) => other === word).length === 1);
  return new Map([...unique, ...usual, ...inUse]);
}

/** What is meant when nothing else is said. */
const usual: readonly (readonly [string, string])[] = [
  ["dollar", "USD"],
  ["buck", "USD"],
  ["pound", "GBP"],
  ["pound sterling", "GBP"],
  ["sterling", "GBP"],
  ["rupee", "INR"],
  ["yuan", "CNY"],
  ["renminbi", "CNY"],
  ["swissie", "CHF"],
];

const known = once(readNames);

/** Lower case, no plural, "United States" and "American" as "us". */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(?:the )?(?:united states|american|u\.s\.(?:a\.)?|usa)(?= )/, "us")
    .replace(/s$/, "")
    .trim();
}
