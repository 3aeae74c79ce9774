// Creates folders and files inside a boundary, refusing any path that a link leads out of it.
import { randomUUID } from "node:crypto";
import { mkdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { liesWithin } from "./itemFolders.ts";
import { errorCode, Refusal } from "./refusal.ts";

/** Makes `folder` (and its parents). @throws Refusal when it really lies outside `boundary`. */
export async function makeFolder(folder: string, boundary: string): Promise<void> {
  await mkdir(boundary, { recursive: true });
  await checkFolder(folder, boundary);
  await mkdir(folder, { recursive: true });
}

/** Makes nothing. @throws Refusal when `folder`, made now, would really lie outside `boundary`. */
export async function checkFolder(folder: string, boundary: string): Promise<void> {
  if (await liesWithin(await nearestReal(folder), await nearestReal(boundary))) return;
  throw new Refusal(`${folder} leads out of ${boundary} through a link, so nothing is written there.`, {
    path: folder,
  });
}

/** The nearest folder above (or at) `path` that exists, with links followed. */
async function nearestReal(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) !== "ENOENT" || dirname(path) === path) throw error;
    return nearestReal(dirname(path));
  }
}

/** Writes a new file. @throws Refusal when one is there already. */
export async function writeNew(path: string, text: string, boundary: string): Promise<void> {
  await makeFolder(dirname(path), boundary);
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    throw new Refusal(`${path} exists already, and nothing is overwritten.`, {
      path,
      solution: "Use action update to change it, or choose another name.",
    });
  }
}

/** Replaces a file in one step, so that a crash leaves the old text or the new, never half of one. */
export async function replaceFile(path: string, text: string, boundary: string): Promise<void> {
  await makeFolder(dirname(path), boundary);
  const draft = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    await writeFile(draft, text, { flag: "wx" });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
