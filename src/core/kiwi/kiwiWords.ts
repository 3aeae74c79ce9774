// The words of the Kiwi dispatch table, shared by rules and by resolving.
import dispatch from "../../../contract/kiwi/dispatch.json" with { type: "json" };
import { itemTypes, type ItemType } from "../catalogue.ts";

/** Directive ids that dispatch phrases stand for, such as `sync_directives`. */
export const dispatchDirectives: readonly string[] = dispatch.directives;
/** Keys of `parameters` that phrases stand for ("on staging" → environment). */
export const parameterKeys: readonly string[] = dispatch.parameter_keys;

const typeByWord: ReadonlyMap<string, ItemType> = new Map(
  itemTypes.flatMap((type) => dispatch.type_words[type].map((word) => [word, type] as const)),
);

/** The item type that a single word names, if any. */
export function typeOfWord(word: string): ItemType | undefined {
  return typeByWord.get(word.toLowerCase());
}

/** The item types that the words of a request name outright. */
export function namedTypes(words: readonly { readonly text: string }[]): Set<ItemType> {
  return new Set(words.flatMap((word) => typeOfWord(word.text) ?? []));
}

const negation =
  /^\W*((please|pls|hey|ok|okay|no|wait|actually|just|and)\W+)*(don'?t|do not|never|stop|cancel|abort|forget|hold off|no need to|nevermind|never mind|i (don'?t|do not) want)\b/i;

/** Of other tools, stopping and cancelling are ordinary uses, and "don't forget" asks for something. */
const plainNegation =
  /^\W*((please|pls|hey|ok|okay|no|wait|actually|just|and)\W+)*(don'?t|do not|no need to|nevermind|never mind|i (don'?t|do not) want)\b(?!\s+(forget|let)\b)/i;

/** True when a request plainly says not to use a tool that is not built in. */
export function isPlainlyNegated(request: string): boolean {
  return plainNegation.test(request.replaceAll("’", "'"));
}

/** "Don't run it, just show me …": what follows says what to do instead. */
const instead =
  /[,;.:]\s*(?:but\s+)?(?:just|only|instead|rather)\s+(?!kidding|forget|leave|stop|wait|don|do not)\w/i;

/** True when a request plainly says not to act; no model may turn such a request into a change. */
export function isNegated(request: string): boolean {
  const plain = request.replaceAll("’", "'");
  return negation.test(plain) && !instead.test(plain);
}
