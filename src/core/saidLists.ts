// Lists of options: those that the request says, in its order, each once ("Tuesdays and Saturdays" for tue, sat).
import type { Json, JsonObject } from "./json.ts";
import type { Field } from "./schema.ts";
import type { Word } from "./words.ts";

/** What makes two options the ends of a range: what lies between is for the model to say. */
const ranges = /^(?:to|till|til|until|through|thru|-|–|—)$/i;
const shortest = 3;

/** Puts the options that are plainly said in place of a list with others in it; repeats go in any case. Pure. */
export function sayLists(values: JsonObject, fields: readonly Field[], words: readonly Word[]): JsonObject {
  const result: Record<string, Json> = { ...values };
  for (const { name, shape } of fields) {
    const given = values[name];
    if (!Array.isArray(given) || shape.kind !== "list" || shape.item.kind !== "constants") continue;
    const options = shape.item.values.filter((option): option is string => typeof option === "string");
    const said = saidOptions(options, words);
    const isExact = said !== undefined && given.some((option) => !said.includes(String(option)));
    result[name] = isExact ? said : [...new Set(given)];
  }
  return result;
}

/** In the order of the request; undefined when none is said, or two of them as a range. */
function saidOptions(options: readonly string[], words: readonly Word[]): string[] | undefined {
  const heard = words.map(({ text }) => options.find((option) => isSaidAs(option, text.toLowerCase())));
  const isRange = words.some(
    (word, at) => ranges.test(word.text) && heard[at - 1] !== undefined && heard[at + 1] !== undefined,
  );
  const said = [...new Set(heard.filter((option) => option !== undefined))];
  return said.length === 0 || isRange ? undefined : said;
}

/** "tuesdays" says the option "tue"; shorter options only stand for themselves. */
function isSaidAs(option: string, word: string): boolean {
  const plain = option.toLowerCase();
  return word === plain || word === `${plain}s` || (plain.length >= shortest && isDay(plain, word));
}

const days = "monday tuesday wednesday thursday friday saturday sunday".split(" ");
const isDay = (option: string, word: string): boolean =>
  days.some(
    (day) => day.startsWith(option) && (word === day || word === `${day}s` || option.startsWith(word)),
  );
