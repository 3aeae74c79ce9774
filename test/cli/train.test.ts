// tool-router train with the real recipe in its smoke size: killed, cancelled, resumed, judged; and what is refused.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, describe, it } from "mocha";
import { readReport } from "../../src/core/eval/readReport.ts";
import { findRecipe } from "../../src/core/training/recipes.ts";
import { prepareRun } from "../../src/host/training/prepare.ts";
import { listRuns } from "../../src/host/training/run.ts";

interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Status {
  readonly id: string;
  readonly folder: string;
  readonly state: string;
  readonly canResume: boolean;
  readonly report?: string;
  readonly progress: { readonly step: number; readonly total: number };
}

interface Row {
  readonly request: string;
  readonly calls: readonly { readonly name: string }[];
}

const tool = (name: string, description: string, properties: object, ...required: string[]) => ({
  name,
  description,
  inputSchema: { type: "object", properties, required },
});
const harbour = [
  tool(
    "book_berth",
    "Book a berth for a boat.",
    { port: { type: "string" }, nights: { type: "integer" }, kind: { enum: ["sail", "motor"] } },
    "port",
    "nights",
  ),
  tool("sound_horn", "Sound the fog horn.", { blasts: { type: "integer" } }, "blasts"),
  tool("list_tides", "List the tides of a day.", { day: { type: "string" } }),
];

