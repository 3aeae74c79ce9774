// What can be done about the newest training run, or a new one.
import * as vscode from "vscode";
import type { Report } from "../core/eval/report.ts";
import { writeRun, type TrainingRun } from "../core/training/run.ts";

export type TrainAction = "new" | "log" | "cancel" | "resume" | "judge" | "use" | "report";

/** Without an earlier run there is nothing to choose: a new one. @returns undefined when the person leaves. */
export async function chooseAction(newest: TrainingRun | undefined): Promise<TrainAction | undefined> {
  if (!newest) return "new";
  const rows = actionsOf(newest).map((action) => ({ ...describeAction(action), action }));
  const picked = await vscode.window.showQuickPick(rows, { title: writeRun(newest) });
  return picked?.action;
}

export function actionsOf({ state, report }: TrainingRun): readonly TrainAction[] {
  switch (state) {
    case "running":
      return ["log", "cancel"];
    case "stopped":
    case "failed":
      return ["resume", "log", "new"];
    case "done":
      return report === undefined ? ["judge", "log", "new"] : ["use", "report", "log", "new"];
  }
}

function describeAction(action: TrainAction): vscode.QuickPickItem {
  switch (action) {
    case "new":
      return { label: vscode.l10n.t("$(add) Train a New Model…") };
    case "log":
      return { label: vscode.l10n.t("$(output) Show the Training Log") };
    case "cancel":
      return { label: vscode.l10n.t("$(debug-stop) Stop, with a Checkpoint") };
    case "resume":
      return { label: vscode.l10n.t("$(debug-continue) Resume") };
    case "judge":
      return { label: vscode.l10n.t("$(beaker) Evaluate the New Model") };
    case "use":
      return { label: vscode.l10n.t("$(check) Use This Model") };
    case "report":
      return { label: vscode.l10n.t("$(graph) Show Evaluation") };
  }
}

/** Says how the new model does against the one in use. @returns what the person wants next. */
export async function offerModel(
  { record }: TrainingRun,
  { runs, tuned, baseline }: Report,
): Promise<"use" | "report" | undefined> {
  const use = vscode.l10n.t("Use This Model");
  const show = vscode.l10n.t("Show Evaluation");
  const share = (id: string | undefined): string => {
    const whole = runs.find((one) => one.id === id)?.whole;
    return whole ? `${(whole.exact_call.value * 100).toFixed(1)} %` : "–";
  };
  const sentence = vscode.l10n.t(
    "{0} is trained: {1} of its answers are exactly right, {2} of the model in use.",
    record.name,
    share(tuned),
    share(baseline),
  );
  const trial = record.smoke ? ` ${vscode.l10n.t("It was a quick trial, so do not expect more of it.")}` : "";
  const picked = await vscode.window.showInformationMessage(sentence + trial, use, show);
  return picked === use ? "use" : picked === show ? "report" : undefined;
}
