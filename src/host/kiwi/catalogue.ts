// The known ids of a workspace, from file names alone: fast enough to read for every request.
import type { Catalogue, ItemType } from "../../core/catalogue.ts";
import { listItems, type ItemFolders } from "./itemFolders.ts";

/** Ids of project and user space together, sorted, each once. A workspace without items gives empty lists. */
export async function readCatalogue(folders: ItemFolders): Promise<Catalogue> {
  const ids = async (type: ItemType): Promise<readonly string[]> => {
    const names = (await listItems(folders, type)).map((item) => item.name);
    return [...new Set(names)].sort();
  };
  const [directive, script, knowledge] = await Promise.all([
    ids("directive"),
    ids("script"),
    ids("knowledge"),
  ]);
  return { directive, script, knowledge };
}
