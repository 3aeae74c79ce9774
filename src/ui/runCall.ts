// Runs a call that may run; one that takes its time shows progress and can be cancelled.
import * as vscode from "vscode";
import type { JournalRecord } from "../core/journal/journalRecord.ts";
import type { Router } from "../core/router.ts";
import type { CallProgress, ToolResult } from "../core/toolResult.ts";
import type { AgreedCall } from "./confirm.ts";

/** Calls that are quicker than this show no progress, in milliseconds. */
const quickMs = 600;

/** `record` learns how it ended. @throws Failure when the server fails or the person cancels. */
export async function runCall(
  router: Router,
  { call, agreed }: AgreedCall,
  record?: JournalRecord,
): Promise<ToolResult> {
  const controller = new AbortController();
  let show: (progress: CallProgress) => void = () => undefined;
  const running = router.run(call, {
    agreed,
    signal: controller.signal,
    onProgress: (progress) => show(progress),
  });
  const result = record ? record.watch(running) : running;
  const timer = setTimeout(() => {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t("Running {0}", String(call.arguments["item_id"] ?? call.name)),
      cancellable: true,
    };
    void vscode.window.withProgress(options, async (bar, token) => {
      token.onCancellationRequested(() => controller.abort());
      show = showOn(bar);
      await result.catch(() => undefined); // The caller gets the failure; the bar only has to end.
    });
  }, quickMs);
  try {
    return await result;
  } finally {
    clearTimeout(timer);
  }
}

function showOn(bar: vscode.Progress<{ message?: string; increment?: number }>): (now: CallProgress) => void {
  let reached = 0;
  return ({ progress, total, message }) => {
    const percent = total === undefined || total <= 0 ? reached : (100 * progress) / total;
    bar.report({
      ...(message === undefined ? {} : { message }),
      ...(percent > reached ? { increment: percent - reached } : {}),
    });
    reached = Math.max(reached, percent);
  };
}
