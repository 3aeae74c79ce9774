// Gives the surfaces their router: made on first use for the open folder, replaced when what it was made from changes.
import * as vscode from "vscode";
import { Failure } from "../core/failure.ts";
import type { EngineState, Router } from "../core/router.ts";
import { readSettings, startSettings, type Settings } from "./settings.ts";

/** What a router is made from. */
export interface RouterRequest {
  readonly workspaceFolder: string;
  readonly settings: Settings;
  readonly trusted: boolean;
}

export type OpenRouter = (request: RouterRequest) => Router;

const idle: EngineState = { kind: "idle" };

export class RouterSource implements vscode.Disposable {
  readonly #open: OpenRouter;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<EngineState>();
  readonly #owned: readonly { dispose(): unknown }[];
  #router: Router | undefined;
  #stopListening: (() => void) | undefined;

  readonly onState = this.#changed.event;

  constructor(open: OpenRouter, log: vscode.LogOutputChannel) {
    this.#open = open;
    this.#log = log;
    this.#owned = [
      this.#changed,
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.reset()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.reset()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (startSettings.some((key) => event.affectsConfiguration(key))) void this.reset();
      }),
    ];
  }

  get state(): EngineState {
    return this.#router?.state ?? idle;
  }

  /** Id of the model in use, once a router was made. */
  get model(): string | undefined {
    return this.#router?.card.id;
  }

  /** The router of the open folder. @throws Failure workspace_missing, model_missing. */
  get(): Router {
    if (this.#router) return this.#router;
    const router = this.#open({
      workspaceFolder: openFolder(),
      settings: readSettings(),
      trusted: vscode.workspace.isTrusted,
    });
    this.#router = router;
    this.#stopListening = router.onState((state) => this.#changed.fire(state));
    return router;
  }

  /** Ends the engine and the servers; the next request starts fresh ones. */
  async reset(): Promise<void> {
    const router = this.#router;
    this.#router = undefined;
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#changed.fire(idle);
    try {
      await router?.dispose();
    } catch (error) {
      this.#log.warn(`The router did not end cleanly: ${String(error)}`);
    }
  }

  /** VS Code awaits what `deactivate` returns, not what `dispose` does: call `reset` there. */
  dispose(): void {
    this.#stopListening?.();
    void this.#router?.dispose();
    this.#router = undefined;
    for (const one of this.#owned) one.dispose();
  }
}

/** The first folder on disk: a pending call must not move to another folder because the person clicked a file. */
function openFolder(): string {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const onDisk = folders.find((folder) => folder.uri.scheme === "file");
  if (onDisk) return onDisk.uri.fsPath;
  throw folders.length > 0
    ? new Failure(
        "workspace_missing",
        vscode.l10n.t("This workspace is not on disk, so there is nothing that the tools could work on."),
        vscode.l10n.t("Open a folder on disk."),
      )
    : new Failure(
        "workspace_missing",
        vscode.l10n.t("No folder is open."),
        vscode.l10n.t("Open the folder that your tools should work in."),
      );
}
