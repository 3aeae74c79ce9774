// The category that a new item goes into, where the request says the word: "category integrations", "in the data category".
import type { Call } from "../decision.ts";
import { isObject } from "../json.ts";
import type { Word } from "../words.ts";
import { typeOfWord } from "./kiwiWords.ts";

const name = "[a-z0-9][\\w-]*";
const said = new RegExp(
  String.raw`(?<=^|[,;:.–—(] ?|\b(?:in|under|into|with|and) (?:the )?)category(?: is| named| called)?(?: ?[:=])? (?<behind>${name})|\b(?:in|under|into) (?:the|our) (?<ahead>${name}) category\b`,
  "i",
);
const noName =
  /^(?:it|and|or|with|for|the|an?|is|of|to|in|content|same|right|new|this|that|please|whatever|which)$/i;

/** A call that creates an item, with the category that its request names once and in so many words. Pure. */
export function sayCategory(call: Call, words: readonly Word[]): Call {
  const { action, parameters } = call.arguments;
  const given = isObject(parameters) ? parameters : {};
  if (call.name !== "execute" || action !== "create" || "category" in given) return call;
  const text = words.map((word) => word.text).join(" ");
  const { behind, ahead } = said.exec(text)?.groups ?? {};
  const category = behind ?? ahead;
  const isQuoted = Object.values(given).some((value) => /category/i.test(String(value)));
  if (category === undefined || isQuoted || noName.test(category) || typeOfWord(category)) return call;
  return { ...call, arguments: { ...call.arguments, parameters: { category, ...given } } };
}
