// Shows what a call brought back: hits to pick from, documents in an editor, the rest in one line.
import * as vscode from "vscode";
import type { Call } from "../core/decision.ts";
import { viewResult } from "../core/resultView.ts";
import type { ToolResult } from "../core/toolResult.ts";
import type { ResultDocuments } from "./resultDocuments.ts";

/** @returns the call that the person picked from the hits, to be run next. */
export async function showResult(
  call: Call,
  result: ToolResult,
  documents: ResultDocuments,
): Promise<Call | undefined> {
  const view = viewResult(call, result);
  switch (view.kind) {
    case "hits": {
      const items = view.hits.map((hit) => ({ label: hit.name, detail: hit.description, hit }));
      const picked = await vscode.window.showQuickPick(items, {
        title: view.total === 1 ? vscode.l10n.t("1 found") : vscode.l10n.t("{0} found", view.total),
        placeHolder: vscode.l10n.t("Enter opens an item"),
        matchOnDetail: true,
      });
      return picked?.hit.load;
    }
    case "document":
      if (view.path === undefined || !(await openFile(view.path)))
        await documents.show(view.title, view.language, view.content);
      return undefined;
    case "page":
      await documents.show(view.title, "markdown", view.markdown);
      await vscode.commands.executeCommand("markdown.showPreview");
      return undefined;
    case "done":
      if (view.path !== undefined) await openFile(view.path);
      void vscode.window.showInformationMessage(view.text);
      return undefined;
    case "short":
      void vscode.window.showInformationMessage(view.text);
      return undefined;
    case "error":
      void vscode.window.showErrorMessage(view.text.replaceAll("\n", " "));
      return undefined;
  }
}

/** @returns false when the file cannot be shown, such as one that is no longer there. */
async function openFile(path: string): Promise<boolean> {
  try {
    await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: true });
    return true;
  } catch {
    return false; // The caller shows what it has.
  }
}
