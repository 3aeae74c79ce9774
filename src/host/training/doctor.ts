// Looks at this machine for the doctor: which Python there is and what it lacks, free memory and disk.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, statfs } from "node:fs/promises";
import { freemem } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { isObject } from "../../core/json.ts";
import type { Command } from "../../core/training/command.ts";
import { isNewEnough, type DoctorFacts, type FoundPython } from "../../core/training/doctor.ts";
import type { TrainingRecipe } from "../../core/training/recipes.ts";
import { pythonInside } from "./venv.ts";

const execute = promisify(execFile);
const probeTimeoutMs = 20_000;

export interface DoctorRequest {
  /** Interpreter that the person named: no other is looked at then. */
  readonly python?: string | undefined;
  /** Folder of our own virtual environment, which need not exist. */
  readonly venv: string;
  /** Folder of the training package. */
  readonly training: string;
  /** Where runs are written. */
  readonly runs: string;
  readonly recipe: TrainingRecipe;
}

/** Starts every Python that is found, for a moment; changes nothing but that the runs' folder is made. */
export async function examine(request: DoctorRequest): Promise<DoctorFacts> {
  const { training, runs, recipe } = request;
  await mkdir(runs, { recursive: true });
  const disk = await statfs(runs);
  return {
    python: await findPython(request, recipe.imports),
    freeMemoryMb: Math.floor((await availableMemory()) / 1_048_576),
    freeDiskMb: Math.floor((disk.bavail * disk.bsize) / 1_048_576),
    hasPackage: existsSync(join(training, "tool_router_training", "recipes", `${recipe.id}.py`)),
  };
}

/** One that has everything, else the first that is new enough, else the newest. */
async function findPython(
  request: DoctorRequest,
  imports: readonly string[],
): Promise<FoundPython | undefined> {
  const own = pythonInside(request.venv);
  const candidates: Command[] =
    request.python === undefined
      ? [...(existsSync(own) ? [{ program: own, args: [] }] : []), ...onPath(process.platform)]
      : [{ program: request.python, args: [] }];
  let best: FoundPython | undefined;
  for (const command of candidates) {
    const found = await probe(command, imports, request.training);
    if (!found) continue;
    if (isNewEnough(found.version) && found.missing.length === 0) return found;
    if (!best || (!isNewEnough(best.version) && isNewEnough(found.version))) best = found;
  }
  return best;
}

function onPath(platform: string): Command[] {
  const names = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11"];
  const plain = names.map((program) => ({ program, args: [] }));
  return platform === "win32" ? [{ program: "py", args: ["-3"] }, ...plain] : plain;
}

const script = `
import importlib.util, json, sys
def has(name):
    try:
        return importlib.util.find_spec(name) is not None
    except Exception:
        return False
print(json.dumps({"version": list(sys.version_info[:3]), "executable": sys.executable,
    "missing": [n for n in sys.argv[1:] if not has(n)], "venv": has("venv") and has("ensurepip")}))
`;

/** `-P`-like: run from a folder without modules of its own, so that a stray torch.py is not taken for torch. */
async function probe(
  { program, args }: Command,
  imports: readonly string[],
  training: string,
): Promise<FoundPython | undefined> {
  try {
    const { stdout } = await execute(program, [...args, "-c", script, ...imports], {
      timeout: probeTimeoutMs,
      windowsHide: true,
      ...(existsSync(training) ? { cwd: training } : {}),
    });
    const told: unknown = JSON.parse(stdout);
    if (!isObject(told) || typeof told["executable"] !== "string") return undefined;
    const [major, minor, micro] = numbers(told["version"]);
    const missing = Array.isArray(told["missing"]) ? told["missing"].map(String) : [...imports];
    return {
      command: { program, args },
      executable: told["executable"],
      version: [major ?? 0, minor ?? 0, micro ?? 0],
      missing,
      hasVenv: told["venv"] === true,
    };
  } catch {
    return undefined; // Not installed, not Python, or it hangs: the next one is looked at.
  }
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "number") : [];
}

/** Linux counts caches as used in `freemem`; what programs can have is in /proc/meminfo. */
async function availableMemory(): Promise<number> {
  const info = await readFile("/proc/meminfo", "utf8").catch(() => "");
  const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(info)?.[1];
  return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024;
}
