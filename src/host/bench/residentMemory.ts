// The memory that a process holds, as its operating system counts it.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { platform } from "node:os";
import { promisify } from "node:util";

/** @returns MiB; undefined where the system does not say, as for a process that has ended. */
export async function readResidentMb(pid: number): Promise<number | undefined> {
  try {
    const kibibytes = platform() === "linux" ? await fromProc(pid) : await fromPs(pid);
    return kibibytes > 0 ? kibibytes / 1024 : undefined;
  } catch {
    return undefined; // The figure is left to the engine's own word at its load.
  }
}

async function fromProc(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? "0");
}

async function fromPs(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout.trim());
}
