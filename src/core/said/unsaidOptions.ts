// A needed option of a day or a language that the request does not say was guessed: the person is asked for it.
import type { JsonObject } from "../json.ts";
import { once } from "../once.ts";
import type { Reading } from "./reading.ts";
import { days, isDay } from "./weekdays.ts";
import { without } from "./without.ts";

/** Words that stand for a day, and for a language or the person's own. */
const saysDay =
  /\b(?:today|tonight|tomorrow|yesterday|weekend|weekday|now|daily|every|each|date|day)\b|\d{4}-\d\d|\d(?:st|nd|rd|th)\b/i;

/** Leaves out days and languages that nothing in the request says, where one of them must be named. Pure. */
export function withoutUnsaid(values: JsonObject, { fields, request }: Reading): JsonObject {
  const words = request.toLowerCase().match(/\p{L}+/gu) ?? [];
  const unsaid = fields.filter(({ name, shape, required }) => {
    const value = values[name];
    if (!required || shape.kind !== "constants" || typeof value !== "string") return false;
    const option = value.toLowerCase();
    if (days.some((day) => day.startsWith(option) && option.length >= 3))
      return !saysDay.test(request) && !words.some((word) => isDayWord(word, option));
    const called = languages().get(option);
    return (
      called !== undefined && !words.some((word) => called.some((one) => one.startsWith(word.slice(0, 4))))
    );
  });
  return without(
    values,
    unsaid.map(({ name }) => name),
  );
}

/** "Mon", "monday" and "mondays" say "mon"; "money" does not. */
const isDayWord = (word: string, option: string): boolean =>
  days.some((day) => day.startsWith(option.slice(0, 3)) && isDay(day, word));

/** What languages are called besides their English name and their own. */
const others: Readonly<Record<string, string>> = {
  mandarin: "chinese",
  cantonese: "chinese",
  farsi: "persian",
};

/** The names of the languages with a code of two letters in English, each with what it is called, from the runtime's own data. */
const languages = once((): ReadonlyMap<string, readonly string[]> => {
  const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
  const letters = "a b c d e f g h i j k l m n o p q r s t u v w x y z".split(" ");
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return new Map(
    codes.flatMap((code) => {
      const name = names.of(code)?.toLowerCase();
      if (name === undefined) return [];
      const own = new Intl.DisplayNames([code], { type: "language" }).of(code)?.toLowerCase() ?? name;
      return [[name, [name, own, ...Object.keys(others).filter((other) => others[other] === name)]] as const];
    }),
  );
});
