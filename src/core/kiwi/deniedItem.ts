// Which one of several a request means by saying which one it does not: "the one for the boathouse and not the office".
import type { Catalogue, ItemType } from "../catalogue.ts";
import type { JsonObject } from "../json.ts";
import type { Word } from "../words.ts";
import { itemTypeOf } from "./callKinds.ts";
import { namePartsOf, partsOf, theOnly, type KnownItem } from "./itemName.ts";
import { typeOfWord } from "./kiwiWords.ts";
import { plainText, spares } from "./saidItem.ts";

/** "Why not the bar", "if not the bar", "not that it matters" deny nothing. */
const denial =
  /(?<!\b(?:why|if|whether|or|is|are|was|were|do|does|did|should|could|would|can|will|it|have|has|had|['’]ve|may|might|must|am|['’]m|let['’]s|s|i|we|they|he|she) )\bnot (?!(?:that|sure|forget|run|done|seen|yet|only|just|have|been)\b)(?:(?:the|one|ones|my|our|for|of|from|on|in|at|about|with) )*(?<words>[^,;.!?]*?)(?= (?:but|and|please|pls|run|load|open)\b| ?[,;.!?]|$)/g;

/** What a request says is not meant ("and not the one for the bar"), word by word. */
function deniedWords(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(denial)].flatMap((match) => partsOf(match.groups?.["words"] ?? "")));
}

const withoutDenied = (text: string): string => text.replace(denial, " ");

/** Whether a request names what the model chose only to say that it is not meant. Pure. */
export function isDenied(typed: string, words: readonly Word[]): boolean {
  const text = plainText(words);
  const denied = deniedWords(text);
  const meant = new Set(partsOf(withoutDenied(text)));
  const parts = partsOf(typed);
  return parts.length > 0 && parts.every((part) => denied.has(part) && !meant.has(part));
}

/** From a kind of item on to the end of the clause that says "the one for …": the words that tell which one. */
const describes =
  /^(?<head>[^.!?;]*?),? (?:i mean |that is )?(?:the|that) one (?:for|of|from|in|on|at|about) (?<one>[^,;.!?]*)/;

/**
 * "The runbook for a lost key, the one for the boathouse and not the office": the one item of the kind all words of whose name, three or
 * more, are said there, and none of them denied. Pure.
 */
export function findDescribedOne(
  words: readonly Word[],
  catalogue: Catalogue,
  type: ItemType,
): KnownItem | undefined {
  const text = plainText(words);
  const { head = "", one = "" } = describes.exec(text)?.groups ?? {};
  const before = partsOf(head);
  const kind = before.findLastIndex((word) => typeOfWord(word) === type);
  const denied = deniedWords(text);
  const meant = new Set([...before, ...partsOf(withoutDenied(one))]);
  const keepsAnother = partsOf(text).some((word) => spares.test(word) && word !== "not");
  // "The one for the club is done" tells, and "load the office one" means another.
  const tells = /\b(?:is|are|was|were|went|ran|has|have|did|i|we)\b/.test(one);
  const isOnly = [...withoutDenied(text).matchAll(/\bones?\b/g)].length === 1;
  if (kind < 0 || one === "" || keepsAnother || tells || !isOnly) return undefined;
  const found = catalogue[type].filter((known) => {
    const parts = namePartsOf(known);
    return parts.length > 2 && parts.every((part) => meant.has(part) && !denied.has(part));
  });
  return theOnly(type, found);
}

/** A question for what is to be read, where the request describes it. Pure. */
export function addDescribedItem(
  known: JsonObject,
  words: readonly Word[],
  catalogue: Catalogue,
): JsonObject | undefined {
  const type = itemTypeOf({ arguments: known });
  const isHere = known["action"] === undefined && known["source"] !== "registry";
  const found = type !== undefined && isHere ? findDescribedOne(words, catalogue, type) : undefined;
  return found && { ...known, item_id: found.id };
}
