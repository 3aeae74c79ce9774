// Router: Show Evaluation, inside the editor: empty, with a report, in three themes, after a reload, with a broken report.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import esbuild from "esbuild";

const axeSource = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const themes = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  "high-contrast": "Default High Contrast",
};

/** @param current () => ({ host, person }) of the editor that is open. */
export function evaluationSteps(current) {
  const opens = async () => {
    await current().person.runsCommand("Router: Show Evaluation");
    return page(current().host);
  };
  return [
    [
      "Router: Show Evaluation says how to make a report where there is none",
      async () => {
        const shown = await opens();
        await shown.getByText("tool-router eval requests.jsonl --out").waitFor();
        await current().person.takesPicture("evaluation-empty");
      },
    ],
    [
      "Router: Show Evaluation refuses a broken report in a sentence",
      async () => {
        const { host, person } = current();
        writeReport(host, "broken", '{"format": "tool-router-report", "version": 1, "created": "2026-11-01"');
        await person.runsCommand("View: Close All Editors");
        const shown = await opens();
        await shown.getByRole("alert").waitFor();
        assert.match(await shown.getByRole("alert").innerText(), /report\.json is not JSON/);
        await person.takesPicture("evaluation-broken");
      },
    ],
    [
      "the evaluation page shows a report, in light, dark and high contrast, with nothing that axe objects to",
      async () => {
        const { host, person } = current();
        writeReport(host, "first", JSON.stringify(await inventReport()));
        await person.runsCommand("View: Close All Editors");
        await opens();
        for (const [name, theme] of Object.entries(themes)) {
          chooseTheme(host, theme);
          const shown = await reloads(current());
          await shown.locator(`body.vscode-${name}`).waitFor();
          for (const tab of ["Overview", "Cases"]) {
            await shown.getByRole("tab", { name: tab }).click();
            // The bar of the editor's own colours fades.
            await host.page.waitForTimeout(500);
            await person.takesPicture(`evaluation-${tab.toLowerCase()}-${name}`);
            assert.deepEqual(await axe(shown), [], `${tab}, ${name}`);
          }
        }
      },
    ],
    [
      "the evaluation page is filtered by a confusion cell, and stays so when the window is reloaded",
      async () => {
        const { host, person } = current();
        const shown = await page(host);
        await shown.getByRole("button", { name: /cases: right search, called load/ }).click();
        const counted = await shown.locator(".counted").innerText();
        assert.match(counted, /^\d+ of 400 cases$/);
        assert.notEqual(counted, "400 of 400 cases");
        const again = await reloads(current());
        await again.locator(".counted").waitFor({ timeout: 45_000 });
        assert.equal(await again.locator(".counted").innerText(), counted);
        await person.takesPicture("evaluation-reloaded");
        await person.runsCommand("View: Close All Editors");
      },
    ],
  ];
}

/** The page inside the editor's two frames. */
async function page(host) {
  const shown = host.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  await shown.locator("h1", { hasText: "Evaluation" }).waitFor({ timeout: 45_000 });
  return shown;
}

/** As a person does it, so that the editor saves what is open. @returns the page that it restores. */
async function reloads({ host, person }) {
  const loaded = host.page.waitForEvent("load");
  await person.runsCommand("Developer: Reload Window");
  await loaded;
  await person.sees(".statusbar-item");
  return page(host);
}

async function axe(shown) {
  const body = await shown.locator("body").elementHandle();
  const frame = await body.ownerFrame();
  // As an expression for the debugger: the page's policy refuses scripts of others.
  await frame.evaluate(axeSource);
  return frame.evaluate(async () => {
    const { violations } = await globalThis.axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
  });
}

function writeReport(host, name, text) {
  const folder = join(host.workspace, "evaluations", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "report.json"), text);
}

function chooseTheme(host, theme) {
  const path = join(host.folder, "user", "User", "settings.json");
  const settings = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify({ ...settings, "workbench.colorTheme": theme }));
}

/** The report that the page's own tests use. */
async function inventReport() {
  const outfile = resolve("out", "inventedReport.mjs");
  await esbuild.build({
    entryPoints: ["test/webview/inventedReport.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "warning",
  });
  const { inventReport: invent } = await import(pathToFileURL(outfile).href);
  return invent({ cases: 400 });
}
