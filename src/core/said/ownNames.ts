// An argument's own name is no part of its value: "a single room" for `room_type` is "single", "release 7.2" for `release` is "7.2".
import type { Json, JsonObject } from "../json.ts";
import { readStems } from "../stems.ts";
import type { Reading } from "./reading.ts";

/** Arguments whose text is copied as it stands. */
const literal =
  /message|text|body|content|description|note|comment|reason|question|prompt|query|search|summary|caption|title|subject|name|task|goal|topic|instruction|sentence|phrase|pattern|value|keyword|label|tag/i;
/** What stays when the name in front goes: a number, a version, a code. */
const code = /^(?=.*\d)[\w.:/#-]+$/;

/** Words that belong to what they name where the argument is such a thing itself: the cellar door, constitutional law. */
const belonging =
  /^(?:doors?|rooms?|city|laws?|streets?|roads?|parks?|gates?|halls?|house|lights?|lamps?|machines?|keys?|foods?|drinks?|games?|sports?|cars?|animals?|plants?)$/;

/** "Last month", "my file", "the new folder": what stays would name nothing. */
const pointing = /^(?:my|your|our|this|that|an?|the|new|old|current|last|next|same|other|whole|due|real)$/i;

/** Leaves out the lower-case word that only says which argument a copied value is for. Pure. */
export function withoutOwnNames(values: JsonObject, { fields }: Reading): JsonObject {
  const result: Record<string, Json> = { ...values };
  for (const { name, shape } of fields) {
    const value = values[name];
    if (shape.kind !== "text" || typeof value !== "string" || literal.test(name)) continue;
    const parts = value.split(/\s+/);
    const [first = "", last = ""] = [parts[0], parts.at(-1)];
    if (parts.length < 2 || parts.length > 4) continue;
    const own = new Set(readStems(name));
    const isThing = belonging.test(name.split("_").at(-1) ?? "");
    const names = (word: string): boolean =>
      /^\p{Ll}+$/u.test(word) &&
      !(isThing && belonging.test(word)) &&
      readStems(word).some((stem) => own.has(stem));
    if (names(last) && parts.slice(0, -1).every((part) => pointing.test(part))) continue;
    if (names(last)) result[name] = parts.slice(0, -1).join(" ");
    else if (names(first) && parts.length === 2 && code.test(last)) result[name] = last;
  }
  return result;
}
