// The document that the evaluation panel loads: nothing may run or be fetched but the page's own script and style.
import * as vscode from "vscode";

/** @param dist the folder that holds `webview.js` and `webview-style.css`. */
export function evalPanelHtml(webview: vscode.Webview, dist: vscode.Uri): string {
  const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src ${webview.cspSource}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evaluation</title>
<link rel="stylesheet" href="${address("webview-style.css")}">
</head>
<body>
<script src="${address("webview.js")}"></script>
</body>
</html>
`;
}
