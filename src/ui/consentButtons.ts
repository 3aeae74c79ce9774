// The buttons of a chat turn that waits for consent, and the commands behind them. A button carries an id, not a call.
import * as vscode from "vscode";
import type { PendingCalls } from "../core/pendingCalls.ts";

export const agreeCommand = "toolRouter.agree";
export const declineCommand = "toolRouter.decline";
export const editCommand = "toolRouter.editArguments";

export function showConsentButtons(stream: vscode.ChatResponseStream, id: number, severity: string): void {
  const title = severity === "destructive" ? vscode.l10n.t("Run Anyway") : vscode.l10n.t("Run");
  stream.button({ command: agreeCommand, title, arguments: [id] });
  stream.button({ command: editCommand, title: vscode.l10n.t("Edit Arguments…"), arguments: [id] });
  stream.button({ command: declineCommand, title: vscode.l10n.t("Cancel"), arguments: [id] });
}

/** Each command returns whether the call was still waiting. */
export function registerConsentCommands(pending: PendingCalls): vscode.Disposable {
  const answer = (settle: (id: number) => boolean) => (id: unknown) => {
    const settled = typeof id === "number" && settle(id);
    if (!settled)
      void vscode.window.showInformationMessage(
        vscode.l10n.t("This call is no longer waiting. Ask again to run it."),
      );
    return settled;
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(
      agreeCommand,
      answer((id) => pending.agree(id)),
    ),
    vscode.commands.registerCommand(
      declineCommand,
      answer((id) => pending.decline(id)),
    ),
    vscode.commands.registerCommand(
      editCommand,
      answer((id) => pending.edit(id)),
    ),
  );
}
