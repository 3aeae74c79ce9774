// An optional number that the model left out although the request says it beside its name: "35 ml" for `dose_ml`.
import type { Json, JsonObject } from "../json.ts";
import { negates } from "../negation.ts";
import { readNumeral } from "../numerals.ts";
import type { Field } from "../schema.ts";
import { readStems } from "../stems.ts";
import { splitWords, type Word } from "../words.ts";
import type { Reading } from "./reading.ts";

/** Parts of a number's name that stand beside any number. */
const silent = new Set(readStems("number num count total value amount quantity per"));
/** Units of time, and what a time without more words is. */
const times = new Set(readStems("seconds minutes hours days weeks months years time duration length"));
/** What makes a number part of another one. */
const joins = /^(?:[-–—/,.:x×]|minus|and|point|half)$/i;
/** "In 10 minutes", "the last 3 days": a time of something else. */
const timesOf = /^(?:in|after|before|every|last|next|past|within|ago|since|until)$/i;

/** Fills optional numbers whose name stands next to a number that no argument has. Pure. */
export function sayNumbers(values: JsonObject, { fields, words }: Reading): JsonObject {
  const taken = Object.values(values).flatMap(numbersIn);
  const free = words.flatMap((word, at) => {
    const number = readNumeral(word.text);
    return number === undefined || taken.includes(number) || !standsAlone(words, at) ? [] : [{ number, at }];
  });
  if (free.length === 0 || negates(words)) return values;
  const open = fields.filter(({ name, shape, required }) => {
    return shape.kind === "number" && !required && !(name in values);
  });
  const wishes = free.flatMap(({ number, at }) => {
    const beside = [words[at - 2], words[at - 1], words[at + 1]].map((word) =>
      word ? readStems(word.text) : [],
    );
    const near = new Set([...(beside[1] ?? []), ...(beside[2] ?? [])]);
    const wanting = open.flatMap(({ name, shape }) => {
      const stems = readStems(name).filter((stem) => !silent.has(stem));
      const fits = shape.kind === "number" && (!shape.integer || Number.isInteger(number));
      const isWhole = stems.every((stem) => beside.flat().includes(stem));
      // "30 minutes" alone are a duration, and no reminder's.
      const own = stems.filter((stem) => !times.has(stem));
      const isTime = own.length < stems.length;
      const isNear = (isTime && own.length > 0 ? own : stems).some((stem) => near.has(stem));
      return fits && isNear ? [{ name, number, isWhole }] : [];
    });
    // Of several names that stand there, the one that is said in full.
    const whole = wanting.filter(({ isWhole }) => isWhole);
    return wanting.length === 1 ? wanting : whole.length === 1 ? whole : [];
  });
  const once = wishes.filter(({ name }) => wishes.filter((other) => other.name === name).length === 1);
  const counted = wishes.length === 0 ? countLeft(free, open, words) : {};
  return { ...values, ...counted, ...Object.fromEntries(once.map(({ name, number }) => [name, number])) };
}

/** Descriptions and names of arguments that count things. */
const counts = /\b(?:number of|how many|count|copies|quantity|passengers|guests|people|limit|maximum)\b/i;
const people =
  /\b(?:people|persons?|guests?|passengers?|adults?|travell?ers?|attendees|participants|players|diners|friends)\b/i;
const preposition =
  /^(?:of|in|on|at|to|from|for|by|with|and|or|this|next|today|tonight|tomorrow|under|over|near|please)$/i;
/** "Between two charges", "the three of us": a number that says what is known already. */
const known = /^(?:between|both|the|these|those|all|of)$/i;

/** The one number of two or more that nothing else has said is the one count that was left out. */
function countLeft(
  free: readonly { readonly number: number; readonly at: number }[],
  open: readonly Field[],
  words: readonly Word[],
): JsonObject {
  const counting = open.filter(({ name, shape, description }) => {
    const isCount = counts.test(description) || counts.test(name.replaceAll("_", " "));
    return isCount && shape.kind === "number" && shape.integer;
  });
  const [one, field] = [free[0], counting[0]];
  if (!one || !field || free.length > 1 || counting.length > 1 || open.length > 1) return {};
  const isKnown = known.test(words[one.at - 1]?.text ?? "");
  const isCounted = countsThings(field, words, one.at);
  return Number.isInteger(one.number) && one.number > 1 && !isKnown && isCounted
    ? { [field.name]: one.number }
    : {};
}

/** People are counted "for 4"; what else is counted stands behind its number: "the 5 latest posts" for the number of posts. */
function countsThings({ name, description }: Field, words: readonly Word[], at: number): boolean {
  const counted = new Set(readStems(`${name} ${description}`).filter((stem) => !silent.has(stem)));
  const behind = words.slice(at + 1, at + 4).map(({ text }) => text);
  const end = behind.findIndex((text) => !/^[\p{L}-]+$/u.test(text) || preposition.test(text));
  const phrase = end < 0 ? behind : behind.slice(0, end);
  if (phrase.some((text) => readStems(text).some((stem) => counted.has(stem)))) return true;
  const isPeople = people.test(`${name} ${description}`.replaceAll("_", " "));
  const isParty = phrase.some((text) => people.test(text));
  return isPeople && (isParty || (phrase.length === 0 && /^for$/i.test(words[at - 1]?.text ?? "")));
}

/** Neither part of another number or amount, nor a time that something else has. */
function standsAlone(words: readonly Word[], at: number): boolean {
  const isNumber = (index: number): boolean => readNumeral(words[index]?.text ?? "") !== undefined;
  const [before = "", behind = ""] = [words[at - 1]?.text, words[at + 1]?.text];
  const isPart = isNumber(at - 1) || isNumber(at + 1) || isNumber(at - 2) || isNumber(at + 2);
  const isTime = timesOf.test(before) || timesOf.test(words[at + 2]?.text ?? "");
  const isJoined = joins.test(behind) && isNumber(at + 2);
  return !isPart && !isJoined && !isTime && !/^(?:-|–|—|minus|point)$/i.test(before);
}

function numbersIn(value: Json): number[] {
  if (typeof value === "number") return [value];
  if (Array.isArray(value)) return value.flatMap(numbersIn);
  return typeof value === "string" ? splitWords(value).flatMap(({ text }) => readNumeral(text) ?? []) : [];
}
