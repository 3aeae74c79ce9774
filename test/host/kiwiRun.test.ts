// Running directives, knowledge and real Python scripts: arguments, results, limits, time, cancellation.
/* eslint-disable @typescript-eslint/no-unsafe-call -- results are read by key, unchecked, as a client reads them */
import assert from "node:assert/strict";
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "mocha";
import { Failure } from "../../src/core/failure.ts";
import type { CallProgress } from "../../src/core/toolResult.ts";
import { isRunning, openKiwi, waitUntil, type OpenKiwi } from "./openKiwi.ts";

async function addScript(kiwi: OpenKiwi, name: string, source: string): Promise<void> {
  const path = join(kiwi.workspace, ".ai", "scripts", `${name}.py`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `"""Test."""\n__version__ = "1.0.0"\n${source}\n`);
}

describe("kiwi: running directives and knowledge", () => {
  let kiwi: OpenKiwi;
  before(async () => (kiwi = await openKiwi("demo")));
  after(() => kiwi.close());

  it("hands back the steps and executes nothing", async () => {
    const { json, isError } = await kiwi.execute("directive", "run", "deploy_app", {
      environment: "staging",
      dry_run: true,
    });
    assert.equal(isError, false);
    assert.equal(json.status, "ready");
    assert.deepEqual(json.provided_inputs, { environment: "staging" });
    assert.deepEqual(Object.keys(json.process[0]), ["name", "description", "action"]);
    assert.match(json.instructions, /Nothing has been executed/);
  });

  it("names missing inputs with all that is known about them", async () => {
    const { json, isError } = await kiwi.execute("directive", "run", "deploy_app", { version: "v3" });
    assert.equal(isError, true);
    assert.deepEqual(
      json.missing_inputs.map((input: { name: string }) => input.name),
      ["environment"],
    );
    assert.equal(json.all_inputs.length, 2);
    assert.deepEqual(json.provided_inputs, { version: "v3" });
    assert.match(json.solution, /environment/);
  });

  it("fills in defaults, and takes an empty text as missing", async () => {
    const keys = await kiwi.execute("directive", "run", "rotate_api_keys", { service: "email" });
    assert.deepEqual(keys.json.provided_inputs, { service: "email", grace_hours: "24" });
    assert.equal((await kiwi.execute("directive", "run", "rotate_api_keys", { service: " " })).isError, true);
  });

  it("hands back a knowledge entry's text", async () => {
    const { json } = await kiwi.execute("knowledge", "run", "cold_email_rules");
    assert.deepEqual([json.status, json.title], ["ready", "Rules for cold emails"]);
    assert.match(json.content, /Under 90 words/);
  });

  it("suggests near names", async () => {
    const { json } = await kiwi.execute("directive", "run", "sync_directive");
    assert.equal(json.suggestions[0], "sync_directives");
  });
});

