// "Open the note on espresso ratios": where an item is called so, it is that one that is to be read, not searched for.
import type { Catalogue, ItemType } from "../catalogue.ts";
import type { Call } from "../decision.ts";
import { readStems } from "../stems.ts";
import type { Word } from "../words.ts";
import { itemTypeOf } from "./callKinds.ts";
import { isDispatchVerb } from "./dispatchRules.ts";
import { readVerbs, typeOfWord } from "./kiwiWords.ts";
import { namePattern } from "./namedItems.ts";
import { lastSegment, namePartsOf, partsOf, theOnly } from "./itemName.ts";
import { sparesSomething } from "./saidItem.ts";

const reads = new RegExp(
  String.raw`^\W*(?:(?:please|pls|hey|hi|ok|can|could|may|you|i|we|let|lemme|me|us|want|like|need|would|to|just|wanna)\W+)*(?:${readVerbs})\s+(?!up\b|more\b|about\b)`,
  "i",
);
const searches =
  /\b(?:search|find|look|hunt|any|anything|all|list|which|what|where|who|there|we have|have we|you have|exists?|top|best|registry|everywhere|anywhere|copy|move|install|download|user|project)\b/i;

/** "Read what the note on dns says": what it says is the note itself. */
const whatItSays = /\b(read|show(?: me)?) what (?=(?:the|our|my|that|this) )/i;
/** "… before I touch anything": why it is to be read. */
const afterwards = /\bbefore (?:i|we|you) [^.;!?]*$/i;
/** "Read through what we follow when …, the procedure is called x": the name says what is meant. */
const whatWeDo = /\bwhat (?:we|to)\b/i;

/** The date in front of a note's name is seldom said. */
const dateAhead = /^(?:19|20)\d\d[\d-]*[-_](?=\p{L})/u;
const whichDay = /\b(?:today|yesterday|this|last|latest|newest|current|recent|new|old|first)\b/i;

/** Another place, a comparison, a second wish. */
const aside =
  /\b(?:like(?! to\b)|similar|same|mention\w*|from|and|then|delete|remove|wiki|github|web|instead|page)\b/i;

/** A first clause, where the rest only tells what the person does: "…, I am in the basement and have ten minutes". */
const withoutReason =
  /^([^,;.!?]+?)(?: (?:please|pls))? ?[,;.] (?:I am|I ['’] ?m|I['’]m|we are|we['’]re) (?:standing|sitting|stuck|late|in|on|at|already|about to) [^;.!?]*[.!]?$/i;

const waits = /\b(?:wait\w*|until|when|once|if|after|before|unless|later|tomorrow)\b/i;

/** "I have forgotten how it went; could you open the note on tone sandhi?": the last sentence, where those before it wish for nothing. */
function lastWish(text: string): string {
  const { front = "", last = text } =
    /^(?<front>(?:i|we|my|our|the|it|there)\b[^,;.!?]+) ?[;.!] (?<last>[^;.!]+)[.!]?$/i.exec(text)?.groups ??
    {};
  return reads.test(last) &&
    !searches.test(front) &&
    !waits.test(front) &&
    !front.split(" ").some(isDispatchVerb)
    ? last
    : text;
}

const updates =
  /^\W*(?:(?:please|pls|hey|hi|ok|can|could|would|you|just|kindly)\W+)*(?:update|edit|revise) (?:the|my|our) (?<kind>\p{L}+) (?:on|about|for) (?<name>[^,;.!?]+?)(?: please)? ?(?:[.!?]*$|,? (?:because|since) (?<reason>[^,;.!?]*)[.!?]*$)/iu;

/** "Update the note on transcription conventions, …", where a note is called so: the person is asked before it changes. */
function updateNamed(text: string, catalogue: Catalogue): Call | undefined {
  const { kind = "", name = "", reason = "" } = updates.exec(text)?.groups ?? {};
  const type = typeOfWord(kind);
  if (type === undefined || reason.split(" ").some(isDispatchVerb)) return undefined;
  const parts = partsOf(name).join(" ");
  const item = theOnly(
    type,
    catalogue[type].filter((id) => namePartsOf(id).join(" ") === parts),
  );
  return item && { name: "execute", arguments: { item_type: type, action: "update", item_id: item.id } };
}

/**
 * Loads, or updates, the item whose name consists of the words of a search's topic, with what else the request says of it ("the 2024 one"), if the
 * request reads and speaks of one thing. Pure.
 */
export function readNamed(call: Call, catalogue: Catalogue, words: readonly Word[]): Call {
  const { query, source, limit } = call.arguments;
  if (call.name !== "search" || typeof query !== "string" || source !== undefined || limit !== undefined)
    return call;
  const whole = words.map((word) => word.text).join(" ");
  if (sparesSomething(words)) return call;
  const text = lastWish(withoutReason.exec(whole)?.[1] ?? whole);
  const updated = updateNamed(text, catalogue);
  if (updated) return updated;
  if (aside.test(text)) return call;
  const isMany = words.some((word) => typeOfWord(word.text) !== undefined && /s$/i.test(word.text));
  const type = itemTypeOf(call);
  if (isMany || type === undefined || !reads.test(text)) return call;
  const called = searches.test(text.replace(whatWeDo, "")) ? undefined : findCalled(text, type, catalogue);
  if (called !== undefined) return read(type, called);
  if (searches.test(text.replace(whatItSays, "$1").replace(afterwards, ""))) return call;
  const topic = new Set(readStems(query));
  const said = new Set(readStems(text));
  const consists = (name: ReadonlySet<string>): boolean =>
    [...topic].every((stem) => name.has(stem)) && [...name].every((stem) => said.has(stem));
  const stems = (id: string): Set<string> => new Set(readStems(id.replaceAll(/[_.-]/g, " ")));
  const full = catalogue[type].filter((id) => consists(stems(lastSegment(id))));
  const isDated = /\d/.test(text) || whichDay.test(text);
  const named =
    full.length > 0 || isDated
      ? full
      : catalogue[type].filter((id) => consists(stems(lastSegment(id).replace(dateAhead, ""))));
  const [item_id, ...others] = named;
  if (item_id === undefined || others.length > 0 || topic.size === 0) return call;
  return read(type, item_id);
}

function read(type: ItemType, id: string): Call {
  return { name: "load", arguments: { item_type: type, item_id: id, source: "project" } };
}

/** Said of a kind of item or of "it", and nothing behind the name that goes on. */
const calls = /\b(?:(?<kind>\p{L}+)|it|it ['’] s) (?:is )?(?:called|named) (?<name>.+)$/iu;
const endsName = /^\s*(?:$|[,.;!]|(?:i think|i believe|please|pls)\b)/i;

/** The one item of two words or more that is said to be called so. */
function findCalled(text: string, type: ItemType, catalogue: Catalogue): string | undefined {
  const { kind = "it", name = "" } = calls.exec(text)?.groups ?? {};
  if (kind !== "it" && typeOfWord(kind) !== type) return undefined;
  const found = catalogue[type].filter((id) => {
    const match = namePartsOf(id).length > 1 ? namePattern(id).exec(name) : null;
    return match?.index === 0 && endsName.test(name.slice(match[0].length));
  });
  return found.length === 1 ? found[0] : undefined;
}
