// "Router: Train Router…" with the 60-second recipe, as a person does it: chosen, confirmed, reloaded, judged, used.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const cache = process.env.TOOL_ROUTER_TEST_CACHE ?? join(homedir(), ".cache", "tool-router-tests");
/** Has the packages of the recipe: test/run.mjs sees to it. */
export const trainingPython = join(cache, "python", "bin", "python");

/** @param current gives the open editor and the person in front of it. */
export function trainingSteps(current) {
  const runFolder = (host) => {
    const runs = join(host.folder, "user", "User", "globalStorage", "tool-router.tool-router", "training");
    const [name] = existsSync(runs) ? readdirSync(runs).sort().reverse() : [];
    return name === undefined ? undefined : join(runs, name);
  };
  const events = (host) => {
    const folder = runFolder(host);
    const file = folder && join(folder, "progress.jsonl");
    if (!file || !existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.endsWith("}"))
      .map((line) => JSON.parse(line));
  };
  const until = async (host, what, look) => {
    for (let tries = 0; tries < 600; tries += 1) {
      const found = look();
      if (found) return found;
      await host.page.waitForTimeout(200);
    }
    throw new Error(`${what} did not happen in two minutes.`);
  };
  const toast = (host, text) => host.page.locator(".notification-toast", { hasText: text }).first();

  return [
    [
      "Router: Train Router… asks what and how, and shows what it found before anything starts",
      async () => {
        const { host, person } = current();
        await person.runsCommand("Router: Train Router");
        await person.seesRow(/This workspace/);
        await person.takesPicture("train-source");
        await person.presses("Enter");
        await person.seesRow(/quick trial/);
        await person.types("Nano, quick trial");
        await person.takesPicture("train-recipe");
        await person.presses("Enter");
        await person.sees(".monaco-dialog-box");
        await person.takesPicture("train-doctor");
        const text = await host.page.locator(".monaco-dialog-box").innerText();
        assert.match(text, /ready to train/);
        assert.match(text, /All packages are there/);
        assert.equal(runFolder(host), undefined, "nothing is made before the person agrees");
        await host.page.locator(".monaco-dialog-box .monaco-button", { hasText: /^Train$/ }).click();
      },
    ],
    [
      "a training run shows its progress, and goes on while the window is reloaded",
      async () => {
        const { host, person } = current();
        await until(host, "The first step", () => events(host).some((one) => one.event === "step"));
        await host.page
          .locator(".statusbar-item", { hasText: /training: \d+ %, loss/ })
          .waitFor({ timeout: 20_000 });
        await person.takesPicture("train-progress");
        const loaded = host.page.waitForEvent("load");
        await person.runsCommand("Developer: Reload Window");
        await loaded;
        await person.sees(".statusbar-item");
      },
    ],
    [
      "the reloaded window finds the run, and the finished model is judged against the one in use",
      async () => {
        const { host, person } = current();
        // Nothing of ours is active until it is asked for.
        await person.runsCommand("Router: Show Log");
        await until(host, "The end of the training", () => events(host).some((one) => one.event === "done"));
        await toast(host, "router-own is trained").waitFor({ timeout: 120_000 });
        await person.takesPicture("train-done");
        const report = JSON.parse(readFileSync(join(runFolder(host), "evaluation", "report.json"), "utf8"));
        assert.equal(report.tuned, "router-own");
        assert.equal(report.baseline, "router-nano");
        assert.equal(report.sets.map((set) => set.name).join(), "held-out,everyday");
      },
    ],
    [
      "Use This Model switches over, and the next request is answered by it",
      async () => {
        const { host, person } = current();
        await toast(host, "router-own is trained").getByRole("button", { name: "Use This Model" }).click();
        const settings = ["User", "Machine"].map((name) => join(host.folder, "user", name, "settings.json"));
        const isUsed = (path) => existsSync(path) && readFileSync(path, "utf8").includes("router-own.gguf");
        await until(host, "The switch", () => settings.some(isUsed));
        await person.opensAskBox();
        await person.types("open the door of the harbour office");
        await host.page.waitForTimeout(3000);
        await person.presses("Escape");
        await host.page.locator(".statusbar-item", { hasText: "Router" }).click();
        await person.seesRow(/Train Router/);
        const title = await host.page.locator(".quick-input-titlebar").innerText();
        assert.match(title, /router-own/);
        await person.takesPicture("train-in-use");
        await person.presses("Escape");
      },
    ],
  ];
}

/** In Restricted Mode. */
export function refusedTrainingSteps(current) {
  return [
    [
      "Restricted Mode refuses to train, in one sentence",
      async () => {
        const { host, person } = current();
        await person.runsCommand("Router: Train Router");
        const refusal = host.page
          .locator(".notification-toast", { hasText: "untrusted workspace may not" })
          .first();
        await refusal.waitFor({ timeout: 20_000 });
        assert.match(await refusal.innerText(), /Manage Workspace Trust/);
        await person.takesPicture("train-restricted");
      },
    ],
  ];
}
