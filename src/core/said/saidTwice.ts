// A value that the request says once fills one argument: an optional one that repeats it was never said.
import type { Json, JsonObject } from "../json.ts";
import { findNumeralsAt } from "../numerals.ts";
import type { Field } from "../schema.ts";
import type { Word } from "../words.ts";
import type { Reading } from "./reading.ts";
import { without } from "./without.ts";

/** Leaves out optional arguments whose copied value another argument has too, while the request says it only once. */
export function withoutRepeats(values: JsonObject, { fields, request, words }: Reading): JsonObject {
  const copied = fields.filter(
    ({ shape: { kind } }) => kind === "text" || kind === "number" || kind === "list",
  );
  const needed = copied.filter((field) => field.required && field.name in values);
  const kept = needed.flatMap((field) => values[field.name]);
  const dropped = new Set<string>();
  for (const field of copied) {
    const value = values[field.name];
    if (field.required || value === undefined) continue;
    const isMeant = sharing.test(request) || says(words, field.name);
    const parts = [value].flat();
    const isRepeat = parts.every((part) => kept.includes(part) && timesSaid(part, request, words) === 1);
    if (!isMeant && isRepeat && parts.length > 0) dropped.add(field.name);
    else kept.push(...parts);
  }
  return without(values, dropped);
}

/** Two needed numbers of a call that are the one number which the request says once. */
export interface SharedNumber {
  readonly value: number;
  readonly names: readonly [string, string];
}

/** The first number that two needed arguments share although the request says it once and for one; undefined when none do. */
export function findSharedNumber(
  values: JsonObject,
  fields: readonly Field[],
  request: string,
  words: readonly Word[],
): SharedNumber | undefined {
  if (sharing.test(request)) return undefined;
  const numbers = fields.filter(({ shape, required }) => shape.kind === "number" && required);
  for (const [at, { name }] of numbers.entries()) {
    const value = values[name];
    if (typeof value !== "number" || timesSaid(value, request, words) !== 1) continue;
    const other = numbers.slice(at + 1).find((field) => values[field.name] === value);
    if (other) return { value, names: [name, other.name] };
  }
  return undefined;
}

/** "Width and height 300": one value is said for several arguments. */
export const isShared = (request: string): boolean => sharing.test(request);
const sharing = /\b(?:both|each|same|equal|squared?|cubed?|all|twice|double|respectively)\b/i;

/** Whether the request names an argument by its own name. */
function says(words: readonly Word[], name: string): boolean {
  const parts = name.toLowerCase().split(/[^a-z0-9]+/);
  return parts.every((part) => part.length > 0 && words.some((word) => word.text.toLowerCase() === part));
}

/** How often a request says a number, in digits or words, or a text letter by letter. */
export function timesSaid(value: Json, request: string, words: readonly Word[]): number {
  if (typeof value === "number")
    return words.filter((_, at) => findNumeralsAt(words, at).some((one) => one.value === value)).length;
  return typeof value === "string" && value !== "" ? request.split(value).length - 1 : 0;
}
