import assert from "node:assert/strict";
import { Failure } from "../../src/core/failure.ts";
import { writeCommand } from "../../src/core/training/command.ts";
import { judgeMachine, venvCommands, type DoctorFacts } from "../../src/core/training/doctor.ts";
import { planTraining, type TrainingChoice } from "../../src/core/training/plan.ts";
import { findRecipe, trainingRecipes } from "../../src/core/training/recipes.ts";
import { writeStart } from "../../src/core/training/start.ts";
import { checkRows, splitRows } from "../../src/core/training/rows.ts";

const nano = findRecipe("router_cpu");
assert.ok(nano);
const places = { python: "/venv/bin/python", run: "/runs/a", separator: "/" };
const choice: TrainingChoice = {
  source: { kind: "file", file: "/data/mine.jsonl" },
  recipe: nano,
  smoke: true,
  seed: 7,
  name: "router-mine",
};
const withSource = (source: TrainingChoice["source"]): TrainingChoice => ({ ...choice, source });

describe("the plan of a training run", () => {
  it("is the exact command of the recipe, and the same with --resume", () => {
    const plan = planTraining(choice, places);
    assert.equal(
      writeCommand(plan.recipe),
      "/venv/bin/python -m tool_router_training.recipes.router_cpu --out /runs/a/model --name router-mine --seed 7 --rows /runs/a/rows.jsonl --smoke",
    );
    assert.deepEqual(plan.resume.args, [...plan.recipe.args, "--resume"]);
    assert.equal(plan.file, "/data/mine.jsonl");
    assert.deepEqual(plan.builders, []);
  });

  it("reads items and the dispatch table of the workspace", () => {
    const plan = planTraining(
      withSource({ kind: "workspace", items: "/runs/a/items.json", table: "/w/AGENTS.md" }),
      places,
    );
    assert.deepEqual(
      plan.builders.map((one) => writeCommand(one.command)),
      [
        "/venv/bin/python -m tool_router_training.datasets.workspace_items /runs/a/items.json --seed 7 --count 2000 --out /runs/a/workspace_items.jsonl",
        "/venv/bin/python -m tool_router_training.datasets.dispatch_table /w/AGENTS.md --seed 7 --count 2000 --out /runs/a/dispatch_table.jsonl",
      ],
    );
  });

  it("reads the journal for corrections", () => {
    const [builder] = planTraining(
      withSource({ kind: "corrections", journal: "/j/journal.jsonl" }),
      places,
    ).builders;
    assert.match(
      writeCommand(builder?.command ?? { program: "", args: [] }),
      /datasets\.journal \/j\/journal/,
    );
  });

  it("passes no rows where only the banks are wanted", () => {
    assert.equal(planTraining(withSource({ kind: "banks" }), places).recipe.args.includes("--rows"), false);
  });

  it("passes steps and minutes on", () => {
    const { args } = planTraining({ ...choice, smoke: false, steps: 40, minutes: 2 }, places).recipe;
    assert.deepEqual(args.slice(-4), ["--steps", "40", "--minutes", "2"]);
  });

  it("refuses a tool list for a recipe that knows only the built-in tools", () => {
    assert.throws(
      () => planTraining(withSource({ kind: "tools", file: "/t.json" }), places),
      (error: unknown) => error instanceof Failure && error.message.includes("only the built-in tools"),
    );
  });

  it("refuses a name that is a path", () => {
    for (const name of ["../up", "", "-rf", "a b"])
      assert.throws(() => planTraining({ ...choice, name }, places), /cannot be the name/);
  });

  it("tells another recipe its rows in its own way, and asks for some", () => {
    const lora = findRecipe("lora_trl");
    assert.ok(lora);
    const tune = { ...choice, recipe: lora, base: "qwen3" };
    const { args } = planTraining({ ...tune, source: { kind: "tools", file: "/t.json" } }, places).recipe;
    assert.equal(args[args.indexOf("--data") + 1], "/runs/a/rows.jsonl");
    assert.throws(() => planTraining({ ...tune, source: { kind: "banks" } }, places), /no rows of its own/);
    assert.throws(() => planTraining({ ...tune, minutes: 3 }, places), /how long to train/);
  });

  it("goes on from the shipped model for other tools, for a quarter of an hour unless told otherwise", () => {
    const recipe = findRecipe("router_tools");
    assert.ok(recipe);
    const tune = { ...choice, recipe, base: "/models/router-tools.gguf", smoke: false };
    const plan = planTraining({ ...tune, source: { kind: "tools", file: "/t.json" } }, places);
    assert.equal(
      writeCommand(plan.recipe),
      "/venv/bin/python -m tool_router_training.recipes.router_tools --out /runs/a/model --name router-mine --seed 7 --base /models/router-tools.gguf --rows /runs/a/rows.jsonl --type q4_0 --threads 2 --minutes 12",
    );
    assert.match(writeCommand(plan.everyday.command), /datasets\.tools --split valid .*--count 120/);
    const { args } = planTraining({ ...tune, steps: 40 }, places).recipe;
    assert.equal(args.includes("--minutes"), false);
    assert.equal(planTraining({ ...tune, smoke: true }, places).recipe.args.includes("--minutes"), false);
  });

  it("goes on from the nano in use, for a quarter of an hour unless told otherwise", () => {
    const start = { id: "router-nano", path: "/models/router-nano.gguf" };
    const goesOn = { ...choice, smoke: false, start };
    assert.equal(
      writeCommand(planTraining(goesOn, places).recipe),
      "/venv/bin/python -m tool_router_training.recipes.router_cpu --out /runs/a/model --name router-mine --seed 7 --start /models/router-nano.gguf --rows /runs/a/rows.jsonl --minutes 12",
    );
    const { args } = planTraining({ ...goesOn, minutes: 3 }, places).recipe;
    assert.deepEqual(args.slice(-2), ["--minutes", "3"]);
    assert.equal(planTraining({ ...goesOn, steps: 40 }, places).recipe.args.includes("--minutes"), false);
    const afresh = planTraining({ ...choice, smoke: false }, places).recipe.args;
    assert.equal(afresh.includes("--start") || afresh.includes("--minutes"), false);
    assert.equal(writeStart(nano, start), "Goes on from router-nano: about a quarter of an hour.");
    assert.equal(writeStart(nano, start, false), "Goes on from router-nano.");
    assert.equal(writeStart(nano, undefined), "Begins from scratch: about an hour.");
  });

  it("goes on from a nano only with the recipe that makes one", () => {
    const recipe = findRecipe("router_tools");
    assert.ok(recipe);
    const start = { id: "router-nano", path: "/models/router-nano.gguf" };
    const source = { kind: "tools", file: "/t.json" } as const;
    assert.throws(
      () => planTraining({ ...choice, recipe, source, start }, places),
      /cannot go on from router-nano/,
    );
    assert.equal(writeStart(recipe, undefined), undefined);
  });

  it("asks a live server for its tools", () => {
    const recipe = findRecipe("router_tools");
    assert.ok(recipe);
    const source = { kind: "server", command: "npx -y some-server" } as const;
    const [builder] = planTraining({ ...choice, recipe, source }, places).builders;
    assert.match(
      writeCommand(builder?.command ?? { program: "", args: [] }),
      /datasets\.mcp_tools --server 'npx -y some-server' --seed 7/,
    );
    assert.throws(() => planTraining(withSource(source), places), /only the built-in tools/);
  });

  it("refuses what is about the built-in tools for a recipe that learns others", () => {
    const recipe = findRecipe("router_tools");
    assert.ok(recipe);
    for (const source of [
      { kind: "workspace", items: "/i.json" },
      { kind: "corrections", journal: "/j.jsonl" },
    ] as const)
      assert.throws(() => planTraining({ ...choice, recipe, source }, places), /are about the built-in ones/);
  });

  it("refuses to tune a base that nobody named", () => {
    const recipe = { ...nano, needsBase: true };
    assert.throws(() => planTraining({ ...choice, recipe }, places), /none is named/);
    const { args } = planTraining({ ...choice, recipe, base: "me/model" }, places).recipe;
    assert.equal(args[args.indexOf("--base") + 1], "me/model");
  });
});

