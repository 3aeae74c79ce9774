// Makes the virtual environment of training by commands that the person has seen, and removes it when that fails.
import { execFile, spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { existsSync } from "node:fs";
import process from "node:process";
import { promisify } from "node:util";
import { Failure } from "../../core/failure.ts";
import { writeCommand, type Command } from "../../core/training/command.ts";
import { venvCommands, type FoundPython } from "../../core/training/doctor.ts";
import type { TrainingRecipe } from "../../core/training/recipes.ts";

const execute = promisify(execFile);

/** The interpreter of a virtual environment. */
export function pythonInside(folder: string, platform: string = process.platform): string {
  return platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
}

/** The exact commands that `makeVenv` runs. Asks pip for its settings; changes nothing. */
export async function planVenv(
  python: FoundPython,
  folder: string,
  recipe: TrainingRecipe,
): Promise<readonly Command[]> {
  return venvCommands({
    python: { program: python.executable, args: [] },
    folder,
    inside: pythonInside(folder),
    recipe,
    plainTorch:
      process.platform === "darwin" ||
      (recipe.id === "lora_trl" && onPath("nvidia-smi")) ||
      (await hasOwnIndex(python)),
  });
}

export interface VenvRequest {
  readonly folder: string;
  readonly commands: readonly Command[];
  readonly signal: AbortSignal;
  /** Lines of pip, and the commands themselves. */
  readonly onLine: (line: string) => void;
}

/** @returns the interpreter inside. @throws Failure cancelled or training_failed; a half-made environment is removed. */
export async function makeVenv({ folder, commands, signal, onLine }: VenvRequest): Promise<string> {
  try {
    for (const command of commands) {
      onLine(`$ ${writeCommand(command)}`);
      await runAttached(command, { signal, onLine });
    }
    return pythonInside(folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    throw error;
  }
}

export interface AttachedOptions {
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** One command to its end, its words line by line. @throws Failure cancelled, or training_failed with its last line. */
export function runAttached(command: Command, { signal, onLine, cwd, env }: AttachedOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    let last = "";
    let rest = "";
    const child = spawn(command.program, command.args, {
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
      signal,
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
    });
    const take = (data: Buffer): void => {
      const lines = (rest + data.toString("utf8")).split(/\r?\n/);
      rest = lines.pop() ?? "";
      for (const line of lines.filter((one) => one.trim() !== "")) {
        last = line.trim();
        onLine(line);
      }
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => {
      reject(
        signal.aborted
          ? new Failure("cancelled", "It was cancelled.", "Start it again when you like.")
          : new Failure(
              "training_failed",
              `${command.program} could not be started: ${error.message}.`,
              "Check that Python is still installed.",
              error,
            ),
      );
    });
    child.on("close", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Failure(
            "training_failed",
            `"${writeCommand(command)}" ended with ${code ?? "a signal"}: ${rest.trim() || last || "it said nothing"}`,
            "The log has all that it said.",
          ),
        );
    });
  });
}

/** An index, mirror or folder of wheels of the person's own: naming another index would pass it by. */
async function hasOwnIndex({ executable }: FoundPython): Promise<boolean> {
  const variables = ["PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"];
  if (variables.some((name) => (process.env[name] ?? "") !== "")) return true;
  try {
    const { stdout } = await execute(executable, ["-m", "pip", "config", "list"], { timeout: 20_000 });
    return /(?:index-url|find-links)=/.test(stdout);
  } catch {
    return false; // Without pip there are no settings of pip.
  }
}

function onPath(program: string): boolean {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .some((folder) => ["", ".exe"].some((end) => existsSync(join(folder, program + end))));
}
