// Where items live: <project>/.ai and the user space, listed without following links out of them.
import type { Dirent } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import type { ItemType } from "../../core/catalogue.ts";
import { suffixes } from "./itemId.ts";
import { errorCode, Refusal } from "./refusal.ts";

export const spaces = ["project", "user"] as const;
export type Space = (typeof spaces)[number];

export interface ItemFolders {
  /** The open folder, absolute. */
  readonly projectPath: string;
  /** `<projectPath>/.ai` */
  readonly project: string;
  /** `$USER_SPACE` or `~/.ai` */
  readonly user: string;
}

export interface ItemFile {
  readonly type: ItemType;
  readonly space: Space;
  /** File stem. */
  readonly name: string;
  /** Sub-folder with `/` between levels; empty at the top. */
  readonly category: string;
  readonly path: string;
}

const folderNames: Readonly<Record<ItemType, string>> = {
  directive: "directives",
  script: "scripts",
  knowledge: "knowledge",
};
const deepest = 10;
const mostItems = 20_000;
const largestItemBytes = 2_000_000;

/** `userSpace` defaults to `$USER_SPACE`, then `~/.ai`; a leading `~` is the home folder. */
export function itemFolders(projectPath: string, userSpace?: string): ItemFolders {
  const chosen = userSpace ?? process.env["USER_SPACE"] ?? "";
  const user = chosen === "" ? join(homedir(), ".ai") : chosen.replace(/^~(?=$|[\\/])/, homedir());
  const project = resolve(projectPath);
  return { projectPath: project, project: join(project, ".ai"), user: resolve(user) };
}

/** Top folder of one type in one space; it need not exist. */
export function typeFolder(folders: ItemFolders, space: Space, type: ItemType): string {
  return join(folders[space], folderNames[type]);
}

/** The folder that everything of a space must really lie in. */
export function spaceBoundary(folders: ItemFolders, space: Space): string {
  return space === "project" ? folders.projectPath : folders.user;
}

/** Lists one type, project before user, sorted by path. A missing folder is empty; broken items are listed too. */
export async function listItems(
  folders: ItemFolders,
  type: ItemType,
  among: readonly Space[] = spaces,
): Promise<ItemFile[]> {
  const lists = await Promise.all(among.map((space) => listSpace(folders, type, space)));
  return lists.flat();
}

async function listSpace(folders: ItemFolders, type: ItemType, space: Space): Promise<ItemFile[]> {
  const top = typeFolder(folders, space, type);
  if (!(await liesWithin(top, spaceBoundary(folders, space)))) return [];
  const found: ItemFile[] = [];
  await walk(top, top, 0);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));

  async function walk(folder: string, realTop: string, depth: number): Promise<void> {
    if (depth > deepest || found.length >= mostItems) return;
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!isHidden(entry.name) && !(type === "script" && depth === 0 && entry.name === "lib"))
          await walk(path, realTop, depth + 1);
      } else if (isItem(entry.name, type) && (entry.isFile() || (await isLinkWithin(path, realTop)))) {
        const category = relative(top, folder).split(sep).join("/");
        found.push({ type, space, name: entry.name.slice(0, -suffixes[type].length), category, path });
      }
    }
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EACCES", "EPERM"].includes(errorCode(error) ?? "")) return [];
    throw error;
  }
}

const isHidden = (name: string): boolean =>
  name.startsWith(".") || name === "__pycache__" || name === "node_modules";
const isItem = (name: string, type: ItemType): boolean =>
  name.endsWith(suffixes[type]) &&
  !name.startsWith(".") &&
  name !== "__init__.py" &&
  name.length > suffixes[type].length;

async function isLinkWithin(path: string, top: string): Promise<boolean> {
  return (await liesWithin(path, top)) && (await stat(path)).isFile();
}

/** True when `path` exists and, with every link followed, lies in `boundary` (or is it). */
export async function liesWithin(path: string, boundary: string): Promise<boolean> {
  try {
    const [real, realBoundary] = await Promise.all([realpath(path), realpath(boundary)]);
    const way = relative(realBoundary, real);
    return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP", "EACCES", "EPERM"].includes(errorCode(error) ?? "")) return false;
    throw error;
  }
}

/** The text of an item. @throws Refusal for a file that is too large to be one, or that cannot be read. */
export async function readItemText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > largestItemBytes)
      throw new Refusal(`${path} is larger than 2 MB, which no item is.`, { path });
    return (await readFile(path, "utf8")).replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, {
      path,
    });
  }
}
