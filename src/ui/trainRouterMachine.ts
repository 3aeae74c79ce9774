// The doctor in the editor: what it found and the exact commands, in one dialog, before anything is made.
import * as vscode from "vscode";
import { Failure } from "../core/failure.ts";
import { writeCommand } from "../core/training/command.ts";
import { judgeMachine } from "../core/training/doctor.ts";
import { writeStart } from "../core/training/start.ts";
import { examine } from "../host/training/doctor.ts";
import { makeVenv, planVenv } from "../host/training/venv.ts";
import { signalOf } from "./cancellation.ts";
import { readSettings } from "./settings.ts";
import type { TrainChoice } from "./trainRouterChoice.ts";
import type { TrainRouterSetting } from "./trainRouterSetting.ts";

/** @returns the interpreter, or undefined when the person does not agree. @throws Failure training_failed, cancelled */
export async function prepareMachine(
  { places, venv, log }: TrainRouterSetting,
  { recipe, smoke, start }: TrainChoice,
): Promise<string | undefined> {
  const python = readSettings().trainingPython;
  const facts = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Looking at this machine") },
    () => examine({ python, venv, recipe, ...places }),
  );
  const checks = judgeMachine(facts, recipe);
  for (const { name, verdict, sentence } of checks) log.info(`doctor: ${name} is ${verdict}. ${sentence}`);
  const bad = checks.find((one) => one.verdict === "bad");
  const found = facts.python;
  if (bad || !found)
    throw new Failure("training_failed", bad?.sentence ?? "No Python was found.", bad?.hint ?? "");
  const isReady = checks.every((one) => one.verdict === "good");
  const commands = isReady ? [] : await planVenv(found, venv, recipe);
  const train = isReady ? vscode.l10n.t("Train") : vscode.l10n.t("Make Environment and Train");
  const verdicts = checks.map(({ verdict, sentence }) => `${verdict === "good" ? "✓" : "·"} ${sentence}`);
  const begins = smoke ? undefined : writeStart(recipe, start);
  const shown = commands.map((one) => `$ ${writeCommand(one)}`);
  const picked = await vscode.window.showInformationMessage(
    isReady
      ? vscode.l10n.t("This machine is ready to train.")
      : vscode.l10n.t("Training needs Python packages. These commands download and install them:"),
    {
      modal: true,
      detail: [
        ...shown,
        ...(isReady ? [] : [""]),
        ...verdicts,
        ...(begins === undefined ? [] : ["", begins]),
      ].join("\n"),
    },
    train,
  );
  if (picked !== train) return undefined;
  if (isReady) return found.executable;
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t("Making the environment for training"),
      cancellable: true,
    },
    (progress, token) =>
      makeVenv({
        folder: venv,
        commands,
        signal: signalOf(token),
        onLine: (line) => {
          log.info(line);
          progress.report({ message: line.slice(0, 120) });
        },
      }),
  );
}
