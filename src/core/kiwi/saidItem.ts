// Which item of this workspace a request names in full, whatever the model made of it.
import { itemTypes, type Catalogue, type ItemType } from "../catalogue.ts";
import type { Call } from "../decision.ts";
import type { JsonObject } from "../json.ts";
import type { Word } from "../words.ts";
import { itemTypeOf } from "./callKinds.ts";
import { isDispatchVerb, readSyncPhrase, runVerbs } from "./dispatchRules.ts";
import { deniedVerb, namedTypes, typeOfWord } from "./kiwiWords.ts";
import { namePartsOf, partsOf, type KnownItem } from "./itemName.ts";
import type { Resolved } from "./resolveItem.ts";

/** An item and the words of its name within the words of a request, all in lower case. */
interface Said {
  readonly item: KnownItem;
  readonly parts: readonly string[];
  readonly start: number;
}

/**
 * The arguments with the item that the request names in other delimiters ("the oncall handover" for `oncall_handover`); undefined
 * when it names none or several, when the item is to be created, or changed without its type being named. Names of one word are too
 * often plain words. Pure.
 */
export function addSaidItem(
  known: JsonObject,
  words: readonly Word[],
  catalogue: Catalogue,
): JsonObject | undefined {
  const { action } = known;
  const changes = action !== undefined && action !== "run";
  if (action === "create") return undefined;
  const type = itemTypeOf({ arguments: known });
  const isNamed = !changes || namedTypes(words).size > 0;
  const item = (isNamed ? findSaidItem(words, catalogue, type) : undefined) ?? idBehindVerb(words, catalogue);
  return item && { ...known, item_type: item.type, item_id: item.id };
}

/** The one item whose id stands letter by letter right behind a verb: "publish slugify version 1.3.0". A plain word elsewhere is no name. */
function idBehindVerb(words: readonly Word[], catalogue: Catalogue): KnownItem | undefined {
  if (sparesSomething(words)) return undefined;
  const found = words.flatMap(({ text }, at) =>
    at > 0 && isDispatchVerb(words[at - 1]?.text.toLowerCase() ?? "")
      ? itemTypes.filter((type) => catalogue[type].includes(text)).map((type) => ({ type, id: text }))
      : [],
  );
  return found.length === 1 ? found[0] : undefined;
}

/** The one item whose whole name, of two words or more, the request says; the longest name wins. */
export function findSaidItem(
  words: readonly Word[],
  catalogue: Catalogue,
  type?: ItemType,
): KnownItem | undefined {
  const said = findSaid(wordsOf(words), catalogue, type);
  return (said ?? findSaid(wordsOf(words.map(withoutHyphens)), catalogue, type))?.item;
}

/** "Clean-up" for a name that writes it in one word. */
export const withoutHyphens = (word: Word): Word => ({
  ...word,
  text: word.text.replace(/(\p{L})-(?=\p{L})/gu, "$1"),
});

/** Says that something is to stay, or is not meant. */
export const spares =
  /^(?:not|no|except|but|than|keep|keeping|keeps|kept|instead|leave|leaving|besides|without|never|stays?|remains?|rather|other|don|isn|doesn|won|aren|wasn)$/;

/** Whether a request says that something is to stay, or is not meant. */
export function sparesSomething(words: readonly Word[]): boolean {
  return wordsOf(words).some((word) => spares.test(word));
}

/** Whether a name stands in a request as one word, as ids are typed. */
export function isOneWord(parts: readonly string[], words: readonly Word[]): boolean {
  return words.some((word) => partsOf(word.text).join(" ") === parts.join(" "));
}

/** Whether the words of half a name stand in a request more than once. */
export function isSaidAgain(typed: string, words: readonly Word[]): boolean {
  const parts = partsOf(typed);
  const text = wordsOf(words);
  const first = startOf(text, parts);
  return first >= 0 && startOf(text.slice(first + 1), parts) >= 0;
}

/**
 * Of several items that half a name may mean, the one of whose name the request says more than of any other's: behind the verb, and
 * not behind "not" or "keep". Always a guess: to change it the person says which. Pure.
 */
