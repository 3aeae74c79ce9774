// The one status item: what the engine is doing; a click offers what can be done.
import * as vscode from "vscode";
import type { EngineState } from "../core/router.ts";
import type { RouterSource } from "./routerSource.ts";

export const showActionsCommand = "toolRouter.showActions";

export class StatusItem implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem("toolRouter.status", vscode.StatusBarAlignment.Left);
  readonly #subscription: vscode.Disposable;
  #training: string | undefined;

  /** @param onTraining what is said of a training run; undefined when none goes on. */
  constructor(source: RouterSource, onTraining: vscode.Event<string | undefined>) {
    this.#item.name = vscode.l10n.t("Tool Router");
    this.#item.command = showActionsCommand;
    this.#subscription = vscode.Disposable.from(
      source.onState((state) => this.#show(state)),
      onTraining((says) => {
        this.#training = says;
        this.#show(source.state);
      }),
    );
    this.#show(source.state);
    this.#item.show();
  }

  #show(state: EngineState): void {
    const training =
      this.#training === undefined ? undefined : vscode.l10n.t("training: {0}", this.#training);
    const { icon, says: engine } = describeState(state);
    const says = training === undefined ? engine : `${engine}\n${training}`;
    this.#item.text = `$(${icon}) ${vscode.l10n.t("Router")}${training === undefined ? "" : ` ${training}`}`;
    this.#item.tooltip = says;
    this.#item.accessibilityInformation = { label: says, role: "button" };
    this.#item.backgroundColor =
      state.kind === "failed" ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }
}

export function describeState(state: EngineState): { readonly icon: string; readonly says: string } {
  switch (state.kind) {
    case "idle":
      return {
        icon: "tools",
        says: vscode.l10n.t("Tool Router: no model is loaded; the first request loads it."),
      };
    case "loading":
      return { icon: "loading~spin", says: vscode.l10n.t("Tool Router: loading {0}", state.model) };
    case "ready":
      return {
        icon: "tools",
        says: vscode.l10n.t(
          "Tool Router: {0} is ready on {1}, {2} MB of memory",
          state.model,
          state.loaded.gpu === false ? "CPU" : state.loaded.gpu,
          Math.round(state.loaded.rssMb),
        ),
      };
    case "busy":
      return {
        icon: "loading~spin",
        says: vscode.l10n.t("Tool Router: {0} is choosing a tool", state.model),
      };
    case "failed":
      return { icon: "error", says: vscode.l10n.t("Tool Router: {0}", state.message) };
  }
}