describe("the rows of a training run", () => {
  const row = (n: number | string): string =>
    JSON.stringify({ id: "x", request: String(n), toolbox: "kiwi", calls: [] });

  it("are named by file and line where they are broken, and left out", () => {
    const text = `\ufeff${row("load tides")}\r\n\n{broken\n[]\n${row(" ")}\n`;
    const { lines, problems } = checkRows(text, "mine.jsonl", nano);
    assert.deepEqual(lines, [row("load tides")]);
    assert.deepEqual(problems, [
      "mine.jsonl, line 3: this is no JSON.",
      "mine.jsonl, line 4: a row is a JSON object.",
      "mine.jsonl, line 5: the request is empty.",
    ]);
  });

  it("may bring their own tools only where the recipe reads them", () => {
    const own = JSON.stringify({ id: "x", request: "tides", tools: [{ name: "tides" }], calls: [] });
    assert.match(checkRows(own, "a", nano).problems[0] ?? "", /brings its own tools/);
    assert.equal(checkRows(own, "a", { ...nano, rows: "any" }).lines.length, 1);
    assert.equal(checkRows(own, "a", { ...nano, rows: "own" }).lines.length, 1);
    assert.match(
      checkRows(row(1), "a", { ...nano, rows: "own" }).problems[0] ?? "",
      /about the built-in tools/,
    );
  });

  it("are held out every tenth request, with all that say the same", () => {
    const lines = Array.from({ length: 40 }, (_, n) => row(`request ${n}`));
    const same = row(" Request  9 ");
    const { train, heldOut } = splitRows([...lines, same]);
    assert.deepEqual(heldOut, [9, 19, 29, 39].map((n) => row(`request ${n}`)).concat(same));
    assert.equal(train.length, 36);
  });

  it("of one family are kept together", () => {
    const lines = Array.from({ length: 60 }, (_, n) =>
      JSON.stringify({ id: "x", request: String(n), toolbox: "kiwi", calls: [], family: `f${n % 20}` }),
    );
    const { heldOut } = splitRows(lines);
    assert.equal(heldOut.length, 6);
    assert.deepEqual(
      [...new Set(heldOut.map((line) => (JSON.parse(line) as { family: string }).family))],
      ["f9", "f19"],
    );
  });

  it("are held out as often as is asked for, and none is lost", () => {
    const { train, heldOut } = splitRows(
      Array.from({ length: 5000 }, (_, n) => row(n)),
      10,
    );
    assert.equal(heldOut.length, 10);
    assert.equal(train.length, 4990);
  });

  it("are held out 200 times at most, and none is lost", () => {
    const { train, heldOut } = splitRows(Array.from({ length: 5000 }, (_, n) => row(n)));
    assert.equal(heldOut.length, 200);
    assert.equal(train.length, 4800);
  });
});

