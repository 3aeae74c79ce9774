// Finds the one item that an exact id means, or says which names are near.
import { parse } from "node:path";
import { distance } from "fastest-levenshtein";
import type { ItemType } from "../../core/catalogue.ts";
import { readItemId } from "./itemId.ts";
import { liesWithin, listItems, spaces, type ItemFile, type ItemFolders, type Space } from "./itemFolders.ts";
import { Refusal } from "./refusal.ts";

/** Project before user. @throws Refusal when there is none (with `suggestions`) or several in one space. */
export async function findItem(
  folders: ItemFolders,
  type: ItemType,
  id: string,
  among: readonly Space[] = spaces,
): Promise<ItemFile> {
  const { name, category } = readItemId(id, type);
  const items = await listItems(folders, type, among);
  for (const space of among) {
    const matches = items.filter(
      (item) =>
        item.space === space && item.name === name && (category === undefined || item.category === category),
    );
    const [first, second] = matches;
    if (!first) continue;
    if (!second) return first;
    throw new Refusal(`There are ${matches.length} ${plural(type)} called "${name}".`, {
      matches: matches.map(qualifiedId),
      solution: `Name one with its category, such as "${qualifiedId(first)}".`,
    });
  }
  throw await notFound(folders, { type, id, name, among, items });
}

export function qualifiedId(item: { readonly name: string; readonly category: string }): string {
  return item.category === "" ? item.name : `${item.category}/${item.name}`;
}

export function plural(type: ItemType): string {
  return type === "knowledge" ? "knowledge entries" : `${type}s`;
}

interface Missing {
  readonly type: ItemType;
  readonly id: string;
  readonly name: string;
  readonly among: readonly Space[];
  readonly items: readonly ItemFile[];
}

async function notFound(folders: ItemFolders, missing: Missing): Promise<Refusal> {
  const { type, id, name, among, items } = missing;
  const where = among.length === 1 ? ` in ${among[0] === "user" ? "user space" : "the project"}` : "";
  const suggestions = nearest(name, [...new Set(items.map((item) => item.name))]);
  const solution = items.length === 0 ? await explainEmpty(folders, type, where) : searchFirst;
  return new Refusal(`There is no ${type} "${id}"${where}.`, {
    item_type: type,
    item_id: id,
    suggestions,
    solution,
  });
}

const searchFirst = "Search for it, or use one of the suggestions.";

async function explainEmpty(folders: ItemFolders, type: ItemType, where: string): Promise<string> {
  if (await liesWithin(folders.project, folders.projectPath))
    return `There are no ${plural(type)}${where} yet. Create one with execute, action create.`;
  if (await liesWithin(folders.project, parse(folders.project).root))
    return `${folders.project} is a link that leads out of the workspace, so it is ignored.`;
  return `${folders.projectPath} has no .ai folder. Create a ${type} with execute, action create, and the folder is made.`;
}

/** At most three names: few edits away, one inside the other, or sharing a word. */
export function nearest(name: string, names: readonly string[]): string[] {
  const wanted = fold(name);
  const words = new Set(name.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  return names
    .map((other) => ({ other, far: farness(wanted, words, other) }))
    .filter(({ far }) => far <= 0.6)
    .sort((a, b) => a.far - b.far || (a.other < b.other ? -1 : 1))
    .slice(0, 3)
    .map(({ other }) => other);
}

function farness(wanted: string, words: ReadonlySet<string>, other: string): number {
  const folded = fold(other);
  const edits = distance(wanted, folded) / Math.max(wanted.length, folded.length, 1);
  if (edits <= 0.4) return edits;
  if (wanted.length >= 3 && (folded.includes(wanted) || wanted.includes(folded))) return 0.45;
  const shared = other
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => word.length > 2 && words.has(word));
  return shared ? 0.55 : 1;
}

const fold = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