describe("kiwi: running scripts", () => {
  let kiwi: OpenKiwi;
  before(async () => (kiwi = await openKiwi("demo")));
  after(() => kiwi.close());

  it("returns the script's JSON object as it is, with a shared import and accents", async () => {
    const { json } = await kiwi.execute("script", "run", "slugify", { title: "Crème brûlée & more" });
    assert.deepEqual(json, { slug: "creme-brulee-more" });
  });

  it("runs in the workspace folder, so that paths are the person's", async () => {
    const { json } = await kiwi.execute("script", "run", "csv_summary", { file: "data/orders.csv" });
    assert.equal(json.data.rows, 4);
    assert.equal(json.data.columns.amount.empty, 1);
  });

  it("wraps plain text, and keeps standard error as logs", async () => {
    const { json } = await kiwi.execute("script", "run", "word_count", {
      file: ["README.md", "data/orders.csv"],
    });
    assert.equal(json.status, "success");
    assert.equal(json.data.output.split("\n").length, 2);
    assert.deepEqual(json.logs, []);
  });

  it("turns parameters into arguments", async () => {
    await addScript(kiwi, "show_arguments", "import json, sys\nprint(json.dumps({'argv': sys.argv[1:]}))");
    const { json } = await kiwi.execute("script", "run", "show_arguments", {
      max_rows: 5,
      verbose: true,
      quiet: false,
      tag: ["a", "b c"],
      nothing: null,
      _private: "x",
      text: "--not-a-flag; $(touch x)",
      ratio: 0.5,
      nested: { a: 1 },
      source: "https://example.org",
      confirm: true,
    });
    assert.deepEqual(json.argv, [
      "--max-rows",
      "5",
      "--verbose",
      "--tag",
      "a",
      "--tag",
      "b c",
      "--text=--not-a-flag; $(touch x)",
      "--ratio",
      "0.5",
      "--nested",
      '{"a":1}',
      "--source",
      "https://example.org",
    ]);
    const refused = await kiwi.execute("script", "run", "show_arguments", { "bad name": 1 });
    assert.match(refused.json.error, /cannot be the name/);
  });

  it("only checks in a dry run", async () => {
    await addScript(
      kiwi,
      "writes",
      "import os\nkey = os.environ['NO_SUCH_KEY_HERE']\nopen('touched', 'w').write('x')",
    );
    const { json, isError } = await kiwi.execute("script", "run", "writes", { dry_run: true });
    assert.equal(isError, false);
    assert.equal(json.status, "validation_passed");
    assert.deepEqual(json.environment, [{ name: "NO_SUCH_KEY_HERE", set: false }]);
    assert.equal(json.path, join(kiwi.workspace, ".ai", "scripts", "writes.py"));
    await assert.rejects(stat(join(kiwi.workspace, "touched")));
    const run = await kiwi.execute("script", "run", "writes");
    assert.deepEqual(
      [run.json.error_type, run.json.missing_environment],
      ["execution_error", ["NO_SUCH_KEY_HERE"]],
    );
  });

  it("starts nothing of the workspace in a dry run, not even its Python", async function () {
    if (process.platform === "win32") this.skip();
    const bin = join(kiwi.workspace, ".venv", "bin");
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, "python"), `#!/bin/sh\ntouch "${kiwi.workspace}/started"\nexec python3 "$@"\n`);
    await chmod(join(bin, "python"), 0o755);
    await mkdir(join(kiwi.workspace, ".venv", "lib", "python3.12", "site-packages", "PIL"), {
      recursive: true,
    });
    const { json } = await kiwi.execute("script", "run", "image_resizer", { dry_run: true });
    assert.deepEqual(json.dependencies, [{ module: "PIL", name: "Pillow", installed: true }]);
    await assert.rejects(stat(join(kiwi.workspace, "started")));
    const run = await kiwi.execute("script", "run", "slugify", { title: "A B" });
    assert.equal(run.json.slug, "a-b");
    await stat(join(kiwi.workspace, "started"));
    await rm(join(kiwi.workspace, ".venv"), { recursive: true });
  });

  it("keeps a long JSON result in a file and shows a shortened one", async () => {
    await addScript(
      kiwi,
      "long_json",
      "import json\nprint(json.dumps({'status': 'success', 'rows': [{'n': i, 't': 'x' * 50} for i in range(2000)]}))",
    );
    const { json, isError } = await kiwi.execute("script", "run", "long_json");
    assert.equal(isError, false);
    assert.equal(json.status, "success");
    assert.equal(json.shortened, true);
    assert.ok(JSON.stringify(json).length < 11_000);
    assert.match(json.output_file, /\.ai.outputs.scripts.long_json/);
    assert.equal(JSON.parse(await readFile(json.output_file, "utf8")).rows.length, 2000);
    assert.equal(await readFile(join(kiwi.workspace, ".ai", "outputs", ".gitignore"), "utf8"), "*\n");
  });

  it("keeps long text as text, and the last ten results of a script", async () => {
    await addScript(kiwi, "long_text", "print('line\\n' * 5000)");
    const { json } = await kiwi.execute("script", "run", "long_text");
    assert.match(json.output_file, /\.txt$/);
    assert.match(await readFile(json.output_file, "utf8"), /^line\nline\n/);
    const folder = dirname(json.output_file);
    for (let at = 10; at < 25; at += 1)
      await writeFile(join(folder, `2020-01-${at}T00-00-00-000Z_results.json`), "{}");
    await kiwi.execute("script", "run", "long_text");
    assert.equal((await readdir(folder)).length, 10);
  });

  it("leaves no folder behind for a short result", async () => {
    await addScript(kiwi, "short", "print('hello')");
    await kiwi.execute("script", "run", "short");
    await assert.rejects(stat(join(kiwi.workspace, ".ai", "outputs", "scripts", "short")));
  });

  it("reports progress with elapsed seconds and the last line", async () => {
    await addScript(
      kiwi,
      "slow",
      "import sys, time\nfor i in range(3):\n    print(f'step {i}', file=sys.stderr, flush=True)\n    time.sleep(0.7)\nprint('{}')",
    );
    const seen: CallProgress[] = [];
    const given = { item_type: "script", action: "run", item_id: "slow" };
    await kiwi.call("execute", given, { onProgress: (progress) => seen.push(progress) });
    assert.ok(seen.length >= 2);
    assert.match(seen.at(-1)?.message ?? "", /^\d+ s · step \d$/);
  });
});

