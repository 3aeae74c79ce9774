// A needed option of a day or a language that the request does not say was guessed: the person is asked for it.
import type { JsonObject } from "../json.ts";
import type { Reading } from "./reading.ts";

const days = "monday tuesday wednesday thursday friday saturday sunday".split(" ");
/** Words that stand for a day, and for a language or the person's own. */
const saysDay =
  /\b(?:today|tonight|tomorrow|yesterday|weekend|weekday|now|daily|every|each|date|day)\b|\d{4}-\d\d|\d(?:st|nd|rd|th)\b/i;

/** Leaves out days and languages that nothing in the request says, where one of them must be named. Pure. */
export function withoutUnsaid(values: JsonObject, { fields, request }: Reading): JsonObject {
  const text = request.toLowerCase();
  const unsaid = fields.filter(({ name, shape, required }) => {
    const value = values[name];
    if (!required || shape.kind !== "constants" || typeof value !== "string") return false;
    const option = value.toLowerCase();
    const isSaid = text.includes(option.slice(0, 3));
    return !isSaid && ((isDay(option) && !saysDay.test(request)) || isLanguage(option));
  });
  const names = unsaid.map(({ name }) => name);
  return names.length === 0
    ? values
    : Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

const isDay = (option: string): boolean => option.length >= 3 && days.some((day) => day.startsWith(option));

let languages: ReadonlySet<string> | undefined;

function isLanguage(option: string): boolean {
  languages ??= readLanguages();
  return languages.has(option);
}

/** The names of the languages with a code of two letters, from the runtime's own data. */
function readLanguages(): ReadonlySet<string> {
  const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
  const letters = "a b c d e f g h i j k l m n o p q r s t u v w x y z".split(" ");
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return new Set(codes.flatMap((code) => names.of(code)?.toLowerCase() ?? []));
}
