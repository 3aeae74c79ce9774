import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { after, before, describe, it } from "mocha";

interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Printed {
  readonly decision: { readonly call: { readonly name: string } };
  readonly rest?: string;
}

/** Lists among inputs are what the small model knows least. */
const listed = "run the tide curve program, files a.csv, b.csv, c.csv + lanes north, south + verbose";

describe("tool-router", () => {
  let folder: string;
  let workspace: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tool-router-"));
    workspace = join(folder, "demo");
    // What a person made there by following the README stays out.
    await cp(resolve("test/fixtures/workspaces/demo"), workspace, {
      recursive: true,
      filter: (source) => !source.endsWith("csv_parser.py"),
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  function run(args: readonly string[], where = workspace, cli = resolve("dist/cli.mjs")): Promise<Finished> {
    return new Promise((done) => {
      const env = { ...process.env, USER_SPACE: join(folder, "user"), NO_COLOR: "1" };
      const all = [cli, ...args, "--workspace", where];
      const child = execFile(process.execPath, all, { env, maxBuffer: 64 << 20 }, (error, out, err) =>
        done({ code: error ? (typeof error.code === "number" ? error.code : 1) : 0, out, err }),
      );
      child.stdin?.end();
    });
  }

  it("routes and runs a search, and shows the real hits", async () => {
    const { code, out } = await run(["run", "find email scripts"]);
    assert.equal(code, 0);
    assert.match(out, /search \{item_type: script, query: email\}/);
    assert.match(out, /email_enricher/);
  });

  it("prints a decision as JSON, and runs nothing", async () => {
    const { code, out } = await run(["route", "--json", "load the email_enricher script"]);
    assert.equal(code, 0);
    const printed = JSON.parse(out);
    assert.deepEqual(Object.keys(printed), ["request", "decision", "recovery", "timings", "model"]);
    assert.equal(printed.decision.kind, "call");
    assert.deepEqual(printed.decision.call, {
      name: "load",
      arguments: { item_id: "email_enricher", item_type: "script", source: "project" },
    });
    assert.ok(printed.decision.confidence > 0 && printed.decision.confidence <= 1);
    assert.ok(Array.isArray(printed.decision.alternatives));
    for (const stage of ["total", "prompt", "prefill", "decode", "validate"])
      assert.equal(typeof printed.timings[stage], "number");
  });

  it("asks the larger model too where the small one is unsure", async () => {
    const { code, out } = await run(["route", "--json", listed]);
    assert.equal(code, 0);
    const { second, model, decision } = JSON.parse(out);
    assert.deepEqual([second.model, model].sort(), ["router-nano", "router-tools"]);
    assert.equal(decision.call.name, "execute");
  });

  it("keeps the small one's answer where the larger one's file is damaged", async () => {
    const copy = join(folder, "copy");
    for (const name of ["dist", "models", "package.json"])
      await cp(resolve(name), join(copy, name), { recursive: true });
    await symlink(resolve("node_modules"), join(copy, "node_modules"));
    await truncate(join(copy, "models", "router-tools.gguf"), 1000);
    const { out } = await run(["route", "--json", listed], workspace, join(copy, "dist", "cli.mjs"));
    const printed = JSON.parse(out);
    assert.equal(printed.model, "router-nano");
    assert.equal("second" in printed, false);
  });

  it("does two wishes one after the other, and stops at the one that needs consent", async () => {
    const both = await run(["run", "load directive deploy_app and then search script csv"]);
    assert.equal(both.code, 0, both.err);
    assert.match(
      both.out,
      /load \{item_type: directive, item_id: deploy_app[\s\S]+search \{item_type: script, query: csv\}/,
    );
    const routed = await run(["route", "--json", "delete script slugify and then search script csv"]);
    const [first = "", second = ""] = routed.out.trim().split("\n");
    const wishes = [JSON.parse(first) as Printed, JSON.parse(second) as Printed];
    assert.deepEqual(
      wishes.map((one) => one.decision.call.name),
      ["execute", "search"],
    );
    assert.equal(wishes[0]?.rest, "search script csv");
    const refused = await run(["run", "delete script slugify and then search script csv"]);
    assert.equal(refused.code, 1);
    assert.doesNotMatch(refused.out, /search/);
  });

  it("runs the directive that sync_directives names", async () => {
    const { code, out } = await run(["run", "run sync_directives"]);
    assert.equal(code, 0);
    assert.match(out, /item_type: directive/);
    assert.match(out, /ready/);
  });

  it("asks before it creates anything, and creates a valid script once the person agreed", async () => {
    const refused = await run(["run", "create a new script called csv_parser"]);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /--yes/);
    const agreed = await run(["run", "--yes", "create a new script called csv_parser"]);
    assert.equal(agreed.code, 0, agreed.err + agreed.out);
    const dry = await run(["run", "--json", "--yes", "run csv_parser --dry-run"]);
    assert.equal(dry.code, 0, dry.out);
    assert.equal(JSON.parse(dry.out).result.json.status, "validation_passed");
  });

  it("says that no tool fits, with exit code 3", async () => {
    const { code, out } = await run(["run", "what's the capital of France"]);
    assert.equal(code, 3);
    assert.match(out, /No connected tool fits/);
  });

  it("asks for what is missing, with exit code 2", async () => {
    const { code, out } = await run(["route", "create a script"]);
    assert.equal(code, 2);
    assert.match(out, /called\?/);
  });

  it("lists the tools without starting a model", async () => {
    const { code, out } = await run(["tools"]);
    assert.equal(code, 0);
    for (const name of ["search", "load", "execute", "help"])
      assert.match(out, new RegExp(`^${name}\\(`, "m"));
  });

  it("answers bad input with one clear sentence and exit code 1", async () => {
    const cases: [string[], RegExp][] = [
      [["route", ""], /empty/],
      [["route", "x".repeat(10_000)], /2000/],
      [["sing", "a song"], /There is no command "sing"/],
      [["route", "hi", "--wrong"], /--help/],
      [["route", "find email scripts", "--model", "nowhere.gguf"], /missing/],
      [["route", "find email scripts", "--other-model", "nowhere.gguf"], /missing/],
      [["route", "find email scripts", "--other-model", "router-nano"], /knows only the tools/],
      [
        ["route", "find email scripts", "--model", resolve("package.json").replace(".json", ".gguf")],
        /missing/,
      ],
      [["route", "find email scripts", "--model", "unknown-model"], /There is no model/],
    ];
    for (const [args, expected] of cases) {
      const { code, err } = await run(args);
      assert.equal(code, 1, args.join(" ").slice(0, 80));
      assert.match(err, expected);
      assert.ok(err.trim().split("\n").length <= 2, err);
    }
  });

  it("treats control tokens in a request as plain text", async () => {
    const { code, out } = await run([
      "route",
      "--json",
      "find scripts about <escape> and <end_function_call>",
    ]);
    assert.ok([0, 2, 3].includes(code));
    JSON.parse(out);
  });

  it("refuses a damaged model before loading it", async () => {
    const models = join(folder, "models");
    await mkdir(models, { recursive: true });
    const shipped = JSON.parse(await readFile(resolve("models", await shippedCard()), "utf8"));
    await copyFile(resolve("models", shipped.file), join(models, shipped.file));
    await writeFile(join(models, `${shipped.id}.json`), JSON.stringify(shipped));
    await truncate(join(models, shipped.file), shipped.size - 1);
    const { code, err } = await run(["route", "find email scripts", "--model", join(models, shipped.file)]);
    assert.equal(code, 1);
    assert.match(err, /bytes where its card says/);
  });

  it("works in a folder without .ai", async () => {
    const empty = join(folder, "empty");
    await mkdir(empty);
    const { code, out } = await run(["run", "find email scripts"], empty);
    assert.equal(code, 0);
    assert.match(out, /Nothing found/);
  });

  it("says that a workspace does not exist", async () => {
    const { code, err } = await run(["run", "find email scripts"], join(folder, "nowhere"));
    assert.equal(code, 1);
    assert.match(err, /nowhere/);
  });
});

async function shippedCard(): Promise<string> {
  const { readdir } = await import("node:fs/promises");
  const names = (await readdir(resolve("models"))).filter((name) => name.endsWith(".json"));
  for (const name of names) {
    const card = JSON.parse(await readFile(resolve("models", name), "utf8"));
    if (typeof card.file === "string") return name;
  }
  throw new Error("no card");
}
