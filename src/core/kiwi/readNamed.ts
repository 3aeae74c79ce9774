// "Open the note on espresso ratios": where an item is called so, it is that one that is to be read, not searched for.
import { itemTypes, type Catalogue } from "../catalogue.ts";
import type { Call } from "../decision.ts";
import { readStems } from "../stems.ts";
import type { Word } from "../words.ts";
import { typeOfWord } from "./kiwiWords.ts";
import { lastSegment } from "./resolveItem.ts";
import { sparesSomething } from "./saidItem.ts";

const reads =
  /^\W*(?:(?:please|pls|hey|hi|ok|can|could|may|you|i|we|let|me|us|want|like|need|would|to|just|wanna)\W+)*(?:open|read|show|display|view|load|bring up|pull up)\s+(?!up\b|more\b|about\b)/i;
const searches =
  /\b(?:search|find|look|hunt|any|anything|all|list|which|what|where|who|there|we have|have we|you have|exists?|top|best|registry|everywhere|anywhere|copy|move|install|download|user|project)\b/i;

/** Another place, a comparison, a second wish. */
const aside = /\b(?:like|similar|mention\w*|from|and|then|delete|remove|wiki|github|web|instead|page)\b/i;

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
  const isMany = words.some((word) => typeOfWord(word.text) !== undefined && /s$/i.test(word.text));
  if (isMany || !reads.test(text) || searches.test(text)) return call;
  const topic = new Set(readStems(query));
  const said = new Set(readStems(text));
  const type = itemTypes.find((one) => one === item_type);
  const named = (type ? catalogue[type] : []).filter((id) => {
    const name = new Set(readStems(lastSegment(id).replaceAll(/[_.-]/g, " ")));
    return [...topic].every((stem) => name.has(stem)) && [...name].every((stem) => said.has(stem));
  });
  const [item_id, ...others] = named;
  if (item_id === undefined || others.length > 0 || topic.size === 0 || type === undefined) return call;
  return { name: "load", arguments: { item_type: type, item_id, source: "project" } };
}
