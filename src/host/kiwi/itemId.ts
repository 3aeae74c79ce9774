// Ids and categories as requests give them: plain names that can never leave the item folders.
import type { ItemType } from "../../core/catalogue.ts";
import { Refusal } from "./refusal.ts";

export interface ItemId {
  /** File stem. */
  readonly name: string;
  /** Sub-folder with `/` between levels, or undefined when the id names none. */
  readonly category: string | undefined;
}

export const suffixes: Readonly<Record<ItemType, string>> = {
  directive: ".md",
  script: ".py",
  knowledge: ".md",
};

/** Letters, digits and `_ - .` and single spaces; it starts with a letter, digit or `_` and does not end with a dot. */
const segment = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.\- ]*[\p{L}\p{N}_-])?$/u;
/** Folders and files that are never listed as items. */
const unlisted = new Set(["__init__", "__pycache__", "node_modules"]);
const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const longest = 120;

/** Reads `slugify`, `utils/slugify` or `utils/slugify.py`. @throws Refusal for anything that is not a plain name. */
export function readItemId(id: string, type: ItemType): ItemId {
  const parts = id.split("/");
  const last = parts.pop() ?? "";
  const name = last.endsWith(suffixes[type]) ? last.slice(0, -suffixes[type].length) : last;
  checkSegment(name, `item_id "${id}"`);
  return { name, category: parts.length > 0 ? readCategory(parts.join("/"), `item_id "${id}"`) : undefined };
}

/** Reads a category such as `utils` or `utils/text`. @throws Refusal for anything else. */
export function readCategory(category: string, what = `category "${category}"`): string {
  const parts = category.split("/");
  if (parts.length > 8) throw new Refusal(`The ${what} has more than 8 levels.`);
  for (const part of parts) checkSegment(part, what);
  return category;
}

function checkSegment(name: string, what: string): void {
  if (name.length > longest)
    throw new Refusal(`The ${what.slice(0, 200)} is longer than ${longest} characters.`);
  if (!segment.test(name) || unlisted.has(name) || reservedOnWindows.test(name)) {
    throw new Refusal(
      `The ${what} is not a plain name: use letters, digits, "_", "-" and ".", and "/" between categories.`,
      { solution: "Items are addressed by name; paths outside the item folders are refused." },
    );
  }
}
