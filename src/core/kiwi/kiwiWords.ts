// The words of the Kiwi dispatch table, shared by rules and by resolving.
import dispatch from "../../../contract/kiwi/dispatch.json" with { type: "json" };
import { itemTypes, type ItemType } from "../catalogue.ts";
import { splitWords, type Word } from "../words.ts";

/** Directive ids that dispatch phrases stand for, such as `sync_directives`. */
export const dispatchDirectives: readonly string[] = dispatch.directives;
/** Keys of `parameters` that phrases stand for ("on staging" → environment). */
export const parameterKeys: readonly string[] = dispatch.parameter_keys;

const typeByWord: ReadonlyMap<string, ItemType> = new Map(
  itemTypes.flatMap((type) => dispatch.type_words[type].map((word) => [word, type] as const)),
);

const searchedTypes: ReadonlyMap<string, ItemType> = new Map(
  itemTypes.flatMap((type) => dispatch.searched_type_words[type].map((word) => [word, type] as const)),
);
/** Two words of which the second names no kind of item that is wanted. */
const noKind = /^(?:(?:not|no|without|except|but|than) .*|(?:please|take) note|search tool)$/;

/**
 * The item types that a search asks for: those named outright, and by words that elsewhere may be part of a name ("checklist").
 * @param query what is searched for; its own words name no type
 */
export function searchedItemTypes(words: readonly Word[], query: string): Set<ItemType> {
  const inQuery = new Set(splitWords(query.toLowerCase()).map((word) => word.text));
  return new Set(
    words.flatMap(({ text }, at) => {
      const word = text.toLowerCase();
      const isNone =
        noKind.test(`${words[at - 1]?.text.toLowerCase()} ${word}`) || words[at + 1]?.text === ":";
      return inQuery.has(word) || isNone ? [] : (typeOfWord(word) ?? searchedTypes.get(word) ?? []);
    }),
  );
}

/** The item type that a single word names, if any. */
export function typeOfWord(word: string): ItemType | undefined {
  return typeByWord.get(word.toLowerCase());
}

/** The item types that the words of a request name outright. */
export function namedTypes(words: readonly { readonly text: string }[]): Set<ItemType> {
  return new Set(words.flatMap((word) => typeOfWord(word.text) ?? []));
}

export const articles = /^(?:an?|the|my|our)$/;

/** What may stand before a wish and tells nothing: "ok kiwi, could you please". */
export const opening =
  /^\W*(?:(?:please|pls|plz|hey|hi|ok|okay|so|now|just|kiwi|can you|could you|let'?s|go ahead and)\W+)*/i;

/** Verbs that ask for an item to be read, as alternatives of an expression. */
export const readVerbs = "open|read|show|display|view|load|bring up|pull up";

/** "don't", "isnt": a verb that is denied; for expressions that ignore case. */
export const deniedVerb = String.raw`\b(?:do|does|did|is|are|was|were|wo|ca|could|should|would|has|have|had|must|need|ai|sha|might|ought|may|dare)n['’]?t\b`;

const negation =
  /^\W*((please|pls|hey|ok|okay|no|wait|actually|just|and)\W+)*(don'?t|do not|never|stop|cancel|abort|forget|hold off|no need to|nevermind|never mind|i (don'?t|do not) want)\b/i;

/** Of other tools, stopping and cancelling are ordinary uses, and "don't forget" asks for something. */
const plainNegation =
  /^\W*((please|pls|hey|ok|okay|no|wait|actually|just|and)\W+)*(don'?t|do not|no need to|nevermind|never mind|i (don'?t|do not) want)\b(?!\s+(forget|let)\b)/i;

/** True when a request plainly says not to use a tool that is not built in. */
export function isPlainlyNegated(request: string): boolean {
  return plainNegation.test(request.replaceAll("’", "'"));
}

/** "Don't run it, just show me …", "I don't want to break it, so may I first read …": what follows says what to read instead. */
const instead =
  /[,;.:]\s*(?:(?:but\s+)?(?:just|only|instead|rather)\s+(?:please\s+)?(?:let me\s+|i want to\s+|i'd like to\s+)?(?:search|find|look|list|load|open|show|view|read|inspect|display|print|see)|so\s+(?:may|can|could)\s+i\s+(?:please\s+)?first\s+(?:read|open|view|see|inspect))\b/i;
/** "…, no, stop": the whole wish is taken back. */
const takenBackWhole =
  /[,;.–—-]\s*(?:(?:oh|no|wait|actually|sorry|hm+)\W+)*(?:no|wait|stop(?: it| that)?|cancel(?: it| that)?|never ?mind|forget (?:it|that)|don'?t(?: do (?:it|that))?)[.!\s]*$/i;

const wishVerb =
  "(?:search|find|look|list|load|open|show|view|read|display|print|check|get|give|bring|pull|copy|move|run|execute|start|launch|kick|fire|create|make|add|write|update|edit|change|put|publish|delete|remove|send|sync|init|bootstrap|anneal|help)";
/** "Boat_reminder, do not run it today, the harbour is closed": no wish stands before it, and none behind. */
const deniedBehindName = new RegExp(
  String.raw`^\W*(?!(?:please )?${wishVerb}\b)[\w./ -]{2,60}?, ?(?:please )?(?:do not|don'?t|never) (?:run|start|execute|launch|delete|remove|publish|touch) (?:it|that|this)\b(?!.*\b(?:but|just|instead|rather|until|unless|before|without|twice|${wishVerb})\b)`,
  "i",
);

/** True when a request plainly says not to act; no model may turn such a request into a change. */
export function isNegated(request: string): boolean {
  return negation.test(request.replaceAll("’", "'"));
}

/** The same for a whole wish, which may say what to read instead, or be taken back at its end. */
export function isHeldBack(request: string): boolean {
  const plain = request.replaceAll("’", "'");
  if (takenBackWhole.test(plain) || deniedBehindName.test(plain)) return true;
  return negation.test(plain) && !instead.test(plain);
}
