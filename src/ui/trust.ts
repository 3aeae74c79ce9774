// Restricted Mode: what is refused there can be allowed by trusting the workspace, and only there.
import * as vscode from "vscode";

export const manageTrustCommand = "workbench.trust.manage";

/** The title of the button that leads to workspace trust; undefined where the workspace is trusted already. */
export function trustButton(): string | undefined {
  return vscode.workspace.isTrusted ? undefined : vscode.l10n.t("Manage Workspace Trust");
}
