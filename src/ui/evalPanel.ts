// "Router: Show Evaluation": the panel that shows the evaluation page and answers its messages. It survives a reload.
import * as vscode from "vscode";
import { describe } from "../core/failure.ts";
import type { LogSummary } from "../core/journal/logSummary.ts";
import { readPageMessage, type PageMessage, type PanelMessage } from "../core/messages.ts";
import { readReportFile } from "../host/reportFiles.ts";
import { evalPanelHtml } from "./evalPanelHtml.ts";
import { findReports } from "./findReports.ts";
import { logFailure, reportFailure } from "./report.ts";

export const evaluationPanelType = "toolRouter.evaluation";
const command = "tool-router eval requests.jsonl --out evaluations/first";

export interface EvalPanelOptions {
  readonly extensionUri: vscode.Uri;
  /** Where evaluations started from the editor lie. */
  readonly evaluations: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** What the journal says. */
  readonly readLog: () => Promise<LogSummary>;
}

export class EvalPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #options: EvalPanelOptions;
  readonly #registered: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  /** Opened first when the page is ready. */
  #wanted: string | undefined;
  /** Reports chosen from elsewhere: they stay in the list. */
  readonly #chosen = new Set<string>();

  constructor(options: EvalPanelOptions) {
    this.#options = options;
    this.#registered = vscode.window.registerWebviewPanelSerializer(evaluationPanelType, this);
  }

  /** Shows the panel; `argument` may be the path or the URI of a report. */
  async show(argument: unknown): Promise<void> {
    const path = argument instanceof vscode.Uri ? argument.fsPath : argument;
    if (typeof path === "string" && path !== "") {
      this.#chosen.add(path);
      this.#wanted = path;
    }
    if (this.#panel) {
      this.#panel.reveal();
      await this.#showLog(this.#panel);
      await this.#showReports(this.#panel, this.#wanted);
      return;
    }
    this.#adopt(
      vscode.window.createWebviewPanel(
        evaluationPanelType,
        vscode.l10n.t("Evaluation"),
        vscode.ViewColumn.Active,
      ),
    );
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#adopt(panel);
    return Promise.resolve();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    const dist = vscode.Uri.joinPath(this.#options.extensionUri, "dist");
    panel.iconPath = vscode.Uri.joinPath(this.#options.extensionUri, "media", "icon.svg");
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#wanted = undefined;
    });
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = readPageMessage(value);
      if (message) void this.#answer(panel, message);
    });
    panel.webview.html = evalPanelHtml(panel.webview, dist);
  }

  async #answer(panel: vscode.WebviewPanel, message: PageMessage): Promise<void> {
    try {
      switch (message.kind) {
        case "ready":
          await this.#showLog(panel);
          await this.#showReports(panel, this.#wanted ?? message.wanted);
          return;
        case "open":
          await this.#open(panel, message.id);
          return;
        case "choose":
          await this.#choose(panel);
          return;
        case "save":
          await save(message.name, message.text);
          return;
      }
    } catch (error) {
      await reportFailure(error, this.#options.log);
    }
  }

  async #showReports(panel: vscode.WebviewPanel, wanted: string | undefined): Promise<void> {
    const reports = await findReports(this.#options.evaluations, [...this.#chosen]);
    const known = reports.some((one) => one.id === wanted);
    const listed =
      wanted === undefined || known
        ? reports
        : [{ id: wanted, label: vscode.workspace.asRelativePath(wanted) }, ...reports];
    await post(panel, { kind: "reports", reports: listed, command });
    const first = listed.find((one) => one.id === wanted) ?? listed[0];
    if (first) await this.#open(panel, first.id);
  }

  async #open(panel: vscode.WebviewPanel, path: string): Promise<void> {
    this.#wanted = path;
    try {
      await post(panel, { kind: "report", id: path, report: await readReportFile(path) });
    } catch (error) {
      logFailure(error, this.#options.log);
      await post(panel, { kind: "refused", id: path, sentence: describe(error) });
    }
  }

  async #choose(panel: vscode.WebviewPanel): Promise<void> {
    const [picked] =
      (await vscode.window.showOpenDialog({
        title: vscode.l10n.t("Open an evaluation report"),
        filters: { [vscode.l10n.t("Reports")]: ["json"] },
      })) ?? [];
    if (!picked) return;
    this.#chosen.add(picked.fsPath);
    await this.#showReports(panel, picked.fsPath);
  }

  /** Without a log the page still shows reports. */
  async #showLog(panel: vscode.WebviewPanel): Promise<void> {
    try {
      await post(panel, { kind: "log", summary: await this.#options.readLog() });
    } catch (error) {
      logFailure(error, this.#options.log);
    }
  }

  dispose(): void {
    this.#registered.dispose();
    this.#panel?.dispose();
  }
}

async function post(panel: vscode.WebviewPanel, message: PanelMessage): Promise<void> {
  await panel.webview.postMessage(message);
}

async function save(name: string, text: string): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const target = await vscode.window.showSaveDialog(
    folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, name) } : {},
  );
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
}
