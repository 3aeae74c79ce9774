// The name of an item and its words.
import type { ItemType } from "../catalogue.ts";

export interface KnownItem {
  readonly type: ItemType;
  readonly id: string;
}

export const lastSegment = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

/** The words of an id, in lower case: `loadTide_tables.py` is load, tide, tables. */
export function partsOf(id: string): string[] {
  return id
    .replace(/\.(md|py)$/i, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[\s_.\-]+/)
    .filter((part) => part !== "");
}

/** The words of an item's own name, its category left out. */
export function namePartsOf(id: string): string[] {
  return partsOf(lastSegment(id));
}

/** Whether an item's own name consists of these words, in whatever order. */
export function consistsOf(id: string, words: readonly string[]): boolean {
  return namePartsOf(id).sort().join(" ") === [...words].sort().join(" ");
}

/** Plain words of a sentence have none of these: "on the third floor" is no item's name. */
export const looksLikeId = /[_.\d/-]|[a-z][A-Z]/;

/** The item of that id, where it is the only one that was found. */
export function theOnly(type: ItemType, ids: readonly string[]): KnownItem | undefined {
  const [id, ...others] = ids;
  return id === undefined || others.length > 0 ? undefined : { type, id };
}
