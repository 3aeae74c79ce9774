// Long results as read-only editors: nothing to save, nothing left behind when they are closed.
import * as vscode from "vscode";

const scheme = "tool-router-result";
const extensions: Readonly<Record<string, string>> = { markdown: "md", python: "py", json: "json" };

export class ResultDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #contents = new Map<string, string>();
  readonly #owned: readonly { dispose(): unknown }[];
  #count = 0;

  constructor() {
    this.#owned = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document.uri.scheme === scheme) this.#contents.delete(document.uri.toString());
      }),
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#contents.get(uri.toString()) ??
      vscode.l10n.t("This result is no longer kept. Ask again to see it.")
    );
  }

  /** Opens `content` in an editor named after `title`. */
  async show(title: string, language: string, content: string): Promise<void> {
    this.#count += 1;
    const name = `${title.replace(/[^\w.-]+/g, "_")}.${extensions[language] ?? "txt"}`;
    const uri = vscode.Uri.from({ scheme, path: `/${this.#count}/${name}` });
    this.#contents.set(uri.toString(), content);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    for (const one of this.#owned) one.dispose();
  }
}
