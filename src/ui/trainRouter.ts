// "Router: Train Router…": starts a run, follows it over window reloads, judges its model, and switches over to it.
import * as vscode from "vscode";
import { describe, Failure, isCancelled } from "../core/failure.ts";
import { writeTrainingProgress } from "../core/training/progress.ts";
import { writeRun, type TrainingRun } from "../core/training/run.ts";
import { readReportFile } from "../host/reportFiles.ts";
import { claimEvaluation } from "../host/training/claim.ts";
import { learnsOtherTools, modelOf } from "../host/training/finish.ts";
import { cancelRun, followRun, listRuns, markOffered, resumeRun } from "../host/training/run.ts";
import { reportFailure } from "./report.ts";
import { section } from "./settings.ts";
import { chooseAction, offerModel } from "./trainRouterActions.ts";
import { judgeRun } from "./trainRouterJudge.ts";
import type { TrainRouterSetting } from "./trainRouterSetting.ts";
import { startNew } from "./trainRouterStart.ts";

const followEveryMs = 1000;

export class TrainRouter implements vscode.Disposable {
  readonly #setting: TrainRouterSetting;
  readonly #changed = new vscode.EventEmitter<string | undefined>();
  readonly #closed = new AbortController();
  #followed: string | undefined;

  /** What the status item says of training; undefined: nothing goes on. */
  readonly onChange = this.#changed.event;

  constructor(setting: TrainRouterSetting) {
    this.#setting = setting;
  }

  /** Finds a run that goes on, or that ended while no window looked. */
  async attach(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const [newest] = await listRuns(this.#setting.places);
    const isOpen = newest?.state === "running" || (newest?.state === "done" && !newest.wasOffered);
    if (newest && isOpen) await this.#guard(() => this.#follow(newest));
  }

  /** The command. @returns once it is started, cancelled or left; a run goes on by itself. */
  async show(): Promise<void> {
    await this.#guard(async () => {
      if (!vscode.workspace.isTrusted)
        throw new Failure(
          "not_agreed",
          vscode.l10n.t("Training runs programs on this machine, which an untrusted workspace may not."),
          vscode.l10n.t("Trust the workspace to train."),
        );
      const [newest] = await listRuns(this.#setting.places);
      switch (await chooseAction(newest)) {
        case "new":
          this.#keepFollowing(await startNew(this.#setting));
          return;
        case "log":
          if (newest) await showLog(newest);
          return;
        case "cancel":
          if (newest) say(writeRun(await cancelRun(newest)));
          return;
        case "resume":
          if (newest) this.#keepFollowing(await resumeRun(newest, this.#setting.places));
          return;
        case "judge":
          if (newest) this.#keepFollowing(newest);
          return;
        case "use":
          if (newest) await this.#use(newest);
          return;
        case "report":
          if (newest?.report !== undefined) await this.#setting.showReport(newest.report);
          return;
        case undefined:
          return;
      }
    });
  }

  /** In the background: the command has done its part. */
  #keepFollowing(run: TrainingRun | undefined): void {
    if (run) void this.#guard(() => this.#follow(run));
  }

  async #follow(run: TrainingRun): Promise<void> {
    if (this.#followed === run.folder) return;
    this.#followed = run.folder;
    try {
      const last = await followRun(run.folder, {
        signal: this.#closed.signal,
        everyMs: followEveryMs,
        onChange: ({ progress }) => this.#changed.fire(writeTrainingProgress(progress)),
      });
      if (!last || this.#closed.signal.aborted) return;
      this.#setting.log.info(`training: ${writeRun(last)}`);
      if (last.state === "done" && last.report !== undefined) this.#offerLater(last, last.report);
      else if (last.state === "done") await this.#finish(last);
      else if (last.state === "failed") await this.#showFailed(last);
    } finally {
      this.#followed = undefined;
      this.#changed.fire(undefined);
    }
  }

  async #finish(run: TrainingRun): Promise<void> {
    const release = await claimEvaluation(run.folder);
    // Another window judges it, and tells of it.
    if (!release) return;
    try {
      const report = await judgeRun(run, this.#setting, {
        signal: this.#closed.signal,
        onProgress: (says) => this.#changed.fire(says),
      });
      this.#changed.fire(undefined);
      this.#offerLater(run, report);
    } finally {
      await release();
    }
  }

  /** Not awaited: the message may stay for hours. */
  #offerLater(run: TrainingRun, report: string): void {
    void this.#guard(async () => {
      const wanted = await offerModel(run, await readReportFile(report));
      await markOffered(run);
      if (wanted === "use") await this.#use(run);
      if (wanted === "report") await this.#setting.showReport(report);
    });
  }

  /** The router notices the setting and starts anew with the next request. */
  async #use(run: TrainingRun): Promise<void> {
    const isForOthers = learnsOtherTools(run.record);
    const key = isForOthers ? "model.otherTools" : "model.path";
    await vscode.workspace
      .getConfiguration(section)
      .update(key, modelOf(run), vscode.ConfigurationTarget.Global);
    say(
      isForOthers
        ? vscode.l10n.t(
            "Your own model answers for other tools from now on; the setting toolRouter.model.otherTools names it.",
          )
        : vscode.l10n.t("Your own model answers from now on; the setting toolRouter.model.path names it."),
    );
  }

  async #showFailed(run: TrainingRun): Promise<void> {
    const resume = vscode.l10n.t("Resume");
    const log = vscode.l10n.t("Show Log");
    const why = run.progress.problem ?? vscode.l10n.t("The recipe ended without a word.");
    const picked = await vscode.window.showErrorMessage(why, ...(run.canResume ? [resume] : []), log);
    if (picked === log) await showLog(run);
    if (picked === resume) this.#keepFollowing(await resumeRun(run, this.#setting.places));
  }

  async #guard(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (isCancelled(error)) this.#setting.log.info(`training: ${describe(error)}`);
      else await reportFailure(error, this.#setting.log);
    }
  }

  /** Stops looking; the run itself goes on. */
  dispose(): void {
    this.#closed.abort();
    this.#changed.dispose();
  }
}

function say(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}

async function showLog(run: TrainingRun): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.joinPath(vscode.Uri.file(run.folder), "log.txt"));
}
