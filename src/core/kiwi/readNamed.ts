// "Open the note on espresso ratios": where an item is called so, it is that one that is to be read, not searched for.
import { itemTypes, type Catalogue, type ItemType } from "../catalogue.ts";
import type { Call } from "../decision.ts";
import { readStems } from "../stems.ts";
import type { Word } from "../words.ts";
import { typeOfWord } from "./kiwiWords.ts";
import { namePattern } from "./namedItems.ts";
import { lastSegment, namePartsOf } from "./resolveItem.ts";
import { sparesSomething } from "./saidItem.ts";

const reads =
  /^\W*(?:(?:please|pls|hey|hi|ok|can|could|may|you|i|we|let|lemme|me|us|want|like|need|would|to|just|wanna)\W+)*(?:open|read|show|display|view|load|bring up|pull up)\s+(?!up\b|more\b|about\b)/i;
const searches =
  /\b(?:search|find|look|hunt|any|anything|all|list|which|what|where|who|there|we have|have we|you have|exists?|top|best|registry|everywhere|anywhere|copy|move|install|download|user|project)\b/i;

/** "Read what the note on dns says": what it says is the note itself. */
const whatItSays = /\b(read|show(?: me)?) what (?=(?:the|our|my|that|this) )/i;
/** "… before I touch anything": why it is to be read. */
const afterwards = /\bbefore (?:i|we|you) [^.;!?]*$/i;
/** Beside the name of the item that is meant, what else is asked of may stand in any words but these. */
const looksElsewhere =
  /\b(?:search|find|look|hunt|any|anything|registry|everywhere|anywhere|copy|move|install|download|user|project)\b/i;

/** Another place, a comparison, a second wish. */
const aside =
  /\b(?:like(?! to\b)|similar|mention\w*|from|and|then|delete|remove|wiki|github|web|instead|page)\b/i;

/**
 * Loads the item whose name consists of the words of a search's topic, with what else the request says of it ("the 2024 one"), if the
 * request reads and speaks of one thing. Pure.
 */
export function readNamed(call: Call, catalogue: Catalogue, words: readonly Word[]): Call {
  const { query, item_type, source, limit } = call.arguments;
  if (call.name !== "search" || typeof query !== "string" || source !== undefined || limit !== undefined)
    return call;
  const text = words.map((word) => word.text).join(" ");
  if (sparesSomething(words) || aside.test(text)) return call;
  const type = itemTypes.find((one) => one === item_type);
  const called =
    type && reads.test(text) && !looksElsewhere.test(text) ? findCalled(text, catalogue[type]) : undefined;
  if (type && called !== undefined) return read(type, called);
  const isMany = words.some((word) => typeOfWord(word.text) !== undefined && /s$/i.test(word.text));
  if (isMany || !reads.test(text) || searches.test(text.replace(whatItSays, "$1").replace(afterwards, "")))
    return call;
  const topic = new Set(readStems(query));
  const said = new Set(readStems(text));
  const named = (type ? catalogue[type] : []).filter((id) => {
    const name = new Set(readStems(lastSegment(id).replaceAll(/[_.-]/g, " ")));
    return [...topic].every((stem) => name.has(stem)) && [...name].every((stem) => said.has(stem));
  });
  const [item_id, ...others] = named;
  if (item_id === undefined || others.length > 0 || topic.size === 0 || type === undefined) return call;
  return read(type, item_id);
}

function read(type: ItemType, id: string): Call {
  return { name: "load", arguments: { item_type: type, item_id: id, source: "project" } };
}

/** The one item of two words or more that is said to be called so. */
function findCalled(text: string, ids: readonly string[]): string | undefined {
  const said = /\b(?:called|named) (.+)$/i.exec(text)?.[1] ?? "";
  const found = ids.filter((id) => namePartsOf(id).length > 1 && said.search(namePattern(id)) === 0);
  const longest = Math.max(...found.map((id) => id.length));
  return found.find((id) => id.length === longest);
}
