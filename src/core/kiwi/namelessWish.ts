// Wishes that name no item: the person does not know its name, or what is wished for stands in a clause without one.
import type { Call } from "../decision.ts";
import { isObject } from "../json.ts";
import type { Word } from "../words.ts";
import { isVerbOrKind } from "./dispatchRules.ts";
import { looksLikeId, partsOf } from "./itemName.ts";
import { articles, readVerbs, typeOfWord } from "./kiwiWords.ts";
import { isSaidAgain, startOf } from "./saidItem.ts";

/** "Whose name escapes me", "I didn't catch the name", "I have not settled on a name yet"; not the name of somebody. */
const unknownName = new RegExp(
  String.raw`(?<!['’]s )\bname (?:just |now )?(?:escapes|eludes|slipped|escaped|(?:has|had) (?:slipped|escaped)) (?:me|us|my)\b|` +
    String.raw`(?:\b(?:forgot|forgotten|forget|missed)|(?:\b(?:not|never|cannot|no)|n ?['’] ?t) (?:\w+ ){0,2}?(?:know|remember|recall|catch|caught|get|got|settled on|decided on|chosen|picked|thought of|idea|idea of)) (?:the|its|a|what its) name\b(?! of (?!it\b))`,
);

/**
 * What the model took for a name is none: a word that joins others, the category, or a plain word where the request says that the name
 * is not known, or only tells of it by the way.
 */
export function lacksName(call: Call, typed: string, words: readonly Word[]): boolean {
  const said = typed.trim();
  if (joining.test(said)) return true;
  const text = words.map((word) => word.text.toLowerCase());
  const parts = partsOf(said);
  const start = startOf(text, parts);
  if (looksLikeId.test(said) || isNamed(text, start, parts.length)) return false;
  const { action, parameters } = call.arguments;
  const isCategory = action === "create" && isObject(parameters) && parameters["category"] === said;
  const isOnlyCategory = isCategory && text[start - 1] === "category" && !isSaidAgain(said, words);
  return isOnlyCategory || unknownName.test(text.join(" ")) || isOfStory(text, start, parts.length);
}

const joining = /^(?:in|on|at|to|for|with|from|of|by|as|and|or)$/i;
const mark = /^[.,;:!?–—]$/;

/** Whether a name stands behind a verb, a kind of item or "called", or in front of its kind; or is not said letter by letter. */
function isNamed(text: readonly string[], start: number, length: number): boolean {
  if (start < 0) return true;
  const ahead = text.slice(0, start).findLast((word) => !articles.test(word) && !/^["'“]$/.test(word)) ?? "";
  const behind = text.slice(start + length).find((word) => !/^["'”]$/.test(word)) ?? "";
  return isVerbOrKind(ahead) || typeOfWord(behind) !== undefined || /^(?:called|named|is|as|:)$/.test(ahead);
}

const verbs = `${readVerbs}|run|execute|start|launch|publish|delete|remove|update|create|copy`;
const kinds = "script|tool|directive|workflow|playbook|runbook|note|article";
/** "Run the script", "publish version 1.4.0 to the registry": a clause that says a verb, a kind or a version, and no name. */
const barely = new RegExp(
  String.raw`^(?:(?:and|so|well|ok|okay|now|then|just|please|pls|could you|can you|would you) )*(?:${verbs})(?: (?:the|a|my|our|that|this) (?:${kinds})(?: again)?| (?:version )?v?\d+(?:\.\d+)+)(?: (?:from|in|into|to) (?:(?:the|my|our|this) )?(?:registry|project|user|workspace)(?: space)?)*(?: (?:please|pls|now|for me|thanks|again))*$`,
);
/** What a place or a circumstance of a story stands behind. */
const circumstance = /^(?:behind|of|under|near|by|around|through|between|without|beside|above|below)$/;

/** "The plug had come loose behind the flour sacks. Run the script": the wish says no name, and the story speaks of these words by the way. */
function isOfStory(text: readonly string[], start: number, length: number): boolean {
  const end = text.findLastIndex((word) => !mark.test(word) && !/^(?:please|pls|thanks)$/.test(word));
  const lastMark = text.findLastIndex((word, at) => mark.test(word) && at < end);
  const ahead = text.slice(Math.max(0, start - 2), start).findLast((word) => !articles.test(word)) ?? "";
  const isBefore = start + length <= lastMark;
  return isBefore && circumstance.test(ahead) && barely.test(text.slice(lastMark + 1, end + 1).join(" "));
}
