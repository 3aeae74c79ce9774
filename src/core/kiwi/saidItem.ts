// Answers "which item?" from the request itself, when it says the name of exactly one item of this workspace.
import type { Catalogue, ItemType } from "../catalogue.ts";
import { itemTypes } from "../catalogue.ts";
import type { JsonObject } from "../json.ts";
import type { Word } from "../words.ts";
import { partsOf, type KnownItem } from "./resolveItem.ts";

/**
 * The arguments with the item that the request names in other delimiters ("the oncall handover" for `oncall_handover`); undefined
 * when it names none, several, or when the item is to be created or changed. Names of one word are too often plain words. Pure.
 */
export function addSaidItem(
  known: JsonObject,
  words: readonly Word[],
  catalogue: Catalogue,
): JsonObject | undefined {
  const { action } = known;
  if (action !== undefined && action !== "run") return undefined;
  const wanted = itemTypes.find((one) => one === known["item_type"]);
  const item = findSaidItem(words, catalogue, wanted);
  return item && { ...known, item_type: item.type, item_id: item.id };
}

function findSaidItem(
  words: readonly Word[],
  catalogue: Catalogue,
  type: ItemType | undefined,
): KnownItem | undefined {
  const said = words.flatMap((word) => partsOf(word.text));
  const found = itemTypes
    .filter((one) => type === undefined || one === type)
    .flatMap((one) => catalogue[one].map((id) => ({ item: { type: one, id }, parts: partsOf(id) })))
    .filter(({ parts }) => parts.length > 1 && contains(said, parts));
  const longest = Math.max(0, ...found.map(({ parts }) => parts.length));
  const [first, ...others] = found.filter(({ parts }) => parts.length === longest);
  return others.length === 0 ? first?.item : undefined;
}

function contains(said: readonly string[], parts: readonly string[]): boolean {
  return said.some((_, start) => parts.every((part, index) => said[start + index] === part));
}
