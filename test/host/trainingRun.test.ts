// Detached runs, with a recipe of a few lines: started, followed, cancelled, resumed, found again by another process.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../../src/core/failure.ts";
import type { Command } from "../../src/core/training/command.ts";
import { findRecipe } from "../../src/core/training/recipes.ts";
import { readRunRecord, writeRun, type RunRecord, type TrainingRun } from "../../src/core/training/run.ts";
import { examine } from "../../src/host/training/doctor.ts";
import { isProcessOf } from "../../src/host/training/processOf.ts";
import { cancelRun, followRun, listRuns, readRun, resumeRun, startRun } from "../../src/host/training/run.ts";
import { makeVenv, runAttached } from "../../src/host/training/venv.ts";

/** Counts to `total` steps; an interruption writes a checkpoint, as the recipes do. Arguments: folder, total, flag. */
const recipe = `
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const [folder, total, flag] = process.argv.slice(1);
const model = folder + "/model", kept = model + "/checkpoint.pt";
mkdirSync(model, { recursive: true });
let step = flag === "--resume" ? Number(readFileSync(kept, "utf8")) : 0;
const tell = (event, more) => console.log(JSON.stringify({ event, step, total: Number(total), ...more }));
const stop = () => { writeFileSync(kept, String(step)); tell("checkpoint"); tell("error", { message: "Stopped at step " + step + "." }); process.exit(1); };
process.on("SIGINT", stop);
console.error("words for people");
tell("start");
if (flag === "--fail") { tell("error", { message: "No space is left." }); process.exit(1); }
if (flag === "--deaf") process.removeListener("SIGINT", stop), process.on("SIGINT", () => {});
setInterval(() => {
  step += 1;
  tell("step", { loss: 1 / step });
  if (step >= Number(total)) { tell("done", { file: "m.gguf", card: "m.json" }); process.exit(0); }
}, 20);
`;

describe("a training run", () => {
  let runs: string;
  const ids: string[] = [];
  const places = () => ({ runs, training: runs });
  const command = (id: string, total: number, flag = ""): Command => ({
    program: process.execPath,
    args: ["-e", recipe, "--", join(runs, id), String(total), flag],
  });
  const record = (id: string, total: number, flag = ""): RunRecord => ({
    id,
    created: `2026-03-01T10:00:0${ids.push(id)}.000Z`,
    recipe: "router_cpu",
    name: id,
    smoke: true,
    about: "a test",
    start: command(id, total, flag),
    resume: command(id, total, "--resume"),
    checkpoint: "checkpoint.pt",
  });
  const start = (id: string, total: number, flag = ""): Promise<TrainingRun> =>
    startRun(record(id, total, flag), join(runs, id), places());
  const follow = async (id: string): Promise<TrainingRun[]> => {
    const seen: TrainingRun[] = [];
    await followRun(join(runs, id), {
      signal: AbortSignal.timeout(20_000),
      everyMs: 20,
      onChange: (run) => seen.push(run),
    });
    return seen;
  };
  const reaches = async (id: string, step: number): Promise<void> => {
    for (let tries = 0; tries < 400; tries += 1) {
      if (((await readRun(join(runs, id)))?.progress.step ?? 0) >= step) return;
      await sleep(20);
    }
    assert.fail(`${id} did not reach step ${step}`);
  };

  beforeEach(() => {
    runs = mkdtempSync(join(tmpdir(), "tool-router-runs-"));
    ids.length = 0;
  });
  afterEach(async () => {
    for (const run of await listRuns({ runs, training: runs }))
      if (run.state === "running") await cancelRun(run);
    rmSync(runs, { recursive: true, force: true, maxRetries: 3 });
  });

  it("is followed from its start to its model", async () => {
    assert.equal((await start("a", 10)).state, "running");
    const seen = await follow("a");
    const last = seen.at(-1);
    assert.equal(last?.state, "done");
    assert.equal(last.progress.file, "m.gguf");
    assert.ok(seen.some((one) => one.state === "running"));
    assert.match(readFileSync(join(runs, "a", "log.txt"), "utf8"), /words for people/);
  });

  it("is cancelled with a checkpoint, and goes on from there", async () => {
    await start("a", 60);
    await reaches("a", 5);
    const run = await readRun(join(runs, "a"));
    assert.ok(run);
    const stopped = await cancelRun(run);
    assert.equal(stopped.state, "stopped");
    assert.equal(stopped.canResume, true);
    assert.match(writeRun(stopped), /stopped at step \d+ of 60; it can go on/);
    const { step } = stopped.progress;
    await resumeRun(stopped, places());
    const seen = await follow("a");
    assert.equal(seen.at(-1)?.state, "done");
    const starts = readFileSync(join(runs, "a", "progress.jsonl"), "utf8").match(/"start","step":\d+/g);
    assert.deepEqual(starts, ['"start","step":0', `"start","step":${step}`]);
  });

  it("begins again where it was stopped before its first checkpoint", async () => {
    await start("a", 12, "--deaf");
    const run = await readRun(join(runs, "a"));
    assert.ok(run);
    process.kill(Number(readFileSync(join(runs, "a", "pid"), "utf8")), "SIGKILL");
    const stopped = (await follow("a")).at(-1);
    assert.equal(stopped?.state, "stopped", "a process that is gone without a word");
    assert.equal(stopped.canResume, false);
    assert.equal((await resumeRun(stopped, places())).state, "running");
    assert.equal((await follow("a")).at(-1)?.state, "done");
  });

  it("outlives the process that started it", async () => {
    // The starter is a process of its own that ends at once.
    const started = record("a", 60);
    await mkdir(join(runs, "a"));
    writeFileSync(join(runs, "a", "run.json"), JSON.stringify(started));
    const starter = `
      const { spawn } = require("node:child_process"), { openSync, writeFileSync } = require("node:fs");
      const folder = ${JSON.stringify(join(runs, "a"))};
      const child = spawn(${JSON.stringify(started.start.program)}, ${JSON.stringify(started.start.args)},
        { detached: true, stdio: ["ignore", openSync(folder + "/progress.jsonl", "a"), openSync(folder + "/log.txt", "a")] });
      child.on("spawn", () => { writeFileSync(folder + "/pid", String(child.pid)); child.unref(); });`;
    assert.equal(spawnSync(process.execPath, ["-e", starter]).status, 0);
    await reaches("a", 3);
    const [found] = await listRuns(places());
    assert.equal(found?.state, "running");
    assert.equal((await cancelRun(found)).state, "stopped");
  });

  it("carries the recipe's sentence when it failed", async () => {
    await start("a", 10, "--fail");
    const last = (await follow("a")).at(-1);
    assert.equal(last?.state, "failed");
    assert.equal(writeRun(last), "a: No space is left.");
  });

  it("refuses a second one while one is going on", async () => {
    await start("a", 500);
    await assert.rejects(start("b", 5), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.match(error.message, /a is being trained already/);
      return true;
    });
    assert.equal(existsSync(join(runs, "b", "progress.jsonl")), false);
  });

  it("says in one sentence that a program is gone", async () => {
    const gone = { ...record("a", 5), start: { program: join(runs, "no-python"), args: [] } };
    await assert.rejects(startRun(gone, join(runs, "a"), places()), /could not be started/);
    assert.equal((await readRun(join(runs, "a")))?.state, "stopped");
  });

  it("is not mistaken for another process of its number", async () => {
    await start("a", 5);
    await follow("a");
    writeFileSync(join(runs, "a", "pid"), String(process.pid));
    assert.equal(await isProcessOf(process.pid, join(runs, "a")), process.platform === "win32");
    writeFileSync(join(runs, "a", "progress.jsonl"), "");
    assert.equal(
      (await readRun(join(runs, "a")))?.state,
      process.platform === "win32" ? "running" : "stopped",
    );
  });

  it("is left out where its record is broken or missing", async () => {
    await start("a", 5);
    await follow("a");
    await mkdir(join(runs, "empty"));
    await mkdir(join(runs, "torn"));
    writeFileSync(join(runs, "torn", "run.json"), '{"id":"torn","crea');
    assert.deepEqual(
      (await listRuns(places())).map((one) => one.record.id),
      ["a"],
    );
    assert.deepEqual(await listRuns({ runs: join(runs, "nowhere"), training: runs }), []);
    assert.equal(readRunRecord('{"id":"a","start":{"program":"x","args":[1]}}'), undefined);
  });
});

