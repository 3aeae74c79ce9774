// What a click on the status item offers.
import * as vscode from "vscode";
import type { RouterSource } from "./routerSource.ts";
import { describeState } from "./status.ts";

export async function showActions(source: RouterSource): Promise<void> {
  const row = (icon: string, label: string, command: string, ...args: readonly unknown[]) => ({
    label: `$(${icon}) ${label}`,
    command,
    args,
  });
  const picked = await vscode.window.showQuickPick(
    [
      row("comment-discussion", vscode.l10n.t("Ask…"), "toolRouter.ask"),
      row("tools", vscode.l10n.t("Show Tools"), "toolRouter.showTools"),
      row("graph", vscode.l10n.t("Show Evaluation"), "toolRouter.showEvaluation"),
      row("mortar-board", vscode.l10n.t("Train Router…"), "toolRouter.trainRouter"),
      row("debug-restart", vscode.l10n.t("Restart Engine"), "toolRouter.restartEngine"),
      row("output", vscode.l10n.t("Show Log"), "toolRouter.showLog"),
      row("gear", vscode.l10n.t("Open Settings"), "workbench.action.openSettings", "toolRouter"),
    ],
    { title: describeState(source.state).says },
  );
  if (picked) await vscode.commands.executeCommand(picked.command, ...picked.args);
}
