// A value that the request says once fills one argument: an optional one that repeats it was never said.
import type { Json, JsonObject } from "./json.ts";
import { findNumeralsAt } from "./numerals.ts";
import type { Field } from "./schema.ts";
import type { Word } from "./words.ts";

/** Leaves out optional arguments whose copied value another argument has too, while the request says it only once. */
export function withoutRepeats(
  values: JsonObject,
  fields: readonly Field[],
  request: string,
  words: readonly Word[],
): JsonObject {
  const copied = fields.filter(({ shape }) => shape.kind === "text" || shape.kind === "number");
  const needed = copied.filter((field) => field.required && field.name in values);
  const kept = needed.map((field) => values[field.name]);
  const dropped = new Set<string>();
  for (const field of copied) {
    const value = values[field.name];
    if (field.required || value === undefined) continue;
    const isMeant = sharing.test(request) || says(words, field.name);
    if (!isMeant && kept.includes(value) && timesSaid(value, request, words) === 1) dropped.add(field.name);
    else kept.push(value);
  }
  return dropped.size === 0
    ? values
    : Object.fromEntries(Object.entries(values).filter(([name]) => !dropped.has(name)));
}

/** "Width and height 300": one value for several. */
const sharing = /\b(?:both|each|same|equal|square|cube|all)\b/i;

/** Whether the request names an argument by its own name. */
function says(words: readonly Word[], name: string): boolean {
  const parts = name.toLowerCase().split(/[^a-z0-9]+/);
  return parts.some((part) => part.length > 0 && words.some((word) => word.text.toLowerCase() === part));
}

function timesSaid(value: Json, request: string, words: readonly Word[]): number {
  if (typeof value === "number")
    return words.filter((_, at) => findNumeralsAt(words, at).some((one) => one.value === value)).length;
  return typeof value === "string" && value !== "" ? request.split(value).length - 1 : 0;
}
