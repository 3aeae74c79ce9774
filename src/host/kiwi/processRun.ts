// Runs one process in its own group with a time limit; ending it ends everything that it started.
import { spawn, type ChildProcess } from "node:child_process";
import { errorCode } from "./refusal.ts";

export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onStdout: (chunk: Buffer) => void;
  readonly onStderr: (chunk: Buffer) => void;
}

export type ProcessEnd =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "killed"; readonly signal: string }
  | { readonly kind: "timeout" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly message: string };

const graceMs = 1500;
const pipeGraceMs = 500;

/** Resolves when the process ended and its output was read; never rejects. */
export function runProcess(request: ProcessRequest): Promise<ProcessEnd> {
  if (request.signal.aborted) return Promise.resolve({ kind: "cancelled" });
  return new Promise((resolve) => {
    const child = spawn(request.command, request.args, {
      cwd: request.cwd,
      env: request.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    let stopped: "timeout" | "cancelled" | undefined;
    let force: NodeJS.Timeout | undefined;
    let drain: NodeJS.Timeout | undefined;
    const stop = (why: "timeout" | "cancelled"): void => {
      if (stopped !== undefined) return;
      stopped = why;
      endGroup(child, "SIGTERM");
      force = setTimeout(() => endGroup(child, "SIGKILL"), graceMs);
    };
    const cancel = (): void => stop("cancelled");
    const limit = setTimeout(() => stop("timeout"), request.timeoutMs);
    const finish = (end: ProcessEnd): void => {
      for (const timer of [limit, force, drain]) clearTimeout(timer);
      request.signal.removeEventListener("abort", cancel);
      if (stopped !== undefined) endGroup(child, "SIGKILL");
      resolve(end);
    };
    const ended = (code: number | null, signal: string | null): ProcessEnd =>
      stopped !== undefined
        ? { kind: stopped }
        : code === null
          ? { kind: "killed", signal: signal ?? "" }
          : { kind: "exited", code };
    request.signal.addEventListener("abort", cancel);
    child.stdout.on("data", request.onStdout);
    child.stderr.on("data", request.onStderr);
    child.on("error", (error) =>
      finish({ kind: "failed", message: `${errorCode(error) ?? ""} ${error.message}`.trim() }),
    );
    child.on("close", (code, signal) => finish(ended(code, signal)));
    // A grandchild may hold the pipes open after the process is gone; it is not waited for.
    child.on("exit", (code, signal) => {
      drain = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        finish(ended(code, signal));
      }, pipeGraceMs);
    });
  });
}

function endGroup(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): void {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore", windowsHide: true }).on(
      "error",
      () => child.kill(),
    );
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (errorCode(error) !== "ESRCH") child.kill(signal);
  }
}
