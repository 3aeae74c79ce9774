// Entry of the in-host suite: the contract of @vscode/test-electron. Mocha runs inside the extension host.
import Mocha from "mocha";
import { defineExtensionTests } from "./extension.suite.ts";

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, reporter: "spec", color: false });
  // The suites are bundled with this file, so they are defined here and not found on disk.
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  defineExtensionTests();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
