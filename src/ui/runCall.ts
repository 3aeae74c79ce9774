// Runs a call that may run, with progress that can be cancelled.
import * as vscode from "vscode";
import type { Router } from "../core/router.ts";
import type { ToolResult } from "../core/toolResult.ts";
import { signalOf } from "./cancellation.ts";
import type { AgreedCall } from "./confirm.ts";

/** @throws Failure when the server fails or the person cancels. */
export function runCall(router: Router, { call, agreed }: AgreedCall): Thenable<ToolResult> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("Running {0}", String(call.arguments["item_id"] ?? call.name)),
    cancellable: true,
  };
  return vscode.window.withProgress(options, (progress, token) => {
    let reached = 0;
    return router.run(call, {
      agreed,
      signal: signalOf(token),
      onProgress: ({ progress: now, total, message }) => {
        const percent = total === undefined || total <= 0 ? undefined : (100 * now) / total;
        progress.report({
          ...(message === undefined ? {} : { message }),
          ...(percent === undefined ? {} : { increment: Math.max(0, percent - reached) }),
        });
        reached = percent ?? reached;
      },
    });
  });
}
