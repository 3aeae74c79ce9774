// Where a request says the whole names of items, in whatever delimiters.
import { itemTypes, type Catalogue } from "../catalogue.ts";
import { namePartsOf, type KnownItem } from "./itemName.ts";

export interface NamedItem extends KnownItem {
  readonly start: number;
  readonly end: number;
}

/** Matches the name of an item with any delimiters or none between its words, but no longer word; `overArticles`: or an article. */
export function namePattern(id: string, overArticles = false): RegExp {
  const between = overArticles ? String.raw`(?:\s+(?:the|an?|my|our)\s+|[\s_.-]*)` : String.raw`[\s_.-]*`;
  const words = namePartsOf(id).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  return new RegExp(`(?<![\\p{L}\\p{N}_])${words.join(between)}(?![\\p{L}\\p{N}_])`, "giu");
}

/** Items of two words or more in the order in which a request names them; of two that overlap the longer. Pure. */
export function findNamedItems(
  request: string,
  catalogue: Catalogue,
  overArticles = false,
): readonly NamedItem[] {
  const items = itemTypes.flatMap((type) => catalogue[type].map((id): KnownItem => ({ type, id })));
  const text = request.toLowerCase();
  const isSaid = (parts: readonly string[]): boolean =>
    parts.length > 1 && parts.every((part) => text.includes(part));
  const found = items.flatMap((item) =>
    !isSaid(namePartsOf(item.id))
      ? []
      : [...request.matchAll(namePattern(item.id, overArticles))].map((match) => ({
          ...item,
          start: match.index,
          end: match.index + match[0].length,
        })),
  );
  const longer = (one: NamedItem, other: NamedItem): boolean =>
    one !== other &&
    one.start < other.end &&
    other.start < one.end &&
    other.end - other.start > one.end - one.start;
  return found.filter((one) => !found.some((other) => longer(one, other))).sort((a, b) => a.start - b.start);
}
