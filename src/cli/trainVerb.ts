// tool-router train: doctor, environment, rows, recipe, evaluation. Ctrl+C leaves a checkpoint that --resume goes on from.
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { Failure } from "../core/failure.ts";
import { writeCommand } from "../core/training/command.ts";
import { writeTrainingProgress } from "../core/training/progress.ts";
import { writeStart } from "../core/training/start.ts";
import { writeRun, type TrainingRun } from "../core/training/run.ts";
import { cacheFolder } from "../host/eval/answerCache.ts";
import { readCatalogue } from "../host/kiwi/catalogue.ts";
import { itemFolders } from "../host/kiwi/itemFolders.ts";
import { finishRun } from "../host/training/finish.ts";
import { prepareRun, type WantedSource } from "../host/training/prepare.ts";
import { cancelRun, followRun, listRuns, resumeRun, startRun, type RunPlaces } from "../host/training/run.ts";
import { startOf } from "../host/training/startOf.ts";
import { writeProgress } from "./evalProgress.ts";
import { suitRecipe } from "./suitRecipe.ts";
import { prepareMachine } from "./trainMachine.ts";
import { trainUsage } from "./trainFlags.ts";
import { printFinished } from "./trainOutput.ts";
import type { TrainSetting } from "./trainSetting.ts";

const followEveryMs = 500;

/** @returns 0 when done, 130 when it was stopped. */
export async function trainVerb(given: TrainSetting): Promise<number> {
  const { terminal } = given;
  const flags = await suitRecipe(given.flags);
  const setting = { ...given, flags };
  const places = placesOf(setting);
  switch (flags.what) {
    case "help":
      terminal.print(trainUsage);
      return 0;
    case "status":
      return printStatus(await listRuns(places), setting);
    case "doctor":
      await prepareMachine(setting, places, false);
      return 0;
    case "cancel": {
      const running = (await listRuns(places)).find((one) => one.state === "running");
      if (!running)
        throw new Failure("bad_request", "Nothing is being trained.", "There is nothing to cancel.");
      terminal.print(writeRun(await cancelRun(running)));
      return 0;
    }
    case "resume":
      return follow(await findResumable(places), setting);
    case "train":
      return follow(await startNew(setting, places), setting);
  }
}

function placesOf({ flags, distFolder, journalFile }: TrainSetting): RunPlaces {
  return {
    runs: flags.out ?? join(dirname(journalFile), "training"),
    training: join(distFolder, "..", "training"),
  };
}

async function startNew(setting: TrainSetting, places: RunPlaces): Promise<TrainingRun> {
  const { flags, terminal, signal, distFolder } = setting;
  const { recipe, smoke, minutes, steps, seed, name, base, strict } = flags;
  const source = await readSource(setting);
  const modelsFolder = join(distFolder, "..", "models");
  const start = flags.fromScratch
    ? undefined
    : await startOf({ recipe, smoke, source, inUse: flags.model, modelsFolder });
  const begins = writeStart(recipe, start, minutes === undefined && steps === undefined);
  if (begins !== undefined && !smoke) terminal.note(`${name}: ${begins}`);
  const python = await prepareMachine(setting, places, true);
  const prepared = await prepareRun({
    source,
    recipe,
    smoke,
    seed,
    name,
    strict,
    ...(minutes === undefined ? {} : { minutes }),
    ...(steps === undefined ? {} : { steps }),
    ...(base === undefined ? {} : { base }),
    ...(start ? { start } : {}),
    python,
    places,
    created: new Date().toISOString(),
    signal,
    onLine: (line) => terminal.note(line),
  });
  terminal.note(`$ ${writeCommand(prepared.record.start)}`);
  return startRun(prepared.record, prepared.folder, places);
}

