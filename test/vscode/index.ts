// Entry of the in-host suite: the contract of @vscode/test-electron. Mocha runs inside the extension host.
import { appendFileSync } from "node:fs";
import process from "node:process";
import Mocha from "mocha";
import { defineExtensionTests } from "./extension.suite.ts";
import { defineJournalTests } from "./journal.suite.ts";

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, color: false });
  // The suite is bundled with this file: it is defined here, not found on disk.
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  defineExtensionTests();
  defineJournalTests();
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on("suite", (suite) => say(suite.title === "" ? "" : `\n  ${suite.title}`));
    runner.on("pass", (test) => say(`    ✔ ${test.title} (${test.duration ?? 0} ms)`));
    runner.on("fail", (test, error: Error) =>
      say(`    ✘ ${test.title}\n      ${error.stack ?? error.message}`),
    );
    runner.on("end", () =>
      say(`\n${runner.stats?.passes ?? 0} passed, ${runner.stats?.failures ?? 0} failed`),
    );
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** An extension host has no terminal of its own: the file is what test/vscode/run.mjs prints. */
function say(line: string): void {
  const report = process.env["TOOL_ROUTER_TEST_REPORT"];
  if (report !== undefined) appendFileSync(report, `${line}\n`);
}
