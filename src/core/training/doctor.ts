// The doctor's verdicts: whether this machine can train with a recipe, one sentence each, and what mends it.
import type { Command } from "./command.ts";
import { packagesMb, type TrainingRecipe } from "./recipes.ts";

/** What was found on the machine. */
export interface DoctorFacts {
  /** The best Python there is, if any. */
  readonly python: FoundPython | undefined;
  readonly freeMemoryMb: number;
  readonly freeDiskMb: number;
  /** The training package beside this program. */
  readonly hasPackage: boolean;
}

export interface FoundPython {
  /** How it is started. */
  readonly command: Command;
  /** Absolute path of the interpreter. */
  readonly executable: string;
  readonly version: readonly [number, number, number];
  /** Imports of the recipe that it does not have. */
  readonly missing: readonly string[];
  /** Whether it can make a virtual environment. */
  readonly hasVenv: boolean;
}

export interface DoctorCheck {
  readonly name: "Python" | "Packages" | "Memory" | "Disk" | "Training package";
  /** "make": missing, and a virtual environment mends it. */
  readonly verdict: "good" | "make" | "bad";
  readonly sentence: string;
  /** One sentence that says what to do; only when it is bad. */
  readonly hint?: string;
}

export const oldestPython: readonly [number, number] = [3, 11];

export function isNewEnough([major, minor]: readonly [number, number, number]): boolean {
  return major > oldestPython[0] || (major === oldestPython[0] && minor >= oldestPython[1]);
}

/** In the order in which a person would mend them. */
export function judgeMachine(facts: DoctorFacts, recipe: TrainingRecipe): readonly DoctorCheck[] {
  const { python, freeMemoryMb, freeDiskMb, hasPackage } = facts;
  const usable = python !== undefined && isNewEnough(python.version);
  const needsVenv = !usable || python.missing.length > 0;
  const diskMb = recipe.diskMb + (needsVenv ? packagesMb : 0);
  return [
    hasPackage
      ? { name: "Training package", verdict: "good", sentence: "The training package is there." }
      : {
          name: "Training package",
          verdict: "bad",
          sentence: "The training package is missing.",
          hint: "Install Tool Router again.",
        },
    judgePython(python),
    ...(usable ? [judgePackages(python)] : []),
    enough("Memory", "memory", freeMemoryMb, recipe.memoryMb, "Close other programs, then try again."),
    enough("Disk", "disk space", freeDiskMb, diskMb, "Free some space, then try again."),
  ];
}

function judgePython(python: FoundPython | undefined): DoctorCheck {
  const wanted = `Python ${oldestPython.join(".")} or newer`;
  const hint = `Install ${wanted}, or name one in the setting toolRouter.training.python.`;
  if (!python)
    return {
      name: "Python",
      verdict: "bad",
      sentence: `No Python was found; training needs ${wanted}.`,
      hint,
    };
  const version = python.version.join(".");
  if (!isNewEnough(python.version))
    return {
      name: "Python",
      verdict: "bad",
      sentence: `Python ${version} is too old; training needs ${wanted}.`,
      hint,
    };
  return { name: "Python", verdict: "good", sentence: `Python ${version} at ${python.executable}.` };
}

function judgePackages({ missing, hasVenv }: FoundPython): DoctorCheck {
  if (missing.length === 0) return { name: "Packages", verdict: "good", sentence: "All packages are there." };
  const sentence = `Packages are missing: ${missing.join(", ")}.`;
  if (hasVenv) return { name: "Packages", verdict: "make", sentence };
  return {
    name: "Packages",
    verdict: "bad",
    sentence: `${sentence} This Python cannot make a virtual environment for them.`,
    hint: "Install its venv package (Debian and Ubuntu: python3-venv), then try again.",
  };
}

function enough(
  name: "Memory" | "Disk",
  what: string,
  freeMb: number,
  neededMb: number,
  hint: string,
): DoctorCheck {
  const sentence = `${gigabytes(freeMb)} of ${what} are free, ${gigabytes(neededMb)} are needed.`;
  return freeMb >= neededMb ? { name, verdict: "good", sentence } : { name, verdict: "bad", sentence, hint };
}

function gigabytes(megabytes: number): string {
  return `${(megabytes / 1024).toFixed(1)} GB`;
}

export interface VenvRequest {
  readonly python: Command;
  /** The folder to make. */
  readonly folder: string;
  /** The interpreter in that folder, once it is made. */
  readonly inside: string;
  readonly recipe: TrainingRecipe;
  /** The person's pip has an index of its own, or a graphics processor is to be used: no other index is named then. */
  readonly plainTorch: boolean;
}

/** The version that the recipes are tested with. */
const torch = "torch==2.13.0";
/** A plain "torch" brings several GB of CUDA along on Linux. */
const processorOnly = "https://download.pytorch.org/whl/cpu";

/** The exact commands that make a virtual environment: shown before they run. */
export function venvCommands({
  python,
  folder,
  inside,
  recipe,
  plainTorch,
}: VenvRequest): readonly Command[] {
  const pip = (...args: readonly string[]): Command => ({
    program: inside,
    args: ["-m", "pip", "install", "--disable-pip-version-check", ...args],
  });
  return [
    { program: python.program, args: [...python.args, "-m", "venv", folder] },
    pip(torch, ...(plainTorch ? [] : ["--index-url", processorOnly])),
    pip(...recipe.packages),
  ];
}
