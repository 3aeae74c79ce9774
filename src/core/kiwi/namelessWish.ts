// Wishes that name no item: the person does not know its name, or what is wished for stands in a clause without one.
import type { Call } from "../decision.ts";
import { isObject } from "../json.ts";
import type { Word } from "../words.ts";
import { plainText } from "./deniedItem.ts";
import { isDispatchVerb } from "./dispatchRules.ts";
import { looksLikeId, partsOf } from "./itemName.ts";
import { readVerbs, typeOfWord } from "./kiwiWords.ts";
import { isSaidAgain, startOf } from "./saidItem.ts";

/** "Whose name escapes me", "I didn't catch the name", "I have not settled on a name yet"; not the name of somebody. */
const unknownName = new RegExp(
  String.raw`(?<!['’]s )\bname (?:just |now )?(?:escapes|eludes|slipped|escaped|(?:has|had) (?:slipped|escaped)) (?:me|us|my)\b|` +
    String.raw`(?:\b(?:forgot|forgotten|forget|missed)|(?:\b(?:not|never|cannot|no)|n ?['’] ?t) (?:\w+ ){0,2}?(?:know|remember|recall|catch|caught|get|got|settled on|decided on|chosen|picked|thought of|idea|idea of)) (?:the|its|a|what its) name\b(?! of (?!it\b))`,
);

/** What the model took for a name is no more than a word that joins others, a category, or a word of a clause that says the name is not known. */
export function lacksName(call: Call, typed: string, words: readonly Word[]): boolean {
  const text = plainText(words);
  const { action, parameters } = call.arguments;
  const category = isObject(parameters) ? parameters["category"] : undefined;
  const parts = partsOf(typed);
  const isOnce = startOf(text.split(" "), ["category", ...parts]) >= 0 && !isSaidAgain(typed, words);
  if (joining.test(typed.trim())) return true;
  if (looksLikeId.test(typed.trim()) || isNamed(parts, words)) return false;
  return (
    (action === "create" && category === typed.trim() && isOnce) ||
    unknownName.test(text) ||
    isOfStory(parts, words)
  );
}

const joining = /^(?:in|on|at|to|for|with|from|of|by|as|and|or)$/i;

/** Whether a name stands behind a verb, a kind of item or "called", or in front of its kind. */
function isNamed(parts: readonly string[], words: readonly Word[]): boolean {
  const text = words.map((word) => word.text.toLowerCase());
  const start = startOf(text, parts);
  const before = text.slice(0, Math.max(0, start)).filter((word) => !/^(?:an?|the|my|our|["'“])$/.test(word));
  const ahead = before.at(-1) ?? "";
  const behind = text.slice(start + parts.length).find((word) => !/^["'”]$/.test(word)) ?? "";
  return (
    start < 0 ||
    isDispatchVerb(ahead) ||
    typeOfWord(ahead) !== undefined ||
    typeOfWord(behind) !== undefined ||
    /^(?:called|named|is|as|:)$/.test(ahead)
  );
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
function isOfStory(parts: readonly string[], words: readonly Word[]): boolean {
  const text = words.map((word) => word.text.toLowerCase());
  const said = text.findLastIndex((word) => !/^(?:[.,;:!?–—]|please|pls|thanks)$/.test(word));
  const last = text.findLastIndex((word, at) => /^[.,;:!?–—]$/.test(word) && at < said);
  const wish = text.slice(last + 1, said + 1);
  const start = startOf(text, parts);
  const ahead = text
    .slice(Math.max(0, start - 2), start)
    .filter((word) => !/^(?:an?|the|my|our)$/.test(word));
  return (
    last > 0 &&
    barely.test(wish.join(" ")) &&
    start >= 0 &&
    start + parts.length <= last &&
    circumstance.test(ahead.at(-1) ?? "")
  );
}
