// The same suite in a desktop VS Code, where one can be downloaded: "node test/vscode/electron.mjs [version]".
import { resolve } from "node:path";
import process from "node:process";
import { runTests } from "@vscode/test-electron";

process.exitCode = await runTests({
  version: process.argv[2] ?? "stable",
  extensionDevelopmentPath: resolve("."),
  extensionTestsPath: resolve("out/test/vscode/index.cjs"),
  launchArgs: [resolve("test/fixtures/workspaces/demo"), "--disable-extensions", "--disable-workspace-trust"],
});