describe("kiwi: scripts that misbehave", () => {
  let kiwi: OpenKiwi;
  before(async () => (kiwi = await openKiwi("broken")));
  after(() => kiwi.close());

  it("reports a failing script with its exit code, its words and its logs", async () => {
    const { json, isError } = await kiwi.execute("script", "run", "exits_3");
    assert.equal(isError, true);
    assert.deepEqual(
      [json.status, json.error, json.error_type, json.exit_code, json.logs],
      ["error", "the other half failed", "execution_error", 3, ["the other half failed"]],
    );
    assert.equal(json.data.output, "half of the work is done");
  });

  it("treats a JSON object with status error as an error", async () => {
    await addScript(kiwi, "says_error", 'print(\'{"status": "error", "error": "no luck"}\')');
    const { json, isError } = await kiwi.execute("script", "run", "says_error");
    assert.deepEqual([isError, json.error], [true, "no luck"]);
  });

  it("does not run a script without a version, and says what to add", async () => {
    const { json, isError } = await kiwi.execute("script", "run", "no_version");
    assert.equal(isError, true);
    assert.match(json.error, /no __version__ = "x\.y\.z" line/);
  });

  it("gives a plan for missing packages and installs nothing", async () => {
    const { json, isError } = await kiwi.execute("script", "run", "needs_package");
    assert.equal(isError, true);
    assert.equal(json.error_type, "missing_dependencies");
    assert.deepEqual(
      json.missing_dependencies.map((one: { module: string }) => one.module),
      ["bs4_but_not_really", "yaml_of_the_future"],
    );
    assert.match(json.plan.join("\n"), /pip install bs4_but_not_really yaml_of_the_future/);
    assert.match(json.solution, /Nothing was installed/);
  });

  it("ends a hanging script and its children when time is up", async () => {
    const { json, isError } = await kiwi.execute("script", "run", "hangs", { _timeout: 1.5 });
    assert.equal(isError, true);
    assert.equal(json.error_type, "timeout");
    assert.match(json.error, /within 1.5 seconds/);
    const child = Number(/child (\d+)/.exec(json.data.output)?.[1]);
    assert.ok(child > 0);
    assert.ok(await waitUntil(() => !isRunning(child), 3000), "the child is gone too");
  });

  it("ends a script and its children when the call is cancelled", async () => {
    const controller = new AbortController();
    let child = 0;
    const call = kiwi.call(
      "execute",
      { item_type: "script", action: "run", item_id: "hangs" },
      {
        signal: controller.signal,
        onProgress: ({ message }) => {
          child = Number(/child (\d+)/.exec(message ?? "")?.[1] ?? 0);
          if (child > 0) controller.abort();
        },
      },
    );
    await assert.rejects(call, (error) => error instanceof Failure && error.code === "cancelled");
    assert.ok(child > 0);
    assert.ok(await waitUntil(() => !isRunning(child), 5000));
  });

  it("survives 100 MB of output: 20 MB are kept in a file, and the result says so", async () => {
    const before = process.memoryUsage().rss;
    const { json, isError } = await kiwi.execute("script", "run", "prints_100_mb");
    assert.equal(isError, false);
    assert.deepEqual([json.output_bytes, json.kept_bytes, json.complete], [100_000_000, 20_000_000, false]);
    assert.equal((await stat(json.output_file)).size, 20_000_000);
    assert.match(json.note, /printed 100000000 bytes; the first 20000000 are kept/);
    assert.ok(JSON.stringify(json).length < 11_000);
    assert.ok(process.memoryUsage().rss - before < 100_000_000);
  });

  it("refuses a limit that is none", async () => {
    for (const _timeout of [0, -1, "soon", 1e9]) {
      const { json } = await kiwi.execute("script", "run", "exits_3", { _timeout });
      assert.match(json.error, /_timeout/);
    }
  });
});
