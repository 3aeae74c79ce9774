// The evaluation page as one file: styles, script and reports inside, opened by any browser with the network off.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../core/failure.ts";
import type { LogSummary } from "../core/journal/logSummary.ts";
import type { PanelMessage } from "../core/messages.ts";
import type { Report } from "../core/eval/report.ts";

export interface StaticPageOptions {
  /** Where `webview.js` and `webview-style.css` were built. */
  readonly distFolder: string;
  readonly log?: LogSummary;
}

/** Writes the page of one report, or of several to choose from. @throws Failure server_failed when a file cannot be read or written. */
export async function writeEvaluationPage(
  report: Report | readonly Report[],
  path: string,
  { distFolder, log }: StaticPageOptions,
): Promise<void> {
  const reports: readonly Report[] = "runs" in report ? [report] : report;
  try {
    const [script, style] = await Promise.all(
      ["webview.js", "webview-style.css"].map(async (name) =>
        (await readFile(join(distFolder, name), "utf8")).replace(/^(\/\/|\/\*)# sourceMappingURL=.*$/m, ""),
      ),
    );
    await writeFile(path, renderPage(script ?? "", style ?? "", messagesOf(reports, log)));
  } catch (error) {
    throw new Failure(
      "server_failed",
      `The evaluation page ${path} could not be written.`,
      "Check the path and the space left on the disk.",
      error,
    );
  }
}

function messagesOf(reports: readonly Report[], log: LogSummary | undefined): PanelMessage[] {
  const label = (report: Report): string =>
    [report.sets.map((set) => set.name).join(", "), report.created.slice(0, 16).replace("T", " ")].join(
      " · ",
    );
  return [
    {
      kind: "reports",
      reports: reports.map((report, at) => ({ id: String(at), label: label(report) })),
      command: "",
    },
    ...(log ? [{ kind: "log", summary: log } as const] : []),
    ...reports.map((report, at) => ({ kind: "report", id: String(at), report }) as const),
  ];
}

/** What stands between the tags cannot end them: "<" is written as an escape, which JSON and JavaScript read alike. */
function renderPage(script: string, style: string, messages: readonly PanelMessage[]): string {
  const code = script.replaceAll("</script", "<\\/script");
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(code)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Tool Router: Evaluation</title>
<style>${style}</style>
</head>
<body>
<script type="application/json" id="messages">${JSON.stringify(messages).replaceAll("<", "\\u003c")}</script>
<script>${code}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
