// Modules that a script may import from the workspace itself.
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { spaces, typeFolder, type ItemFile, type ItemFolders } from "./itemFolders.ts";
import { errorCode } from "./refusal.ts";

/** Names of the modules beside the script, in the scripts folders and in their lib folders. */
export async function localModules(folders: ItemFolders, file: ItemFile): Promise<ReadonlySet<string>> {
  const tops = spaces.map((space) => typeFolder(folders, space, "script"));
  const places = [dirname(file.path), ...tops, ...tops.map((top) => join(top, "lib"))];
  const names = (await Promise.all(places.map(namesIn))).flat();
  return new Set(names.map((name) => name.replace(/\.py$/, "")));
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() || entry.name.endsWith(".py"))
      .map((entry) => entry.name);
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return [];
    throw error;
  }
}
