// Runs the in-host suite (out/test/vscode/index.cjs) in a real extension host: code-server and Chromium.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { hostPaths } from "./hostPaths.mjs";
import { startHost, windowAddress } from "./startHost.mjs";

const limitMs = 240_000;
const tests = "out/test/vscode/index.cjs";

if (!existsSync(hostPaths().done)) {
  console.error('The editor for tests is missing: run "node test/vscode/installHost.mjs" first.');
  process.exit(1);
}
if (!existsSync(tests)) {
  console.error('The tests are not built: run "node esbuild.mjs --quiet --tests" first.');
  process.exit(1);
}

mkdirSync("test-artifacts", { recursive: true });
const report = resolve("test-artifacts", "vscode-suite.txt");
writeFileSync(report, "");
const host = await startHost({
  driver: true,
  workspace: "test/fixtures/workspaces/demo",
  env: { TOOL_ROUTER_TEST_REPORT: report },
});
try {
  process.exitCode = await runTests();
} finally {
  await host.stop();
  const text = readFileSync(report, "utf8");
  console.log(text);
  if (!/\d+ passed, \d+ failed/.test(text)) process.exitCode = 1;
}

async function runTests() {
  const { page } = host;
  const ended = deferred();
  await page.exposeFunction("codeAutomationLog", () => undefined);
  await page.exposeFunction("codeAutomationExit", (code) => ended.resolve(code));
  const timer = setTimeout(
    () => ended.reject(new Error(`The suite took longer than ${limitMs / 1000} s.`)),
    limitMs,
  );
  try {
    await page.goto(windowAddress(host, { development: ".", tests }));
    return (await ended.promise) === 0 ? 0 : 1;
  } catch (error) {
    await page.screenshot({ path: join("test-artifacts", "vscode-suite.png") });
    console.error(error.message);
    return 1;
  } finally {
    clearTimeout(timer);
  }
}

function deferred() {
  const one = {};
  one.promise = new Promise((yes, no) => {
    one.resolve = yes;
    one.reject = no;
  });
  return one;
}