export function tellApart(
  typed: string,
  resolved: Extract<Resolved, { kind: "ambiguous" }>,
  words: readonly Word[],
): Resolved {
  const text = wordsOf(words);
  const place = startOf(text, partsOf(typed));
  const verb = text.findLastIndex((word, at) => at < place && isDispatchVerb(word));
  const end = text.findIndex((word, at) => at > verb && spares.test(word));
  const meant = text.slice(verb + 1, end < 0 ? text.length : end);
  const said = new Set([...meant, ...meant.slice(1).map((word, at) => `${meant[at] ?? ""}${word}`)]);
  const [first, second] = resolved.items
    .map((item) => {
      const parts = new Set(namePartsOf(item.id));
      return { item, found: [...parts].filter((part) => said.has(part)).length };
    })
    .sort((a, b) => b.found - a.found);
  return !first || first.found === second?.found ? resolved : { kind: "part", item: first.item };
}

const runs = new Set(runVerbs);
const reads = new Set(["show", "open", "load", "view", "read", "display", "see"]);
/** Words around a name that tell nothing: "please run the … script for me". */
const plain = new Set(
  "a an the my our this that please pls plz can could you u would me i want to need just now for us hey hi ok so what s in inside of called named up thanks with and".split(
    " ",
  ),
);
/** Questions, doubts and refusals: nothing is heard in them. */
export const hesitates = new RegExp(
  String.raw`\b(?:not|never|no|nobody|avoid|without|cannot|why|how|who|when|if|should|did|does|is|are|was|has|safe|fail\w*|crash\w*)\b|${deniedVerb}`,
  "i",
);
/** Other words that a request may have behind the item before it is about something else. */
const mostBehind = 1;

/**
 * The call of a request that says hardly more than a verb and the whole name of one item: to run it, or to show it; or one of the
 * table's phrases for keeping copies alike. For requests in which the model saw no call at all; what changes an item is never guessed.
 * Beside inputs no verb is needed, and then no other word is allowed. Pure.
 */
export function readSaidCall(
  words: readonly Word[],
  catalogue: Catalogue,
  givesInputs = false,
): Call | undefined {
  const sync = givesInputs ? undefined : readSyncPhrase(words);
  if (sync) return sync;
  if (hesitates.test(words.map((word) => word.text).join(" "))) return undefined;
  const text = wordsOf(words);
  const named = namedTypes(words);
  const [type] = named.size === 1 ? named : [];
  const said = findSaid(text, catalogue, type);
  if (!said) return undefined;
  const before = text.slice(0, said.start);
  const behind = text.slice(said.start + said.parts.length);
  const verb = before.findIndex((word) => runs.has(word) || reads.has(word));
  const isOther = (word: string, at: number): boolean =>
    at !== verb && !plain.has(word) && typeOfWord(word) === undefined;
  if (before.some(isOther) || behind.some(isDispatchVerb)) return undefined;
  if (behind.filter((word) => isOther(word, -1)).length > (givesInputs && verb < 0 ? 0 : mostBehind))
    return undefined;
  const runsIt = runs.has(before[verb] ?? "") || (givesInputs && verb < 0);
  if (!runsIt && (verb < 0 || givesInputs)) return undefined;
  const item = { item_type: said.item.type, item_id: said.item.id };
  return runsIt
    ? { name: "execute", arguments: { ...item, action: "run" } }
    : { name: "load", arguments: { ...item, source: "project" } };
}

/** The words of a request in lower case, one space between them. */
export const plainText = (words: readonly Word[]): string =>
  words.map((word) => word.text.toLowerCase()).join(" ");

/** The words of a request as names have them: in lower case, without delimiters and possessives. */
export function wordsOf(words: readonly Word[]): string[] {
  return words
    .flatMap((word) => partsOf(word.text.replace(/['’].*$/, "")))
    .filter((part) => /[a-z0-9]/.test(part));
}

function findSaid(text: readonly string[], catalogue: Catalogue, type?: ItemType): Said | undefined {
  const found = itemTypes
    .filter((one) => type === undefined || one === type)
    .flatMap((one) =>
      catalogue[one].map((id) => {
        const parts = namePartsOf(id);
        return { item: { type: one, id }, parts, start: startOf(text, parts) };
      }),
    )
    .filter(({ parts, start }) => parts.length > 1 && start >= 0);
  const longest = Math.max(0, ...found.map(({ parts }) => parts.length));
  const [first, ...others] = found.filter(({ parts }) => parts.length === longest);
  return others.length === 0 ? first : undefined;
}

/** Where the parts of a name stand side by side, or -1. */
export function startOf(text: readonly string[], parts: readonly string[]): number {
  return text.findIndex((_, start) => parts.every((part, index) => text[start + index] === part));
}