describe("the doctor's look at this machine", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tool-router-doctor-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const nano = findRecipe("router_cpu");
  assert.ok(nano);
  const request = () => ({
    venv: join(folder, "venv"),
    training: join(process.cwd(), "training"),
    runs: join(folder, "runs"),
    recipe: nano,
  });

  it("finds Python, the package, memory and disk", async () => {
    const facts = await examine({ ...request(), recipe: { ...nano, imports: ["json", "no_such_module"] } });
    assert.equal(facts.hasPackage, true);
    assert.ok(facts.freeMemoryMb > 0 && facts.freeDiskMb > 0);
    assert.deepEqual(facts.python?.missing, ["no_such_module"]);
    assert.ok(facts.python.version[0] >= 3);
  });

  it("looks at no other Python than the one that was named", async () => {
    const facts = await examine({ ...request(), python: join(folder, "nothing") });
    assert.equal(facts.python, undefined);
  });

  it("does not take a program that is no Python for one", async () => {
    assert.equal((await examine({ ...request(), python: process.execPath })).python, undefined);
  });

  it("notices that the training package is missing", async () => {
    assert.equal((await examine({ ...request(), training: folder })).hasPackage, false);
  });
});

describe("making the environment", () => {
  const quiet = { signal: new AbortController().signal, onLine: () => undefined };

  it("shows every command, and removes what is half made when one fails", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tool-router-venv-"));
    const lines: string[] = [];
    const node = (script: string): Command => ({ program: process.execPath, args: ["-e", script] });
    const commands = [node("1"), node('console.error("no such index"); process.exit(3)'), node("2")];
    const made = makeVenv({ folder, commands, signal: quiet.signal, onLine: (line) => lines.push(line) });
    await assert.rejects(made, /ended with 3: no such index/);
    assert.equal(existsSync(folder), false);
    assert.equal(lines.filter((one) => one.startsWith("$ ")).length, 2);
  });

  it("is cancelled at once", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const began = Date.now();
    await assert.rejects(
      runAttached(
        { program: process.execPath, args: ["-e", "setTimeout(() => {}, 30000)"] },
        { signal: stop.signal, onLine: () => undefined },
      ),
      (error: unknown) => error instanceof Failure && error.code === "cancelled",
    );
    assert.ok(Date.now() - began < 5000);
  });
});
