// Names are copied whole: "Ilse Brandt", not "Brandt", unless only one part of a name is asked for.
import type { Json, JsonObject } from "../json.ts";
import { readStems } from "../stems.ts";
import type { Word } from "../words.ts";
import type { Reading } from "./reading.ts";

/** Arguments that want one part of a name. */
const partOfName = /surname|last_?name|family_?name|first_?name|given_?name|initial/i;
const capitalised = /^\p{Lu}[\p{L}\p{M}'’.-]*$/u;

/** Where every other word begins with a capital, capitals say nothing. */
function isTitleCase(words: readonly Word[]): boolean {
  const letters = words.filter(({ text }) => /^\p{L}/u.test(text));
  return letters.filter(({ text }) => capitalised.test(text)).length * 2 > letters.length;
}

/** Lengthens names to the left by the capitalised words in front that no other argument has. Pure. */
export function wholeNames(values: JsonObject, { fields, words }: Reading): JsonObject {
  const texts = fields.filter(({ shape }) => shape.kind === "text").map(({ name }) => name);
  if (isTitleCase(words)) return values;
  const all = Object.values(values).flat().map(String);
  const result: Record<string, Json> = { ...values };
  for (const name of texts) {
    const value = values[name];
    if (typeof value !== "string" || partOfName.test(name)) continue;
    const parts = value.split(/\s+/);
    const starts = words.flatMap((_, at) =>
      parts.every((part, index) => words[at + index]?.text === part) ? [at] : [],
    );
    const [at] = starts;
    if (at === undefined || starts.length > 1 || !parts.every((part) => capitalised.test(part))) continue;
    let first = at;
    while (first > 1 && isNamePart(words, first - 1) && !isTaken(words[first - 1]?.text ?? "", all))
      first -= 1;
    // "A Lawyer John Doe": what stands behind an article is no name.
    if (/^an?$/i.test(words[first - 1]?.text ?? "")) continue;
    const front = words.slice(first, at).map(({ text }) => text);
    result[name] = [...front, ...parts].join(" ");
  }
  return result;
}

/** A capitalised word inside a sentence that is none of the small words. */
function isNamePart(words: readonly Word[], at: number): boolean {
  const [word, before, behind] = [words[at], words[at - 1], words[at + 1]];
  if (!word || !before || !behind || /^[.!?:\n"'“(]$/.test(before.text)) return false;
  if (/^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/i.test(word.text)) return false;
  const isBeside = behind.start === word.end + 1;
  // "AWS Production", "CTO Maria": an abbreviation in front says what it is, or whose.
  if (/^\p{Lu}{2,}$/u.test(word.text)) return false;
  return isBeside && capitalised.test(word.text) && readStems(word.text).length > 0;
}

const isTaken = (word: string, all: readonly string[]): boolean =>
  all.some((value) => value.split(/\s+/).includes(word));
