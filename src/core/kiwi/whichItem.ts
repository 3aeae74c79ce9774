// Which item a request means, where the model copied half of its name, another one, or none.
import type { Catalogue, ItemType } from "../catalogue.ts";
import type { Call } from "../decision.ts";
import type { Word } from "../words.ts";
import { longerName, ofThisKind, spokenOf } from "./aroundName.ts";
import { isChange, isNew, itemTypeOf } from "./callKinds.ts";
import { findDescribedOne, isDenied } from "./deniedItem.ts";
import { isDispatchVerb, isVerbOrKind } from "./dispatchRules.ts";
import { dispatchDirectives, namedTypes, readVerbs, typeOfWord } from "./kiwiWords.ts";
import { namePattern } from "./namedItems.ts";
import { consistsOf, looksLikeId, namePartsOf, partsOf, theOnly, type KnownItem } from "./itemName.ts";
import { isKnown, spellId, type Resolved } from "./resolveItem.ts";
import {
  findSaidItem,
  isOneWord,
  isSaidAgain,
  sparesSomething,
  startOf,
  tellApart,
  withoutHyphens,
  wordsOf,
} from "./saidItem.ts";
import { findItemToGo, findWishedItem } from "./wishedItem.ts";

/** To read or to run: the one id that stands letter by letter behind a verb or a kind of item, where the one that the model chose is not said at all. */
export function typedId(call: Call, catalogue: Catalogue, words: readonly Word[]): string | undefined {
  const { item_id: chosen } = call.arguments;
  const type = itemTypeOf(call);
  const isSettled = isNew(call) || isChange(call) || sparesSomething(words);
  if (typeof chosen !== "string" || type === undefined || isSettled) return undefined;
  const isSaid = namePattern(chosen).test(words.map((word) => word.text).join(" "));
  const known = catalogue[type];
  const typed = isSaid || !known.includes(chosen) ? undefined : wordBehindVerb(words);
  return typed !== undefined && looksLikeId.test(typed) && known.includes(typed) ? typed : undefined;
}

/**
 * Of the one kind of item that the request names, the item that it names in full, where it names none of the kind that the model chose:
 * "the E3 demo checklist doc" is a note, whatever a checklist is elsewhere.
 */
export function ofNamedType(call: Call, catalogue: Catalogue, words: readonly Word[]): KnownItem | undefined {
  const chosen = itemTypeOf(call);
  const [type, ...others] = namedTypes(words);
  // "Anneal the script ocr_batch" runs a directive of the table.
  const isPhrase = dispatchDirectives.includes(spellId(String(call.arguments["item_id"])));
  const isPlain =
    type !== undefined && others.length === 0 && !isPhrase && !isNew(call) && !sparesSomething(words);
  const typed = call.arguments["item_id"];
  if (!isPlain || chosen === undefined || type === chosen || typeof typed !== "string") return undefined;
  if (
    isKnown(typed, catalogue, chosen) ||
    isSaidAgain(typed, words) ||
    findSaidItem(words, catalogue, chosen)
  )
    return undefined;
  const said = findSaidItem(words, catalogue, type);
  // What the model copied has to be part of the name, and the kind to stand right behind it: a note may be mentioned in passing.
  if (!said || !has(partsOf(said.id), partsOf(typed))) return undefined;
  const text = wordsOf(words);
  const behind = text[startOf(text, namePartsOf(said.id)) + namePartsOf(said.id).length] ?? "";
  const isRunNote = type === "knowledge" && call.arguments["action"] === "run";
  return typeOfWord(behind) === type && !isRunNote ? said : undefined;
}

/** "View script mount_homes": what stands behind a verb, an article and a kind of item at the beginning. */
function wordBehindVerb(words: readonly Word[]): string | undefined {
  const isPlain = ({ text }: Word): boolean =>
    isVerbOrKind(text) || /^(?:the|my|our|please|pls)$/i.test(text);
  const at = words.findIndex((word) => !isPlain(word));
  return words.slice(0, Math.max(0, at)).some(({ text }) => isDispatchVerb(text))
    ? words[at]?.text
    : undefined;
}

/**
 * Half a name that the model copied stands for the whole name that the request says: "scraper" of "the old scraper script". Of
 * several items, the one whose further words the request says as well: "the entry on dns, the 2024 one". What changes an item is not
 * guessed where the request says half of the name again, or spares something.
 */
