// VS Code's cancellation tokens as abort signals.
import type { CancellationToken } from "vscode";

/** A signal that aborts with the token; already aborted when the token is. */
export function signalOf(...tokens: readonly CancellationToken[]): AbortSignal {
  const controller = new AbortController();
  for (const token of tokens) {
    if (token.isCancellationRequested) controller.abort();
    else token.onCancellationRequested(() => controller.abort());
  }
  return controller.signal;
}
