// Judges a finished run against the model that the settings name.
import * as vscode from "vscode";
import type { TrainingRun } from "../core/training/run.ts";
import { finishRun } from "../host/training/finish.ts";
import { readSettings } from "./settings.ts";
import type { TrainRouterSetting } from "./trainRouterSetting.ts";

interface JudgeOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (says: string) => void;
}

/** @returns the path of the report. @throws Failure cancelled, training_failed, or one of the models'. */
export async function judgeRun(
  run: TrainingRun,
  { modelsFolder, distFolder, openRouter, answers, log }: TrainRouterSetting,
  { signal, onProgress }: JudgeOptions,
): Promise<string> {
  const { modelPath, otherToolsPath, gpu, threads } = readSettings();
  const { report } = await finishRun({
    run,
    inUse: modelPath,
    otherInUse: otherToolsPath,
    modelsFolder,
    distFolder,
    openRouter,
    answers,
    settings: `gpu ${String(gpu)} threads ${threads}`,
    created: new Date().toISOString(),
    signal,
    onProgress: (what, { done, total }) =>
      onProgress(vscode.l10n.t("evaluating {0}: {1} of {2}", what, done, total)),
    onLine: (line) => log.info(line),
  });
  return report;
}
