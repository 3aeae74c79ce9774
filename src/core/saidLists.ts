// Lists of options: those that the request says, in its order, each once ("Tuesdays and Saturdays" for tue, sat).
import type { Json, JsonObject } from "./json.ts";
import { negates } from "./negation.ts";
import type { Field } from "./schema.ts";
import type { Word } from "./words.ts";

/** Ranges and words for several options at once: what they stand for is for the model to say. */
const several =
  /^(?:to|till|til|until|through|thru|up|between|from|-|–|—|every|each|all|daily|both|other|weekdays?|weekends?|the)$/i;
/** "Every Tuesday" is one option. */
const one = /^(?:every|each|the)$/i;

/** Puts the options that are plainly said in place of a list with others in it; repeats go in any case. Pure. */
export function sayLists(values: JsonObject, fields: readonly Field[], words: readonly Word[]): JsonObject {
  const result: Record<string, Json> = { ...values };
  for (const { name, shape } of fields) {
    const given = values[name];
    if (!Array.isArray(given) || shape.kind !== "list" || shape.item.kind !== "constants") continue;
    const options = shape.item.values.filter((option): option is string => typeof option === "string");
    const said = negates(words) ? undefined : saidOptions(options, words);
    const hasOthers = said !== undefined && given.some((option) => !said.includes(String(option)));
    result[name] = hasOthers ? said : [...new Set(given)];
  }
  return result;
}

/** In the order of the request; undefined when none is said, or words near them stand for several. */
function saidOptions(options: readonly string[], words: readonly Word[]): string[] | undefined {
  if (options.some((option) => !/^[a-z]{3,}$/i.test(option))) return undefined;
  const heard = words.map(({ text }) => options.find((option) => isSaidAs(option, text.toLowerCase())));
  const isSeveral = words.some((word, at) => {
    const behind = heard[at + 1] ?? heard[at - 1];
    return (
      several.test(word.text) && !(one.test(word.text) && heard[at + 1] !== undefined) && behind !== undefined
    );
  });
  const said = [...new Set(heard.filter((option) => option !== undefined))];
  return said.length === 0 || isSeveral || words.some(({ text }) => collective.test(text)) ? undefined : said;
}

const collective = /^(?:week-?days?|week-?ends?|daily|between|through|thru)$/i;

/** "tuesdays" says the option "tue". */
function isSaidAs(option: string, word: string): boolean {
  const plain = option.toLowerCase();
  return word === plain || word === `${plain}s` || days.some((day) => isDay(day, plain) && isDay(day, word));
}

const days = "monday tuesday wednesday thursday friday saturday sunday".split(" ");
const isDay = (day: string, word: string): boolean =>
  word.length >= 3 && (day.startsWith(word) || word === `${day}s`);
