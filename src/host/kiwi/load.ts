// load: reads one item, or copies it to the project or the user space when a destination is given.
import { join } from "node:path";
import type { ItemType } from "../../core/catalogue.ts";
import type { JsonObject } from "../../core/json.ts";
import { describeItem } from "./describeItem.ts";
import { findItem } from "./findItem.ts";
import { readParts, requireUnchanged } from "./item.ts";
import { listItems, readItemText, spaceBoundary, spaces, typeFolder, type Space } from "./itemFolders.ts";
import { readItemId, suffixes } from "./itemId.ts";
import { requireRegistry, type KiwiContext } from "./kiwiContext.ts";
import { Refusal } from "./refusal.ts";
import {
  optionalChoice,
  optionalText,
  readItemType,
  requiredText,
  type RequestArguments,
} from "./requestArguments.ts";
import { writeNew } from "./safeWrite.ts";
import { readVersion } from "./version.ts";

interface Loaded {
  readonly type: ItemType;
  readonly name: string;
  readonly category: string;
  readonly source: Space | "registry";
  readonly path: string;
  readonly text: string;
}

/** @returns the item with `mode: "read_only"`, or `{status, source, destination, path}` after a copy. */
export async function load(context: KiwiContext, given: RequestArguments): Promise<JsonObject> {
  const type = readItemType(given);
  const id = requiredText(given, "item_id");
  const source = optionalChoice(given, "source", ["project", "user", "registry"]);
  const destination = optionalChoice(given, "destination", spaces);
  const version = optionalText(given, "version");
  const loaded =
    source === "registry"
      ? await fromRegistry(context, type, id, version)
      : await fromFolders(context, type, id, source);
  if (destination !== undefined && destination !== loaded.source) return copy(context, loaded, destination);
  return {
    item_type: type,
    item_id: loaded.name,
    mode: "read_only",
    source: loaded.source,
    path: loaded.path,
    ...describeItem(readParts(type, loaded.text, loaded.name), loaded.text, loaded.category),
  };
}

async function fromFolders(
  context: KiwiContext,
  type: ItemType,
  id: string,
  source?: Space,
): Promise<Loaded> {
  const { folders } = context;
  try {
    const file = await findItem(folders, type, id, source === undefined ? spaces : [source]);
    return { ...file, source: file.space, text: await readItemText(file.path) };
  } catch (error) {
    if (!(error instanceof Refusal) || source === undefined) throw error;
    const other = source === "project" ? "user" : "project";
    const { name } = readItemId(id, type);
    const isThere = (await listItems(folders, type, [other])).some((item) => item.name === name);
    if (!isThere || error.body["suggestions"] === undefined) throw error;
    const place = other === "user" ? "user space" : "the project";
    throw new Refusal(error.message, {
      ...error.body,
      available_in: other,
      solution: `It is in ${place}: load it with source "${other}".`,
    });
  }
}

async function fromRegistry(
  context: KiwiContext,
  type: ItemType,
  id: string,
  version?: string,
): Promise<Loaded> {
  const registry = requireRegistry(context);
  const wanted = version === undefined ? undefined : readVersion(version);
  const found = await registry.find(type, id, wanted);
  if (!found) {
    const which = wanted === undefined ? "" : ` in version ${wanted}`;
    throw new Refusal(`There is no ${type} "${id}"${which} in the registry ${registry.label}.`, {
      item_type: type,
      item_id: id,
      solution: 'Search the registry first: search with source "registry".',
    });
  }
  return { ...found, source: "registry", path: found.location, text: found.content };
}

/** Copying twice is no error; other content under the same name is never overwritten. */
async function copy(context: KiwiContext, loaded: Loaded, destination: Space): Promise<JsonObject> {
  const { type, name, category, source, text } = loaded;
  requireUnchanged(type, text, loaded.path);
  const folder = join(typeFolder(context.folders, destination, type), ...category.split("/"));
  const path = join(folder, `${name}${suffixes[type]}`);
  const there = (await listItems(context.folders, type, [destination])).find((item) => item.path === path);
  const result = { item_type: type, item_id: name, source, destination, category, path };
  if (there) {
    if ((await readItemText(path)) === text) return { status: "unchanged", ...result };
    throw new Refusal(`${path} exists already with other content, and nothing is overwritten.`, {
      path,
      solution: `Delete the copy in ${destination} space first, or update it.`,
    });
  }
  await writeNew(path, text, spaceBoundary(context.folders, destination));
  return { status: "success", mode: "copied", ...result };
}
