// A registry in a folder, for teams that share a drive or a git repository: <type>/<category>/<name>/<version>.<suffix>.
import { readdir, rm, rmdir } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { ItemType } from "../../core/catalogue.ts";
import { readItemId, suffixes } from "./itemId.ts";
import { liesWithin, readItemText } from "./itemFolders.ts";
import { Refusal } from "./refusal.ts";
import type { PublishedItem, Registry } from "./registry.ts";
import { writeNew } from "./safeWrite.ts";
import { compareVersions } from "./version.ts";

interface StoredVersion {
  readonly name: string;
  readonly category: string;
  readonly version: string;
  readonly path: string;
}

/** `place` is a folder or a file: URL. @throws Refusal for any other address. */
export function openFolderRegistry(place: string): Registry {
  if (/^(?!file:)[a-z][a-z0-9+.-]+:/i.test(place))
    throw new Refusal(`The registry "${place}" cannot be used: only a folder is supported.`, {
      solution: "Set KIWI_REGISTRY to a folder, such as a checked-out git repository.",
    });
  return new FolderRegistry(place.startsWith("file:") ? fileURLToPath(place) : resolve(place));
}

class FolderRegistry implements Registry {
  readonly label: string;

  constructor(folder: string) {
    this.label = folder;
  }

  async list(type: ItemType): Promise<readonly PublishedItem[]> {
    const newest = new Map<string, StoredVersion>();
    for (const one of await this.#versions(type)) {
      const key = `${one.category}/${one.name}`;
      const known = newest.get(key);
      if (!known || compareVersions(one.version, known.version) > 0) newest.set(key, one);
    }
    return Promise.all([...newest.values()].map((one) => read(type, one)));
  }

  async find(type: ItemType, id: string, version?: string): Promise<PublishedItem | undefined> {
    const matches = await this.#matching(type, id, version);
    const newest = matches.sort((a, b) => compareVersions(b.version, a.version))[0];
    return newest ? read(type, newest) : undefined;
  }

  async publish(item: Omit<PublishedItem, "location">): Promise<string> {
    const id = item.category === "" ? item.name : `${item.category}/${item.name}`;
    readItemId(id, item.type);
    const path = join(this.label, item.type, ...id.split("/"), `${item.version}${suffixes[item.type]}`);
    await writeNew(path, item.content, this.label);
    return path;
  }

  async remove(type: ItemType, id: string, version?: string): Promise<number> {
    const matches = await this.#matching(type, id, version);
    for (const one of matches) await rm(one.path);
    for (const folder of new Set(matches.map((one) => dirname(one.path)))) {
      if ((await readdir(folder)).length === 0) await rmdir(folder);
    }
    return matches.length;
  }

  async #matching(type: ItemType, id: string, version?: string): Promise<StoredVersion[]> {
    const { name, category } = readItemId(id, type);
    return (await this.#versions(type)).filter(
      (one) =>
        one.name === name &&
        (category === undefined || one.category === category) &&
        (version === undefined || one.version === version),
    );
  }

  async #versions(type: ItemType): Promise<StoredVersion[]> {
    const top = join(this.label, type);
    if (!(await liesWithin(top, this.label))) return [];
    const entries = await readdir(top, { withFileTypes: true, recursive: true });
    return entries.flatMap((entry) => {
      const levels = relative(top, entry.parentPath).split(sep);
      const name = levels.pop() ?? "";
      const suffix = suffixes[type];
      if (!entry.isFile() || !entry.name.endsWith(suffix) || name === "") return [];
      const version = entry.name.slice(0, -suffix.length);
      return [{ name, category: levels.join("/"), version, path: join(entry.parentPath, entry.name) }];
    });
  }
}

async function read(type: ItemType, one: StoredVersion): Promise<PublishedItem> {
  const { name, category, version, path } = one;
  return { type, name, category, version, content: await readItemText(path), location: path };
}
