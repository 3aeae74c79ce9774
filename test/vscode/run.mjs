// Runs the in-host suite (out/test/vscode/index.cjs) in a real extension host: code-server and Chromium.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
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

const host = await startHost({ driver: true, workspace: "test/fixtures/workspaces/demo" });
try {
  process.exitCode = await runTests();
} finally {
  await host.stop();
}

async function runTests() {
  const { page } = host;
  const ended = deferred();
  await page.exposeFunction("codeAutomationLog", (type, args) => {
    const text = args.map(String).join(" ");
    if (type === "log" || type === "error") process.stdout.write(`${text}\n`);
  });
  await page.exposeFunction("codeAutomationExit", (code) => ended.resolve(code));
  const timer = setTimeout(
    () => ended.reject(new Error(`The suite took longer than ${limitMs / 1000} s.`)),
    limitMs,
  );
  try {
    await page.goto(windowAddress(host, { development: ".", tests }));
    const code = await ended.promise;
    return code === 0 ? 0 : 1;
  } catch (error) {
    mkdirSync("test-artifacts", { recursive: true });
    await page.screenshot({ path: join("test-artifacts", "vscode-suite.png") });
    console.error(`${error.message}\n${host.log()}`);
    return 1;
  } finally {
    clearTimeout(timer);
  }
}

function deferred() {
  let resolve, reject;
  const promise = new Promise((yes, no) => ((resolve = yes), (reject = no)));
  return { promise, resolve, reject };
}
