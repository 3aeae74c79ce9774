// What a request says plainly about the parameters of an action: a category, the copy to delete, switches.
import type { Call } from "../decision.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Word } from "../words.ts";
import { typeOfWord } from "./kiwiWords.ts";

/** An `execute` call with what its request says plainly, whatever the model made of it. Pure. */
export function sayParameters(call: Call, words: readonly Word[]): Call {
  if (call.name !== "execute") return call;
  const { parameters, ...rest } = call.arguments;
  const given = isObject(parameters) ? parameters : {};
  const heard = heed(rest["action"], given, words.map((word) => word.text).join(" "));
  if (heard === given) return call;
  const isEmpty = Object.keys(heard).length === 0;
  return { ...call, arguments: isEmpty ? rest : { ...rest, parameters: heard } };
}

function heed(action: Json | undefined, given: JsonObject, text: string): JsonObject {
  switch (action) {
    case "create":
      return sayCategory(given, text);
    case "delete":
      return sayCopy(given, text);
    case "run":
      return readSwitches(given);
    default:
      return given;
  }
}

const name = "[a-z0-9][\\w-]*";
const said = new RegExp(
  String.raw`(?<=^|[,;:.–—(] ?|\b(?:in|under|into|with|and) (?:the )?)category(?: is| named| called)?(?: ?[:=])? (?<behind>${name})|\b(?:in|under|into) (?:the|our) (?<ahead>${name}) category\b`,
  "i",
);
const noName =
  /^(?:it|and|or|with|for|the|an?|is|of|to|in|content|same|right|new|this|that|please|whatever|which)$/i;

/** "category integrations", "in the data category". */
function sayCategory(given: JsonObject, text: string): JsonObject {
  const { behind, ahead } = said.exec(text)?.groups ?? {};
  const category = behind ?? ahead;
  const isQuoted = Object.values(given).some((value) => /category/i.test(String(value)));
  if (category === undefined || "category" in given || isQuoted) return given;
  return noName.test(category) || typeOfWord(category) ? given : { category, ...given };
}

/** What a deletion may be told; anything else in it are words of a reason. */
const ofDeletion = new Set(["source", "confirm", "version"]);
const copy =
  /\b(?:from|off|out of|in) (?:the |our |my )?(registry|user(?= (?:space|folder|home)|\s*$| (?:please|pls|only|and)\b))/i;
/** "The local copy stays where it is": what is kept is not what is deleted. */
const kept = /\b(?:keep|keeps|stay|stays|leave|remains?)\b/i;

/** "Remove it from the registry": that copy and no other. */
function sayCopy(given: JsonObject, text: string): JsonObject {
  const known = Object.entries(given).filter(([key]) => ofDeletion.has(key));
  const clause = text.split(/[,;.–—]/).find((part) => copy.test(part) && !kept.test(part)) ?? "";
  const place = copy.exec(clause)?.[1]?.toLowerCase();
  if (known.length === Object.keys(given).length && (place === undefined || "source" in given)) return given;
  return { ...(place === undefined ? {} : { source: place }), ...Object.fromEntries(known) };
}

const switches: Readonly<Record<string, boolean>> = { on: true, off: false, yes: true, no: false };

/** "verbose on" switches it on. */
function readSwitches(given: JsonObject): JsonObject {
  const isSwitch = (value: Json): value is string =>
    typeof value === "string" && Object.hasOwn(switches, value.toLowerCase());
  if (!Object.values(given).some(isSwitch)) return given;
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [
      key,
      isSwitch(value) ? switches[value.toLowerCase()] === true : value,
    ]),
  );
}
