// The one place where a failure becomes a message with a button; details go to the log.
import * as vscode from "vscode";
import { describe, Failure, isCancelled } from "../core/failure.ts";
import { manageTrustCommand, trustButton } from "./trust.ts";

/** Says what happened and what to do; silent for a cancelled request. */
export async function reportFailure(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  if (isCancelled(error)) return;
  logFailure(error, log);
  const button = buttonFor(error, log);
  const picked = await vscode.window.showErrorMessage(describe(error), ...(button ? [button.title] : []));
  if (picked !== undefined) await button?.act();
}

export function logFailure(error: unknown, log: vscode.LogOutputChannel): void {
  const cause = error instanceof Error && error.cause !== undefined ? ` (${String(error.cause)})` : "";
  if (error instanceof Failure) log.error(`${error.code}: ${error.message}${cause}`);
  else log.error(error instanceof Error ? error : String(error));
}

interface Button {
  readonly title: string;
  readonly act: () => unknown;
}

/** The one thing that helps most. */
function buttonFor(error: unknown, log: vscode.LogOutputChannel): Button | undefined {
  const command = (title: string, id: string, ...args: readonly unknown[]): Button => ({
    title,
    act: () => vscode.commands.executeCommand(id, ...args),
  });
  const showLog: Button = { title: vscode.l10n.t("Show Log"), act: () => log.show() };
  if (!(error instanceof Failure)) return showLog;
  switch (error.code) {
    case "workspace_missing":
      return command(vscode.l10n.t("Open Folder…"), "vscode.openFolder");
    case "model_missing":
    case "model_corrupt":
    case "model_unsupported":
      return command(vscode.l10n.t("Open Settings"), "workbench.action.openSettings", "toolRouter.model");
    case "not_agreed": {
      const trust = trustButton();
      return trust === undefined ? undefined : command(trust, manageTrustCommand);
    }
    case "bad_request":
    case "cancelled":
      return undefined;
    case "engine_crashed":
    case "engine_failed":
    case "server_failed":
    case "tool_failed":
    case "training_failed":
      return showLog;
  }
}