async function readSource({ flags, journalFile }: TrainSetting): Promise<WantedSource> {
  const { source, table, workspace } = flags;
  if (flags.server !== undefined) return { kind: "server", command: flags.server };
  if (source === undefined) return { kind: "banks" };
  if (source === "corrections") return { kind: "corrections", journal: journalFile };
  if (source === "workspace") {
    const catalogue = await readCatalogue(itemFolders(workspace, undefined));
    return { kind: "workspace", catalogue, ...(table === undefined ? {} : { table }) };
  }
  if (source.endsWith(".jsonl")) return { kind: "file", file: resolve(source) };
  if (source.endsWith(".json")) return { kind: "tools", file: resolve(source) };
  throw new Failure(
    "bad_request",
    `"${source}" is nothing to train on.`,
    "Name workspace, corrections, a .jsonl file of rows or a .json file of tools, or a server with --server.",
  );
}

/** The newest run that was stopped, or that is going on or done without a report. */
async function findResumable(places: RunPlaces): Promise<TrainingRun> {
  const runs = await listRuns(places);
  const open = runs.find(
    ({ state, report }) => state === "running" || (state === "done" ? report === undefined : true),
  );
  if (!open) throw new Failure("bad_request", "No run was stopped.", 'Start one with "tool-router train".');
  return open.state === "running" || open.state === "done" ? open : resumeRun(open, places);
}

async function follow(run: TrainingRun, setting: TrainSetting): Promise<number> {
  const { flags, terminal, signal } = setting;
  if (flags.detach) {
    terminal.print(flags.json ? JSON.stringify({ run: run.folder }) : `${run.record.name} is being trained.`);
    terminal.note('It goes on by itself: "tool-router train --status", "--cancel", "--resume".');
    return 0;
  }
  let told = 0;
  const last = await followRun(run.folder, {
    signal,
    everyMs: followEveryMs,
    onChange: ({ progress, record }) => {
      terminal.status(`${record.name}: ${writeTrainingProgress(progress)}`);
      const tenth = progress.total === 0 ? 0 : Math.floor((10 * progress.step) / progress.total);
      if (tenth > told && !terminal.isInteractive) terminal.note(writeTrainingProgress(progress));
      told = tenth;
    },
  });
  terminal.status(undefined);
  if (last?.state === "running") {
    terminal.note("Stopping with a checkpoint …");
    terminal.note(writeRun(await cancelRun(last)));
    terminal.note('Go on with "tool-router train --resume".');
    return 130;
  }
  if (last?.state !== "done") {
    const why = last?.progress.problem ?? "The recipe ended without a word.";
    throw new Failure("training_failed", why, `Its log is ${join(run.folder, "log.txt")}.`);
  }
  return finish(last, setting);
}

async function finish(run: TrainingRun, setting: TrainSetting): Promise<number> {
  const { flags, terminal, signal, distFolder, openRouter } = setting;
  try {
    const finished = await finishRun({
      run,
      inUse: flags.model,
      otherInUse: flags.model,
      modelsFolder: join(distFolder, "..", "models"),
      distFolder,
      openRouter,
      answers: cacheFolder(process.env),
      settings: `gpu ${String(flags.gpu)} threads ${flags.threads}`,
      created: new Date().toISOString(),
      signal,
      onProgress: (what, progress) => terminal.status(writeProgress(what, progress)),
      onLine: (line) => terminal.note(line),
    });
    terminal.status(undefined);
    printFinished(finished, run, flags.json, terminal);
    return 0;
  } finally {
    terminal.status(undefined);
  }
}

function printStatus(runs: readonly TrainingRun[], { flags, terminal }: TrainSetting): number {
  if (flags.json)
    terminal.print(
      JSON.stringify(
        runs.map(({ folder, state, progress, canResume, report, record }) => ({
          id: record.id,
          name: record.name,
          recipe: record.recipe,
          folder,
          state,
          canResume,
          report,
          progress,
        })),
      ),
    );
  else terminal.print(runs.map((run) => `${run.record.id}  ${writeRun(run)}`).join("\n") || "No runs.");
  return 0;
}
