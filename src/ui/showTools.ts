// "Router: Show Tools": what can be called, by server.
import * as vscode from "vscode";
import { readShape } from "../core/schema.ts";
import type { Tool } from "../core/tool.ts";
import { reportFailure } from "./report.ts";
import type { RouterSource } from "./routerSource.ts";

export async function showTools(source: RouterSource, log: vscode.LogOutputChannel): Promise<void> {
  try {
    const tools = await source.get().tools();
    const items = tools.map((tool) => ({
      label: tool.name,
      description: `${signature(tool)} · ${tool.server}`,
      detail: tool.description,
    }));
    await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t("{0} tools can be called", items.length),
      matchOnDescription: true,
      matchOnDetail: true,
    });
  } catch (error) {
    await reportFailure(error, log);
  }
}

/** Arguments in brackets are optional. */
function signature(tool: Tool): string {
  const shape = readShape(tool.inputSchema);
  if (shape.kind !== "object") return "";
  return shape.fields.map((field) => (field.required ? field.name : `[${field.name}]`)).join(", ");
}