export function completeName(
  call: Call,
  resolved: Resolved,
  typed: string,
  catalogue: Catalogue,
  words: readonly Word[],
): Resolved {
  const type = itemTypeOf(call);
  if (type !== undefined && resolved.kind !== "exact" && isDenied(typed, words)) {
    const other = findDescribedOne(words, catalogue, type);
    return other ? { kind: "part", item: other } : { kind: "denied" };
  }
  if ((resolved.kind === "exact" || resolved.kind === "spelling") && !sparesSomething(words)) {
    const described = findDescribed(resolved.item, typed, catalogue, words);
    if (described) return { kind: "spelling", item: described };
    const other = isChange(call) ? spokenOf(resolved.item, catalogue, words) : undefined;
    if (other) return other;
    return longerName(resolved.item, call, typed, catalogue, words) ?? resolved;
  }
  if (resolved.kind === "unknown") {
    const plain = findItemToGo(call, catalogue, words) ?? hyphenedName(typed, catalogue, words, type);
    if (plain) return { kind: "spelling", item: plain };
  }
  const isGuess = resolved.kind === "part" || resolved.kind === "ambiguous";
  const isUnknown = resolved.kind === "unknown" && !isChange(call);
  if (!isGuess && !isUnknown) return resolved;
  const ofKind = resolved.kind === "ambiguous" ? ofThisKind(resolved.items, typed, words) : undefined;
  if (ofKind) return { kind: "spelling", item: ofKind };
  if (isChange(call) && (sparesSomething(words) || isSaidAgain(typed, words))) return resolved;
  const wished = isUnknown ? findWishedItem(call, typed, catalogue, words) : undefined;
  if (wished) return { kind: "spelling", item: wished };
  const said = findSaidItem(words, catalogue, namedTypes(words).size > 0 ? type : undefined);
  if (
    said &&
    (isUnknown
      ? isLonger(typed, said, call) ||
        isTyped(said, words) ||
        isNoName(typed, words) ||
        isAside(typed, said, words, call)
      : has(partsOf(said.id), partsOf(typed)))
  )
    return { kind: "spelling", item: said };
  return resolved.kind === "ambiguous" ? tellApart(typed, resolved, words) : resolved;
}

/** "Seal photo-id matcher", of which the model copied "photo-id", for `seal_photoid_matcher`: the whole name is said, letter by letter. */
function hyphenedName(
  typed: string,
  catalogue: Catalogue,
  words: readonly Word[],
  type: ItemType | undefined,
): KnownItem | undefined {
  if (!typed.includes("-") || sparesSomething(words) || isSaidAgain(typed, words)) return undefined;
  const said = findSaidItem(words, catalogue, type);
  const text = wordsOf(words.map(withoutHyphens));
  const name = namePartsOf(said?.id ?? "");
  const place = startOf(text, partsOf(typed.replaceAll("-", "")));
  const start = startOf(text, name);
  return said && start >= 0 && place >= start && place < start + name.length ? said : undefined;
}

/** What the model took for a name stands behind no verb and no kind of item, and is said as an input: "test_size 0.2", "lane=RTM". */
function isNoName(typed: string, words: readonly Word[]): boolean {
  const [first = "", ...more] = typed.trim().split(" ");
  const at = words.findIndex(({ text }) => text === first);
  // "With intern_name Mirela" gives an input.
  if (more.length === 1 && first.includes("_"))
    return /^(?:with|using|passing)$/i.test(words[at - 1]?.text ?? "");
  if (more.length > 0) return false;
  const before = words[at - 1]?.text ?? "";
  const isNamed = isVerbOrKind(before) || /^(?:called|named)$/i.test(before);
  return at >= 0 && !isNamed && /^(?:[=:]$|-?\d)/.test(words[at + 1]?.text ?? "");
}

/** To read here: a plain word of an earlier clause, where the name stands behind a verb of its own: "our symbols panel, pull up the figma naming …". */
function isAside(typed: string, said: KnownItem, words: readonly Word[], call: Call): boolean {
  const { source = "project", destination } = call.arguments;
  const isHere = call.name === "load" && source === "project" && destination === undefined;
  const text = wordsOf(words);
  const start = startOf(text, namePartsOf(said.id));
  const isRead = readAhead.test(text.slice(0, Math.max(0, start)).join(" "));
  const place = text.indexOf(typed.trim().toLowerCase());
  const isAsked = isDispatchVerb(text[place - 1] ?? "");
  return isHere && isRead && place >= 0 && place < start && !isAsked && !looksLikeId.test(typed);
}

const readAhead = new RegExp(String.raw`\b(?:${readVerbs}|show me)(?: (?:the|my|our))?$`);
const articles = /^(?:the|my|our)$/i;

/**
 * "The old spo2 plot" is `spo2_plot_old`, where there is one, and not `spo2_plot`: a word right behind the article belongs to the name.
 * Not where the name stands as one word: then what is in front is an opinion ("the old sync-users").
 */
function findDescribed(
  item: KnownItem,
  typed: string,
  catalogue: Catalogue,
  words: readonly Word[],
): KnownItem | undefined {
  // A mark between them parts what stands in front from the name.
  const text = words.flatMap(({ text: word }) => (/^\W+$/.test(word) ? [word] : partsOf(word)));
  const parts = partsOf(typed);
  const place = startOf(text, parts);
  const described = text[place - 1];
  if (described === undefined || place < 2 || !articles.test(text[place - 2] ?? "")) return undefined;
  if (isOneWord(parts, words)) return undefined;
  const isOther = isVerbOrKind(described) || isSaidAgain(typed, words);
  if (isOther) return undefined;
  const name = [described, ...parts];
  return theOnly(
    item.type,
    catalogue[item.type].filter((id) => consistsOf(id, name)),
  );
}

const has = (parts: readonly string[], some: readonly string[]): boolean =>
  some.every((part) => parts.includes(part));

/** Copied words that go on beyond a name ("for the oncall handover"), or that are no name at all where one is to be read. */
function isLonger(typed: string, said: KnownItem, call: Call): boolean {
  const isPlain = /\s/.test(typed) && !looksLikeId.test(typed);
  return has(partsOf(typed), partsOf(said.id)) || (call.name === "load" && isPlain);
}

/** Whether an id stands in the request letter by letter, and is no plain word. */
const isTyped = ({ id }: KnownItem, words: readonly Word[]): boolean =>
  looksLikeId.test(id) && words.some(({ text }) => text === id);
