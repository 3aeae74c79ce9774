// Lets one of several windows judge a finished run: the others leave it to that one.
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { isProcessOf } from "./processOf.ts";

const name = "evaluating";
/** Numbers of processes are given again: after this time a claim of one that lives is no proof any more. */
const longestMs = 1_800_000;

/** @returns what gives the claim back, or undefined while another process judges the run. */
export async function claimEvaluation(folder: string): Promise<(() => Promise<void>) | undefined> {
  const path = join(folder, name);
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      await writeFile(path, String(process.pid), { flag: "wx" });
      return () => rm(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      if (await isHeld(path)) return undefined;
      await rm(path, { force: true });
    }
  }
  return undefined;
}

async function isHeld(path: string): Promise<boolean> {
  const [text, info] = await Promise.all([
    readFile(path, "utf8").catch(() => ""),
    stat(path).catch(() => undefined),
  ]);
  const pid = Number(text);
  const isOld = !info || Date.now() - info.mtimeMs > longestMs;
  return !isOld && Number.isInteger(pid) && pid > 0 && (await isProcessOf(pid, ""));
}
