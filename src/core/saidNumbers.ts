// An optional number that the model left out although the request says it beside its name: "35 ml" for `dose_ml`.
import type { Json, JsonObject } from "./json.ts";
import { readNumeral } from "./numerals.ts";
import type { Field } from "./schema.ts";
import { readStems } from "./stems.ts";
import type { Word } from "./words.ts";

/** Parts of a number's name that stand beside any number. */
const silent = new Set(readStems("number num count total max min value amount quantity per"));

/** Fills optional numbers whose name stands next to a number that no argument has. Pure. */
export function sayNumbers(values: JsonObject, fields: readonly Field[], words: readonly Word[]): JsonObject {
  const taken = Object.values(values).flatMap(numbersIn);
  const free = words.flatMap((word, at) => {
    const number = readNumeral(word.text);
    return number === undefined || taken.includes(number) ? [] : [{ number, at }];
  });
  if (free.length === 0) return values;
  const open = fields.filter(({ name, shape, required }) => {
    return shape.kind === "number" && !required && !(name in values);
  });
  const result: Record<string, Json> = { ...values };
  for (const { name, shape } of open) {
    const stems = readStems(name).filter((stem) => !silent.has(stem));
    const said = free.filter(({ number, at }) => {
      const beside = [words[at - 1], words[at + 1]].flatMap((word) => (word ? readStems(word.text) : []));
      const fits = shape.kind === "number" && (!shape.integer || Number.isInteger(number));
      return fits && beside.some((stem) => stems.includes(stem));
    });
    const [only, ...others] = said;
    if (only && others.length === 0) result[name] = only.number;
  }
  return result;
}

function numbersIn(value: Json): number[] {
  if (typeof value === "number") return [value];
  if (Array.isArray(value)) return value.flatMap(numbersIn);
  return typeof value === "string" ? value.split(/[\s,;]+/).flatMap((part) => readNumeral(part) ?? []) : [];
}
