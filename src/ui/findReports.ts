// The reports that the evaluation page offers: those of the workspace, those of the editor's own evaluations, those chosen.
import * as vscode from "vscode";
import type { ReportEntry } from "../core/messages.ts";
import { listReportFiles, recogniseReports } from "../host/reportFiles.ts";

const mostFiles = 200;

/** Newest first. `id` is the path. */
export async function findReports(
  evaluations: vscode.Uri,
  chosen: readonly string[],
): Promise<ReportEntry[]> {
  const inWorkspace = await vscode.workspace.findFiles("**/report.json", "**/node_modules/**", mostFiles);
  const found = await recogniseReports([
    ...chosen,
    ...inWorkspace.filter((uri) => uri.scheme === "file").map((uri) => uri.fsPath),
    ...(await listReportFiles(evaluations.fsPath)),
  ]);
  return found.map(({ path, created }) => ({ id: path, label: labelOf(path, created) }));
}

/** The folder says more than the name, which is always the same. */
function labelOf(path: string, created: string): string {
  const folder = vscode.workspace.asRelativePath(path).replace(/[\\/]report\.json$/, "");
  return created === "" ? folder : `${folder} · ${created.slice(0, 16).replace("T", " ")}`;
}
