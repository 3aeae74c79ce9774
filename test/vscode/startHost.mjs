// Starts the editor for tests: code-server as VS Code, Chromium as the person in front of it.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";
import { chromiumPath, hostPaths } from "./hostPaths.mjs";

const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const userSettings = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "update.mode": "none",
};

/**
 * @param {{ vsix?: string, driver?: boolean, trustAsked?: boolean, workspace?: string, settings?: object, env?: object }} options
 * driver: VS Code's smoke-test driver, which development extensions need and which hides toasts and answers dialogs.
 */
export async function startHost(options) {
  const { node, entry } = hostPaths();
  const folder = mkdtempSync(join(tmpdir(), "tool-router-host-"));
  const workspace = join(folder, "workspace");
  // What a person made there by following the README stays out.
  if (options.workspace)
    cpSync(options.workspace, workspace, {
      recursive: true,
      filter: (source) => !source.endsWith("csv_parser.py"),
    });
  const settingsFolder = join(folder, "user", "User");
  mkdirSync(settingsFolder, { recursive: true });
  writeFileSync(
    join(settingsFolder, "settings.json"),
    JSON.stringify({ ...userSettings, ...options.settings }),
  );
  const folders = [
    "--user-data-dir",
    join(folder, "user"),
    "--extensions-dir",
    join(folder, "extensions"),
    "--config",
    join(folder, "config.yaml"),
  ];
  // Items of the person who runs the tests must not be seen by them.
  const env = { ...process.env, HOME: folder, USER_SPACE: join(folder, "home-ai"), ...options.env };
  if (options.vsix) {
    const installed = spawnSync(node, [entry, ...folders, "--install-extension", resolve(options.vsix)], {
      env,
      encoding: "utf8",
    });
    if (installed.status !== 0)
      throw new Error(`The VSIX could not be installed: ${installed.stdout}${installed.stderr}`);
  }
  const port = await freePort();
  const flags = [
    "--auth",
    "none",
    "--bind-addr",
    `127.0.0.1:${port}`,
    "--disable-telemetry",
    "--disable-update-check",
    "--disable-getting-started-override",
  ];
  if (options.driver) flags.push("--vscode-option", "enable-smoke-test-driver");
  if (!options.trustAsked) flags.push("--disable-workspace-trust");
  const server = spawn(node, [entry, ...folders, ...flags], { env, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (data) => (log += data));
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
  const stop = async () => {
    await browser.close();
    server.kill("SIGTERM");
    await Promise.race([new Promise((done) => server.once("exit", done)), sleep(5000)]);
    if (server.exitCode === null) server.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await answers(
      `http://127.0.0.1:${port}/healthz`,
      () => server.exitCode === null,
      () => log,
    );
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    return { page, port, folder, workspace, serverPid: server.pid, log: () => log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address of the window: development extensions and tests travel in the payload. */
export function windowAddress(host, { development, tests } = {}) {
  const remote = (path) => `vscode-remote://127.0.0.1:${host.port}${resolve(path)}`;
  const payload = [["skipWelcome", "true"]];
  if (development) payload.push(["extensionDevelopmentPath", remote(development)]);
  if (tests) payload.push(["extensionTestsPath", remote(tests)]);
  return `http://127.0.0.1:${host.port}/?folder=${encodeURIComponent(host.workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

async function answers(address, alive, log) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (!alive()) throw new Error(`code-server ended: ${log()}`);
    try {
      if ((await fetch(address)).ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(200);
  }
  throw new Error(`code-server did not answer in 30 s: ${log()}`);
}

function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}
