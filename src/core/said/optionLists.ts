// Lists of options: those that the request says, in its order, each once ("Tuesdays and Saturdays" for tue, sat).
import type { Json, JsonObject } from "../json.ts";
import { negates } from "../negation.ts";
import { readStems } from "../stems.ts";
import type { Word } from "../words.ts";
import { isCopied } from "./copied.ts";
import type { Reading } from "./reading.ts";
import { days, isDay } from "./weekdays.ts";

/** Ranges and words for several options at once: what they stand for beside an option is for the model to say. */
const several =
  /^(?:to|till|til|until|through|thru|up|between|from|-|–|—|every|each|all|daily|both|other|the)$/i;
/** "Every Tuesday" is one option. */
const one = /^(?:every|each|the)$/i;
/** Words that stand for several options wherever they are said. */
const collective = /^(?:week-?days?|week-?ends?|daily|between|through|thru)$/i;

/** "Leave the blue ones": an option that is said may be one that is not wanted. */
const spares = /^(?:unless|leave|leaving|keep|keeping|spare|sparing)$/i;

/** Puts the options that are plainly said in place of a list with others in it; repeats go in any case. Pure. */
export function sayLists(values: JsonObject, { fields, request, words }: Reading): JsonObject {
  const result: Record<string, Json> = { ...values };
  for (const { name, shape } of fields) {
    const given = values[name];
    if (!Array.isArray(given) || shape.kind !== "list" || shape.item.kind !== "constants") continue;
    const options = shape.item.values.filter((option): option is string => typeof option === "string");
    const own = words.filter((word) => !isCopied(word, values, request));
    const heard = own.flatMap((_, at) => hearAt(options, own, at));
    const said =
      negates(words) || words.some(({ text }) => spares.test(text)) ? undefined : saidOptions(heard, own);
    // An option that is said in part ("high" for high_low) or in another form ("avoiding tolls") is for the model to judge.
    const hinted = given.map(String).filter((option) => mentionOf(option, words) >= 0);
    const isMore = said?.every((option) => given.includes(option)) && joinsOther(heard, own);
    const all = isMore ? undefined : said && [...new Set([...said, ...hinted])];
    result[name] = all?.sort((a, b) => mentionOf(a, words) - mentionOf(b, words)) ?? [...new Set(given)];
  }
  return result;
}

/** The first word that is a part of the option; -1 when none is. */
function mentionOf(option: string, words: readonly Word[]): number {
  const stems = readStems(option);
  return words.findIndex(({ text }) => {
    const [whole, word] = [option.toLowerCase(), text.toLowerCase()];
    // "Mac" for macos, "mem" for memory.
    const isShort = word.length >= 3 && whole.startsWith(word);
    return isShort || isSaidAs(whole, word) || readStems(text).some((stem) => stems.includes(stem));
  });
}

interface Heard {
  readonly option: string;
  /** The word it begins with, and the first one behind it. */
  readonly at: number;
  readonly end: number;
}

/** In the order of the request; undefined when none is said, or words near them stand for several. */
function saidOptions(heard: readonly Heard[], words: readonly Word[]): string[] | undefined {
  const isSeveral = words.some((word, at) => {
    const before = heard.some(({ at: begin }) => begin === at + 1);
    const behind = heard.some(({ end }) => end === at);
    return several.test(word.text) && !(one.test(word.text) && before) && (before || behind);
  });
  const said = [...new Set(heard.map(({ option }) => option))];
  return said.length === 0 || isSeveral || words.some(({ text }) => collective.test(text)) ? undefined : said;
}

/** "Cpu, ram and disk": a word in line with the options says one of them in its own way. */
function joinsOther(heard: readonly Heard[], words: readonly Word[]): boolean {
  const isJoin = (at: number): boolean => /^(?:and|or|&|,)$/i.test(words[at]?.text ?? "");
  const isOther = (at: number): boolean => {
    const isOption = heard.some((one) => one.at <= at && at < one.end);
    return /^\p{L}+$/u.test(words[at]?.text ?? "") && !isOption && !isJoin(at);
  };
  return heard.some(
    ({ at, end }) => (isJoin(at - 1) && isOther(at - 2)) || (isJoin(end) && isOther(end + 1)),
  );
}

/** The longest option that begins at a word. */
function hearAt(options: readonly string[], words: readonly Word[], at: number): Heard[] {
  const heard = options.flatMap((option) => {
    const parts = option.toLowerCase().split(/[\s_-]+/);
    const isSaid = parts.every((part, index) => {
      const word = words[at + index]?.text.toLowerCase() ?? "";
      return index === parts.length - 1 ? isSaidAs(part, word) : word === part;
    });
    return isSaid ? [{ option, at, end: at + parts.length }] : [];
  });
  return heard.sort((a, b) => b.end - a.end).slice(0, 1);
}

/** "tuesdays" says the option "tue". Short options ("m", "c") may be parts of anything. */
function isSaidAs(option: string, word: string): boolean {
  if (!/^[a-z]{3,}$/.test(option)) return false;
  return (
    word === option || word === `${option}s` || days.some((day) => isDay(day, option) && isDay(day, word))
  );
}
