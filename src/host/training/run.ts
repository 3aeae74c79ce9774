// Training runs as detached processes that write to files: they outlive the window, and any window can follow, cancel or resume them.
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../../core/failure.ts";
import type { Command } from "../../core/training/command.ts";
import { modelFolder } from "../../core/training/plan.ts";
import { readTrainingProgress } from "../../core/training/progress.ts";
import { readRunRecord, stateOf, type RunRecord, type TrainingRun } from "../../core/training/run.ts";
import { trainingEnvironment } from "./environment.ts";
import { isProcessOf } from "./processOf.ts";

/** Files in a run's folder. */
export const runFiles = {
  record: "run.json",
  /** What the recipe prints: one event a line. */
  events: "progress.jsonl",
  log: "log.txt",
  pid: "pid",
  /** There when the person cancelled. */
  cancelled: "cancelled",
  /** There when the person was told of the finished model. */
  offered: "offered",
} as const;

/** A recipe that was interrupted writes its checkpoint first. */
const checkpointMs = 20_000;

export interface RunPlaces {
  /** Where runs are, one folder each. */
  readonly runs: string;
  /** Folder of the training package: the working folder of every command. */
  readonly training: string;
}

/** Newest first. Folders that are no runs are left out. */
export async function listRuns({ runs }: RunPlaces): Promise<TrainingRun[]> {
  const names = await readdir(runs).catch(() => []);
  const found = await Promise.all(names.map((name) => readRun(join(runs, name))));
  return found
    .filter((one) => one !== undefined)
    .sort((a, b) => (a.record.created < b.record.created ? 1 : -1));
}

/** @returns undefined where there is no run. */
export async function readRun(folder: string): Promise<TrainingRun | undefined> {
  const read = (name: string): Promise<string> => readFile(join(folder, name), "utf8").catch(() => "");
  // The process first: whatever it wrote before its end is then seen.
  const isAlive = await isRunning(folder);
  const [text, events] = await Promise.all([read(runFiles.record), read(runFiles.events)]);
  const record = readRunRecord(text);
  if (!record) return undefined;
  const progress = readTrainingProgress(events);
  const report = join(folder, "evaluation", "report.json");
  return {
    record,
    folder,
    progress,
    state: stateOf({ progress, isAlive, wasCancelled: existsSync(join(folder, runFiles.cancelled)) }),
    canResume: await holdsSomething(join(folder, modelFolder, record.checkpoint)),
    ...(existsSync(report) ? { report } : {}),
    wasOffered: existsSync(join(folder, runFiles.offered)),
  };
}

/** Starts the recipe of a folder that holds its rows already. @throws Failure training_failed when another run is going on. */
export async function startRun(record: RunRecord, folder: string, places: RunPlaces): Promise<TrainingRun> {
  await refuseSecond(places);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, runFiles.record), `${JSON.stringify(record, undefined, 2)}\n`);
  await launch(record.start, folder, places);
  return mustRead(folder);
}

/** Goes on from the checkpoint; a run that has none begins again. @throws Failure training_failed */
export async function resumeRun(run: TrainingRun, places: RunPlaces): Promise<TrainingRun> {
  await refuseSecond(places);
  await rm(join(run.folder, runFiles.cancelled), { force: true });
  await launch(run.canResume ? run.record.resume : run.record.start, run.folder, places);
  return mustRead(run.folder);
}

/** Interrupts the recipe, which writes a checkpoint; ends it when it does not listen. */
export async function cancelRun(run: TrainingRun): Promise<TrainingRun> {
  const pid = await readPid(run.folder);
  if (pid !== undefined && (await isRunning(run.folder))) {
    await writeFile(join(run.folder, runFiles.cancelled), "");
    // Windows knows no interruption: there the process ends, and the last checkpoint is some minutes old at most.
    signalProcess(pid, "SIGINT");
    for (let waited = 0; waited < checkpointMs && (await isRunning(run.folder)); waited += 100)
      await sleep(100);
    if (await isRunning(run.folder)) signalProcess(pid, "SIGKILL");
    while (await isRunning(run.folder)) await sleep(50);
  }
  return mustRead(run.folder);
}

/** A window that is reloaded before this is called tells of the model again. */
export async function markOffered({ folder }: TrainingRun): Promise<void> {
  await writeFile(join(folder, runFiles.offered), "");
}

/** Follows a run until it is no longer running. Ends without a word when the signal aborts: the run itself goes on. */
export async function followRun(
  folder: string,
  { signal, everyMs, onChange }: FollowOptions,
): Promise<TrainingRun | undefined> {
  for (;;) {
    const run = await readRun(folder);
    if (signal.aborted || !run) return run;
    onChange(run);
    if (run.state !== "running") return run;
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

export interface FollowOptions {
  readonly signal: AbortSignal;
  readonly everyMs: number;
  readonly onChange: (run: TrainingRun) => void;
}

async function launch(command: Command, folder: string, { training }: RunPlaces): Promise<void> {
  const events = openSync(join(folder, runFiles.events), "a");
  const log = openSync(join(folder, runFiles.log), "a");
  try {
    const child = spawn(command.program, command.args, {
      cwd: training,
      env: trainingEnvironment(training),
      detached: true,
      windowsHide: true,
      stdio: ["ignore", events, log],
    });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
    child.unref();
    await writeFile(join(folder, runFiles.pid), String(child.pid));
  } catch (error) {
    throw new Failure(
      "training_failed",
      `${command.program} could not be started.`,
      "Check that Python is still installed, then try again.",
      error,
    );
  } finally {
    closeSync(events);
    closeSync(log);
  }
}

/** One at a time: two would each take twice as long, and the memory of two. @throws Failure training_failed */
export async function refuseSecond(places: RunPlaces): Promise<void> {
  const running = (await listRuns(places)).find((one) => one.state === "running");
  if (running)
    throw new Failure(
      "training_failed",
      `${running.record.name} is being trained already.`,
      "Wait until it is done, or cancel it.",
    );
}

/** A file, or a folder that is not empty. */
async function holdsSomething(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true ? (await readdir(path)).length > 0 : found !== undefined;
}

async function isRunning(folder: string): Promise<boolean> {
  const pid = await readPid(folder);
  return pid !== undefined && (await isProcessOf(pid, folder));
}

async function readPid(folder: string): Promise<number | undefined> {
  const pid = Number(await readFile(join(folder, runFiles.pid), "utf8").catch(() => ""));
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself in the meantime.
  }
}

async function mustRead(folder: string): Promise<TrainingRun> {
  const run = await readRun(folder);
  if (run) return run;
  throw new Failure("training_failed", `The run in ${folder} is gone.`, "Start a new one.");
}