async function rowsOf(file: string): Promise<Row[]> {
  const text = await readFile(file, "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
}

const cli = resolve("dist/cli.mjs");
const cache = process.env["TOOL_ROUTER_TEST_CACHE"] ?? join(homedir(), ".cache", "tool-router-tests");
/** Has the packages: test/run.mjs sees to it. */
const python = join(cache, "python", "bin", "python");

describe("tool-router train", () => {
  let folder: string;
  const environment = () => ({
    ...process.env,
    XDG_STATE_HOME: folder,
    LOCALAPPDATA: folder,
    TOOL_ROUTER_CACHE: join(folder, "cache"),
  });
  const train = (...args: string[]): Promise<Finished> =>
    new Promise((done) => {
      const options = { env: environment(), cwd: folder, timeout: 240_000 };
      execFile(process.execPath, [cli, "train", ...args], options, (error, out, err) =>
        done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
      );
    });
  const status = async (): Promise<Status[]> =>
    JSON.parse((await train("--status", "--json")).out) as Status[];
  /** Read from the files: a process each time would be slower than the recipe. */
  const reaches = async (step: number): Promise<number> => {
    const places = { runs: join(folder, "tool-router", "training"), training: "" };
    for (let tries = 0; tries < 1200; tries += 1) {
      const [run] = await listRuns(places);
      assert.notEqual(run?.state, "done", "too quick to be looked at");
      assert.notEqual(run?.state, "failed", run?.progress.problem);
      if (run && run.progress.step >= step) return run.progress.step;
      await sleep(50);
    }
    return assert.fail(`the run did not reach step ${step}`);
  };

  before(async () => {
    assert.ok(existsSync(python), `no Python with the packages at ${python}: run "npm test -- python" once`);
    folder = await mkdtemp(join(tmpdir(), "tool-router-train-"));
    const ids = ["tide_table", "sound_horn", "haul_boat", "log_depth", "knot_guide"];
    const rows = ids.flatMap((id) =>
      ["open", "please load", "read me", "show me"].map((verb, n) =>
        JSON.stringify({
          id: `${id}-${n}`,
          request: `${verb} the ${id} script`,
          toolbox: "kiwi",
          calls: [{ name: "load", arguments: { item_type: "script", item_id: id, source: "project" } }],
          tags: ["load"],
        }),
      ),
    );
    await writeFile(join(folder, "mine.jsonl"), `${rows.join("\n")}\n{broken\n`);
    await writeFile(join(folder, "tools.json"), '{"tools": []}');
  });
  after(async () => {
    await train("--cancel");
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  it("goes on when its terminal is killed, is cancelled and resumed, and ends with a report", async () => {
    const args = [cli, "train", "mine.jsonl", "--smoke", "--steps", "400", "--python", python];
    const first = spawn(process.execPath, args, { env: environment(), cwd: folder });
    let words = "";
    first.stderr.on("data", (data: Buffer) => (words += data.toString()));
    const began = await reaches(20);
    first.kill("SIGKILL");
    assert.match(words, /Left out: mine\.jsonl, line 21: this is no JSON/);
    assert.match(words, /18 rows to learn from, 2 held out/);
    await reaches(began + 1);

    const second = await train("mine.jsonl", "--smoke", "--python", python);
    assert.equal(second.code, 1);
    assert.match(second.err, /router-own is being trained already/);

    const cancelled = await train("--cancel");
    assert.match(cancelled.out, /stopped at step \d+ of 400; it can go on/);
    const [stopped] = await status();
    assert.ok(stopped);
    assert.equal(stopped.state, "stopped");

    const resumed = await train("--resume", "--json");
    assert.equal(resumed.code, 0, resumed.err);
    const told = JSON.parse(resumed.out) as {
      model: string;
      report: string;
      sets: { set: string; n: number }[];
    };
    assert.deepEqual(
      told.sets.map(({ set, n }) => [set, n]),
      [
        ["held-out", 2],
        ["everyday", 40],
      ],
    );
    const report = readReport(await readFile(told.report, "utf8"), "report.json");
    assert.equal(report.tuned, "router-own");
    assert.equal(report.baseline, "router-nano");
    assert.equal(report.cases.length, 42);
    assert.ok((report.training?.length ?? 0) > 3, "a loss curve");
    const [ended] = await status();
    assert.equal(ended?.state, "done");
    assert.equal(ended.progress.step, 400);
    const starts = (await readFile(join(ended.folder, "progress.jsonl"), "utf8"))
      .split("\n")
      .filter((line) => line.includes('"start"'))
      .map((line) => (JSON.parse(line) as { step: number }).step);
    assert.equal(starts.length, 2);
    assert.ok((starts[1] ?? 0) >= stopped.progress.step, "it went on from its checkpoint");

    const used = await new Promise<Finished>((done) =>
      execFile(
        process.execPath,
        [cli, "route", "load the tide_table script", "--json", "--model", told.model],
        { env: environment(), cwd: folder },
        (error, out, err) => done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
      ),
    );
    assert.ok([0, 2, 3].includes(used.code), used.err);
    assert.equal((JSON.parse(used.out) as { model: string }).model, "router-own");
    assert.equal((await train("--resume")).code, 1, "nothing is left to resume");
  }).timeout(300_000);

  it("teaches the model for other tools an MCP tool list, and judges it against the one in use", async () => {
    await writeFile(join(folder, "harbour.json"), JSON.stringify({ tools: harbour }));
    const { code, out, err } = await train(
      "harbour.json",
      "--smoke",
      "--steps",
      "6",
      "--python",
      python,
      "--json",
    );
    assert.equal(code, 0, err);
    assert.match(
      err,
      /recipes\.router_tools .*--base \S*router-tools\.gguf --rows \S*rows\.jsonl --type q4_0/,
    );
    const told = JSON.parse(out) as {
      model: string;
      report: string;
      compared_with: string;
      sets: { set: string; n: number; in_use: number }[];
    };
    assert.equal(told.compared_with, "router-tools");
    assert.deepEqual(
      told.sets.map(({ set }) => set),
      ["held-out", "everyday"],
    );
    const report = readReport(await readFile(told.report, "utf8"), "report.json");
    assert.equal(report.tuned, "router-tools-own");
    assert.equal(report.baseline, "router-tools");
    const [run] = await status();
    assert.equal(run?.state, "done");
    const heldOut = await rowsOf(join(run.folder, "held-out.jsonl"));
    const learned = await rowsOf(join(run.folder, "rows.jsonl"));
    assert.ok(heldOut.length >= 10 && learned.length > 10 * heldOut.length);
    assert.ok(heldOut.some(({ calls }) => calls.length === 1));
    const asked = new Set(learned.map(({ request }) => request));
    assert.ok(
      heldOut.every(({ request }) => !asked.has(request)),
      "what is held out is never trained on",
    );
    assert.ok(
      harbour.every(({ name }) => learned.some(({ calls }) => calls[0]?.name === name)),
      "every tool has rows to learn from",
    );
    const card = JSON.parse(await readFile(told.model.replace(/gguf$/, "json"), "utf8")) as object;
    const shipped = JSON.parse(await readFile(resolve("models/router-tools.json"), "utf8")) as object;
    for (const key of ["base", "licence", "notice", "prompt_style"] as const)
      assert.equal(card[key as never], shipped[key as never]);
  }).timeout(300_000);

  it("goes on from the nano in use, and its card says so", async () => {
    const { code, out, err } = await train("mine.jsonl", "--steps", "20", "--python", python, "--json");
    assert.equal(code, 0, err);
    assert.match(err, /router-own: Goes on from router-nano\.\n/);
    assert.match(err, /recipes\.router_cpu .*--start \S*router-nano\.gguf --rows \S*rows\.jsonl --steps 20/);
    const told = JSON.parse(out) as {
      model: string;
      compared_with: string;
      sets: { set: string; exact_call: number; in_use: number }[];
    };
    assert.equal(told.compared_with, "router-nano");
    const everyday = told.sets.find(({ set }) => set === "everyday");
    assert.ok(everyday && everyday.exact_call > everyday.in_use - 0.1, "it forgot what it knew");
    interface Card {
      readonly base: string;
      readonly licence: string;
      readonly training: { steps: number; begun_with?: { what: string; steps: number } };
    }
    const read = async (path: string): Promise<Card> => JSON.parse(await readFile(path, "utf8")) as Card;
    const card = await read(told.model.replace(/gguf$/, "json"));
    const shipped = await read(resolve("models/router-nano.json"));
    assert.deepEqual([card.base, card.licence], [shipped.base, shipped.licence]);
    assert.equal(card.training.steps, 20);
    assert.match(card.training.begun_with?.what ?? "", /^router-nano, router-nano\.gguf/);
    assert.equal(
      card.training.begun_with?.steps,
      shipped.training.steps + (shipped.training.begun_with?.steps ?? 0),
    );
  }).timeout(300_000);

  it("makes rows of the tools that are connected to the editor", async () => {
    const recipe = findRecipe("router_tools");
    assert.ok(recipe);
    const { record, ...prepared } = await prepareRun({
      source: { kind: "connected", tools: harbour },
      recipe,
      smoke: true,
      seed: 1,
      name: "connected",
      python,
      places: { runs: join(folder, "connected"), training: resolve("training") },
      created: "2026-03-01T10:00:00.000Z",
      strict: false,
      signal: AbortSignal.timeout(60_000),
      onLine: () => undefined,
    });
    assert.equal(record.about, "3 connected tools");
    const { args } = record.start;
    assert.equal(args[args.indexOf("--base") + 1], resolve("models/router-tools.gguf"));
    const rows = await rowsOf(args[args.indexOf("--rows") + 1] ?? "");
    assert.equal(rows.length, prepared.rows);
    assert.ok(rows.some(({ calls }) => calls[0]?.name === "list_tides"));
  });

  it("shows the exact commands of the environment, and makes none", async () => {
    const { code, err } = await train("--doctor", "--recipe", "lora_trl", "--python", python);
    const bare = await new Promise<string>((done) =>
      execFile(
        python,
        ["-c", "import importlib.util as u; print(u.find_spec('trl') is None)"],
        (_error, out) => done(out.trim()),
      ),
    );
    assert.equal(code, 0, err);
    if (bare === "True") {
      assert.match(err, /Packages are missing: .*trl/);
      assert.match(err, /-m venv .*training-python\n.*pip install .*torch==/);
    }
    assert.equal(existsSync(join(folder, "tool-router", "training-python")), false);
  });

  it("makes no environment where nobody can be asked", async () => {
    const { code, err } = await train(
      "mine.jsonl",
      "--recipe",
      "lora_trl",
      "--base",
      "a/b",
      "--python",
      "python3",
    );
    assert.equal(code, 1);
    assert.match(err, /nobody can be asked\. Run it again with --yes|Packages are missing|too old/);
  });

  const refused: [string, string[], RegExp][] = [
    [
      "a recipe that does not exist",
      ["--recipe", "magic"],
      /There is no recipe "magic"; there are router_cpu/,
    ],
    ["a source that is nothing", ["banana"], /"banana" is nothing to train on/],
    ["two sources", ["a.jsonl", "b.jsonl"], /more than one thing/],
    ["a file that is missing", ["absent.jsonl", "--python", python], /absent\.jsonl cannot be read/],
    [
      "tools for a recipe without",
      ["tools.json", "--recipe", "router_cpu", "--python", python],
      /knows only the built-in tools/,
    ],
    ["a tool list without tools", ["tools.json", "--smoke", "--python", python], /lists no tools/],
    [
      "a server that is none",
      ["--server", "node -e 0", "--smoke", "--python", python],
      /mcp_tools --server 'node -e 0'.*ended with 1/s,
    ],
    [
      "rows about the built-in tools for a recipe that learns others",
      ["mine.jsonl", "--recipe", "router_tools", "--python", python],
      /No row can be used\. mine\.jsonl, line 1: it is about the built-in tools/,
    ],
    [
      "a base that is no file for a recipe that goes on from one",
      ["tools.json", "--base", "absent.gguf", "--smoke", "--python", python],
      /no model file \S*absent\.gguf to go on from/,
    ],
    ["a server and a file", ["--server", "node -e 0", "mine.jsonl"], /more than one thing/],
    [
      "a broken row with --strict",
      ["mine.jsonl", "--strict", "--python", python],
      /router-own: Goes on from router-nano: about a quarter of an hour\..*line 21: this is no JSON/s,
    ],
    [
      "a broken row with --strict, from scratch as well",
      ["mine.jsonl", "--strict", "--from-scratch", "--python", python],
      /router-own: Begins from scratch: about an hour\..*line 21: this is no JSON/s,
    ],
    [
      "to go on from a model that is gone",
      ["mine.jsonl", "--model", "absent.gguf", "--python", python],
      /The model file \S*absent\.gguf is missing/,
    ],
    ["a Python that is none", ["--python", process.execPath], /No Python was found/],
    ["steps that are no number", ["--steps", "many"], /--steps many is not a whole number/],
    ["a workspace without items", ["workspace", "--python", python], /no items to train on/],
    ["a flag that does not exist", ["--fast"], /See "tool-router train --help"/],
  ];
  for (const [what, args, sentence] of refused)
    it(`refuses ${what}, and leaves nothing behind`, async () => {
      const before = (await status()).length;
      const { code, err } = await train(...args);
      assert.equal(code, 1);
      assert.match(err, sentence);
      assert.doesNotMatch(err, /\n {4}at /);
      assert.equal((await status()).length, before);
    });
});
