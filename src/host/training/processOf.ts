// Whether a process of that number lives and is the run's own: numbers are given again after a process has ended.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** @param mark text that the process's command line holds, such as the run's folder. */
export async function isProcessOf(pid: number, mark: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM" && (await holds(pid, mark));
  }
  return holds(pid, mark);
}

async function holds(pid: number, mark: string): Promise<boolean> {
  switch (process.platform) {
    case "linux":
      // Empty for a process that has ended and was not collected yet.
      return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).includes(mark);
    case "win32":
      // The command line would need an administrator's tool; the number alone decides.
      return true;
    default: {
      const listed = await execute("ps", ["-o", "command=", "-p", String(pid), "-ww"]).catch(() => undefined);
      return listed?.stdout.includes(mark) ?? false;
    }
  }
}
