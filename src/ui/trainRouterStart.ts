// Starts a training run: what to train on, the doctor, the rows, the recipe.
import * as vscode from "vscode";
import type { TrainingRun } from "../core/training/run.ts";
import { prepareRun } from "../host/training/prepare.ts";
import { refuseSecond, startRun } from "../host/training/run.ts";
import { signalOf } from "./cancellation.ts";
import { chooseTraining } from "./trainRouterChoice.ts";
import { prepareMachine } from "./trainRouterMachine.ts";
import type { TrainRouterSetting } from "./trainRouterSetting.ts";

/** @returns undefined when the person leaves. @throws Failure training_failed, bad_request, cancelled */
export async function startNew(setting: TrainRouterSetting): Promise<TrainingRun | undefined> {
  const { places, log } = setting;
  await refuseSecond(places);
  const choice = await chooseTraining(setting);
  if (!choice) return undefined;
  const python = await prepareMachine(setting, choice);
  if (python === undefined) return undefined;
  const { record, folder } = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t("Preparing the rows to train on"),
      cancellable: true,
    },
    (_progress, token) =>
      prepareRun({
        ...choice,
        seed: 1,
        name: choice.recipe.newName,
        python,
        places,
        created: new Date().toISOString(),
        strict: false,
        signal: signalOf(token),
        onLine: (line) => log.info(line),
      }),
  );
  return startRun(record, folder, places);
}
