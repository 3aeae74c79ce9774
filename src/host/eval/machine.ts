// What a figure was measured on, in one line, and which build of Tool Router measured it.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import { join } from "node:path";

export function readMachine(): string {
  const all = cpus();
  const model = all[0]?.model.trim().replace(/\s+/g, " ") ?? "unknown processor";
  const gigabytes = Math.round(totalmem() / 1_073_741_824);
  return `${model}, ${all.length} threads, ${gigabytes} GB, ${platform()} ${arch()}`;
}

/** Changes with any line of code that an answer may depend on: the command names its chunks by their hashes. */
export function readBuild(distFolder: string): string {
  const hash = createHash("sha256");
  for (const name of ["cli.mjs", "engine.mjs"]) hash.update(readFileSync(join(distFolder, name)));
  return hash.digest("hex").slice(0, 16);
}
