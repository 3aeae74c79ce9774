// The one place where a failure becomes a message with a button; details go to the log.
import * as vscode from "vscode";
import { describe, Failure, isCancelled } from "../core/failure.ts";

/** Says what happened and what to do; silent for a cancelled request. */
export async function reportFailure(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  if (isCancelled(error)) return;
  logFailure(error, log);
  const showLog = vscode.l10n.t("Show Log");
  const openFolder = vscode.l10n.t("Open Folder…");
  const settings = vscode.l10n.t("Open Settings");
  const button = buttonFor(error, { showLog, openFolder, settings });
  const picked = await vscode.window.showErrorMessage(describe(error), button);
  switch (picked) {
    case openFolder:
      await vscode.commands.executeCommand("vscode.openFolder");
      break;
    case settings:
      await vscode.commands.executeCommand("workbench.action.openSettings", "toolRouter");
      break;
    case showLog:
      log.show();
      break;
    case undefined:
  }
}

export function logFailure(error: unknown, log: vscode.LogOutputChannel): void {
  const cause = error instanceof Error && error.cause !== undefined ? ` (${String(error.cause)})` : "";
  if (error instanceof Failure) log.error(`${error.code}: ${error.message}${cause}`);
  else log.error(error instanceof Error ? error : String(error));
}

function buttonFor(
  error: unknown,
  buttons: { readonly showLog: string; readonly openFolder: string; readonly settings: string },
): string {
  if (!(error instanceof Failure)) return buttons.showLog;
  switch (error.code) {
    case "workspace_missing":
      return buttons.openFolder;
    case "model_missing":
    case "model_corrupt":
    case "model_unsupported":
      return buttons.settings;
    case "bad_request":
    case "cancelled":
    case "engine_crashed":
    case "engine_failed":
    case "not_agreed":
    case "server_failed":
    case "tool_failed":
      return buttons.showLog;
  }
}