describe("the doctor", () => {
  const good: DoctorFacts = {
    python: {
      command: { program: "python3", args: [] },
      executable: "/usr/bin/python3",
      version: [3, 12, 1],
      missing: [],
      hasVenv: true,
    },
    freeMemoryMb: 8000,
    freeDiskMb: 50_000,
    hasPackage: true,
  };
  const verdicts = (facts: Partial<DoctorFacts>): Record<string, string> =>
    Object.fromEntries(judgeMachine({ ...good, ...facts }, nano).map((one) => [one.name, one.verdict]));
  const python = good.python;
  assert.ok(python);

  it("finds nothing wrong with a machine that has everything", () => {
    assert.deepEqual(new Set(Object.values(verdicts({}))), new Set(["good"]));
  });

  it("would make a virtual environment for missing packages", () => {
    assert.equal(verdicts({ python: { ...python, missing: ["torch"] } })["Packages"], "make");
    assert.equal(verdicts({ python: { ...python, missing: ["torch"], hasVenv: false } })["Packages"], "bad");
  });

  it("counts the room for packages only where they are missing", () => {
    assert.equal(verdicts({ freeDiskMb: 1000 })["Disk"], "good");
    assert.equal(verdicts({ freeDiskMb: 1000, python: { ...python, missing: ["torch"] } })["Disk"], "bad");
  });

  it("says one sentence and what to do for each thing that is bad", () => {
    const broken = { python: undefined, freeMemoryMb: 10, freeDiskMb: 10, hasPackage: false };
    const checks = judgeMachine(broken, nano);
    assert.deepEqual(
      checks.map((one) => one.verdict),
      ["bad", "bad", "bad", "bad"],
    );
    for (const { sentence, hint } of checks) {
      assert.match(sentence, /\.$/);
      assert.match(hint ?? "", /\.$/);
    }
  });

  it("refuses a Python that is too old", () => {
    for (const version of [
      [3, 10, 14],
      [2, 7, 18],
    ] as const)
      assert.equal(verdicts({ python: { ...python, version } })["Python"], "bad");
    assert.equal(verdicts({ python: { ...python, version: [3, 11, 0] } })["Python"], "good");
    assert.equal(verdicts({ python: { ...python, version: [4, 0, 0] } })["Python"], "good");
  });

  it("writes the commands that make the environment, torch first", () => {
    const request = {
      python: { program: "py", args: ["-3"] },
      folder: "/s p/venv",
      inside: "/s p/venv/bin/python",
      recipe: nano,
    };
    const written = venvCommands({ ...request, plainTorch: false }).map(writeCommand);
    assert.equal(written[0], "py -3 -m venv '/s p/venv'");
    assert.match(
      written[1] ?? "",
      /pip install .*torch==\S+ --index-url https:\/\/download\.pytorch\.org\/whl\/cpu$/,
    );
    assert.match(written[2] ?? "", /tokenizers/);
    const own = venvCommands({ ...request, plainTorch: true }).map(writeCommand);
    assert.match(own[1] ?? "", /torch==[\d.]+$/);
  });

  it("knows every recipe by its id", () => {
    for (const recipe of trainingRecipes) assert.equal(findRecipe(recipe.id), recipe);
    assert.equal(findRecipe("nothing"), undefined);
  });
});
