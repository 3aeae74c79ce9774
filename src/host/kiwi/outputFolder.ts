// Where long results of scripts are kept: <space>/outputs/scripts/<name>/, the last ten of each script.
import { mkdirSync, writeFileSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { liesWithin, type ItemFile, type ItemFolders } from "./itemFolders.ts";
import { errorCode } from "./refusal.ts";
import { checkFolder } from "./safeWrite.ts";

export interface OutputFolder {
  readonly path: string;
  /** Start of the file names of this run. */
  readonly stamp: string;
  /** Makes the folder, hidden from git. Synchronous, because output is written while it arrives. */
  make(): void;
}

const keptRuns = 10;

/** In the project if it has `.ai`, else in the user space. Nothing is made before it is needed. @throws Refusal for a link that leads out. */
export async function planOutputFolder(
  folders: ItemFolders,
  file: ItemFile,
  now: Date,
): Promise<OutputFolder> {
  const inProject = await liesWithin(folders.project, folders.projectPath);
  const outputs = join(inProject ? folders.project : folders.user, "outputs");
  const path = join(outputs, "scripts", file.name);
  await checkFolder(path, inProject ? folders.projectPath : folders.user);
  const make = (): void => {
    mkdirSync(path, { recursive: true });
    try {
      writeFileSync(join(outputs, ".gitignore"), "*\n", { flag: "wx" });
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    }
  };
  return { path, stamp: now.toISOString().replace(/[:.]/g, "-"), make };
}

/** Removes all but the newest runs of a script. */
export async function pruneOutputs(folder: OutputFolder): Promise<void> {
  const names = (await readdir(folder.path)).filter((name) => /^\d{4}-.*\.(json|txt)$/.test(name)).sort();
  for (const name of names.slice(0, -keptRuns)) await rm(join(folder.path, name), { force: true });
}
