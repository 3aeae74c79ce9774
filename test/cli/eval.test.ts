// tool-router eval with the shipped model: figures, baselines, reports, an interrupted run, bad input.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { after, before, describe, it } from "mocha";
import { readReport } from "../../src/core/eval/readReport.ts";

interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const email = {
  id: "a",
  request: "find email scripts",
  toolbox: "kiwi",
  calls: [{ name: "search", arguments: { item_type: "script", query: "email" } }],
  tags: ["search", "easy"],
};
const france = {
  id: "b",
  request: "what's the capital of France",
  toolbox: "kiwi",
  calls: [],
  tags: ["none"],
};
const pasted = {
  id: "c",
  request: 'tide_table(harbour="Bergen")',
  tools: [
    {
      name: "tide_table",
      description: "Times of high and low water",
      parameters: { type: "object", properties: { harbour: { type: "string" } }, required: ["harbour"] },
    },
  ],
  calls: [{ name: "tide_table", arguments: { harbour: "Bergen" } }],
  tags: ["own_tools"],
};

describe("tool-router eval", () => {
  let folder: string;
  let rows: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tool-router-"));
    rows = join(folder, "rows.jsonl");
    await write(rows, [email, france, pasted]);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const write = (file: string, values: readonly object[]): Promise<void> =>
    writeFile(file, values.map((value) => `${JSON.stringify(value)}\n`).join(""));
  const environment = () => ({
    ...process.env,
    USER_SPACE: join(folder, "user"),
    TOOL_ROUTER_CACHE: join(folder, "cache"),
    NO_COLOR: "1",
  });

  function run(args: readonly string[], env: NodeJS.ProcessEnv = environment()): Promise<Finished> {
    return new Promise((done) => {
      const all = [resolve("dist/cli.mjs"), "eval", ...args, "--workspace", folder, "--cpu"];
      const child = execFile(process.execPath, all, { env, maxBuffer: 64 << 20 }, (error, out, err) =>
        done({ code: error ? (typeof error.code === "number" ? error.code : 1) : 0, out, err }),
      );
      child.stdin?.end();
    });
  }

  it("prints one JSON line a set, with the figures that scripts read", async () => {
    const other = join(folder, "other.jsonl");
    await write(other, [email]);
    const { code, out, err } = await run([rows, other, "--json"]);
    assert.equal(code, 0, err);
    const lines = out.trim().split("\n");
    const first = JSON.parse(lines[0] ?? "");
    const second = JSON.parse(lines[1] ?? "");
    assert.deepEqual([first.set, first.model, first.n], ["rows", "router-nano", 3]);
    assert.deepEqual([second.set, second.n], ["other", 1]);
    for (const name of ["exact_call", "tool", "arguments", "none_f1", "valid", "schema_valid"])
      assert.deepEqual(Object.keys(first.metrics[name]), ["value", "low", "high"], name);
    assert.equal(first.metrics.exact_call.value, 1);
    assert.equal(first.by_tag.search.n, 1);
    assert.equal(first.by_tag.search.exact_call.value, 1);
    assert.deepEqual(Object.keys(first.latency_ms), ["p50", "p95", "p99", "mean", "min", "max"]);
    assert.equal(typeof first.ece, "number");
  });

  it("routes a row with its own tools by declaring them to the model", async () => {
    const file = join(folder, "own.jsonl");
    await write(file, [{ ...pasted, request: "when is high water in Bergen" }]);
    const { code, out, err } = await run([file, "--json"]);
    assert.equal(code, 0, err);
    const printed = JSON.parse(out);
    // The shipped model was never shown other tools; what counts is that it answers at all, with these or with none.
    assert.equal(printed.metrics.valid.value, 1);
    assert.equal(printed.metrics.schema_valid.value, 1);
  });

  it("takes kept answers the second time, and new ones with --fresh", async () => {
    await run([rows]);
    assert.match((await run([rows])).err, /3 of 3 answers were known already/);
    assert.doesNotMatch((await run([rows, "--fresh"])).err, /known already/);
    assert.match((await run([rows, "--limit", "2"])).out, /rows: 2 requests/);
    const tagged = join(folder, "tagged.jsonl");
    await write(tagged, [email, { ...email, id: "hard one", tags: ["hard"] }]);
    assert.match((await run([tagged, "--tag", "hard"])).out, /tagged: 1 request/);
    assert.match((await run([tagged, "--tag", "purple"])).err, /tag "purple".*hard/s);
  });

  it("refuses a model that was damaged after its answers were kept", async () => {
    const model = join(folder, "copy.gguf");
    const card = JSON.parse(await readFile(resolve("models/router-nano.json"), "utf8"));
    await copyFile(resolve("models/router-nano.gguf"), model);
    await writeFile(join(folder, "copy.json"), JSON.stringify({ ...card, id: "copy", file: "copy.gguf" }));
    assert.equal((await run([rows, "--model", model])).code, 0);
    await writeFile(model, Buffer.alloc(card.size, "GGUF"));
    const { code, err } = await run([rows, "--model", model]);
    assert.equal(code, 1);
    assert.match(err, /sha256 differs|not a GGUF/);
  });

  it("compares with the rules and writes the report", async () => {
    const out = join(folder, "report");
    const done = await run([rows, "--baseline", "rules", "--out", out]);
    assert.equal(done.code, 0, done.err);
    assert.match(done.out, /against rules only/);
    const report = readReport(await readFile(join(out, "report.json"), "utf8"), "it");
    assert.deepEqual([report.tuned, report.baseline, report.cases.length], ["router-nano", "rules", 3]);
    assert.deepEqual(report.cases[0]?.id, "rows/a");
    assert.deepEqual(Object.keys(report.cases[0].answers), ["router-nano", "rules"]);
    assert.deepEqual((await readdir(out)).sort(), [
      "cases.csv",
      "reliability.svg",
      "report.html",
      "report.json",
      "report.md",
      "risk-coverage.svg",
      "tags.svg",
    ]);
    assert.match(await readFile(join(out, "report.md"), "utf8"), /McNemar/);
  });

  it("compares with another copy of a model, and with the library's chat functions", async () => {
    const same = await run([
      rows,
      "--limit",
      "1",
      "--json",
      "--baseline",
      resolve("models/router-nano.gguf"),
    ]);
    assert.equal(same.code, 0, same.err);
    assert.deepEqual(
      [JSON.parse(same.out).baseline.model, JSON.parse(same.out).comparison.both_right],
      ["router-nano (baseline)", 1],
    );
    const chat = await run([rows, "--limit", "1", "--json", "--baseline", "chat-functions"]);
    assert.equal(chat.code, 0, chat.err);
    assert.equal(JSON.parse(chat.out).baseline.model, "chat-functions");
    assert.ok(JSON.parse(chat.out).baseline.latency_ms.p50 > 0);
  });

  it("compares with an endpoint, whose failures are failed answers", async () => {
    const server = await serve();
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
      const { code, out, err } = await run([rows, "--json", "--baseline", url]);
      assert.equal(code, 0, err);
      const { baseline } = JSON.parse(out);
      assert.equal(baseline.metrics.exact_call.value, 0.3333);
      assert.deepEqual(baseline.errors, { invalid: 2 });
      assert.match(err, /2 of 3 failed\. The endpoint .* 400/);
    } finally {
      server.close();
    }
  });

  it("goes on where Ctrl-C stopped it", async function () {
    if (process.platform === "win32") this.skip();
    const file = join(folder, "long.jsonl");
    const words = ["email", "lint", "report", "invoice", "weather", "backup", "deploy", "metrics"];
    const many = words.flatMap((a) =>
      words.map((b) => ({ ...email, id: `${a} ${b}`, request: `find ${a} ${b} scripts` })),
    );
    await write(file, many);
    const cache = join(folder, "cache of long");
    const env = { ...environment(), TOOL_ROUTER_CACHE: cache };
    const child = spawn(
      process.execPath,
      [resolve("dist/cli.mjs"), "eval", file, "--workspace", folder, "--cpu"],
      { env, stdio: ["ignore", "ignore", "pipe"] },
    );
    let err = "";
    child.stderr.on("data", (data: Buffer) => (err += data.toString()));
    const ended = new Promise<number | null>((done) => child.once("exit", done));
    const kept = async (): Promise<number> => {
      const names = existsSync(join(cache, "eval")) ? await readdir(join(cache, "eval")) : [];
      const texts = await Promise.all(names.map((name) => readFile(join(cache, "eval", name), "utf8")));
      return texts.join("").split("\n").length - 1;
    };
    while ((await kept()) < 3 && child.exitCode === null) await new Promise((done) => setTimeout(done, 5));
    child.kill("SIGINT");
    assert.equal(await ended, 130);
    assert.match(err, /kept; the same command goes on/);
    const before = await kept();
    assert.ok(before >= 3 && before < many.length, `${before} kept`);
    const again = await run([file], env);
    assert.equal(again.code, 0, again.err);
    assert.match(again.err, new RegExp(`${before} of 64 answers were known already`));
  });

  it("answers bad input with one clear sentence", async () => {
    const broken = join(folder, "broken.jsonl");
    await writeFile(broken, `${JSON.stringify(email)}\n{"id": 1}\n`);
    const strange = join(folder, "strange.jsonl");
    await write(strange, [email, { ...email, calls: [{ name: "grep", arguments: {} }] }]);
    const cases: [string[], RegExp][] = [
      [[], /no evaluation file/],
      [[broken], /broken\.jsonl, line 2: a row needs/],
      [[strange], /strange\.jsonl, line 2: the gold calls "grep", which is not offered.*search, load/s],
      [[join(folder, "nowhere.jsonl")], /cannot be read/],
      [["bfcl:nothing_like_it"], /set "bfcl:nothing_like_it"/],
      [[rows, "--limit", "none"], /--limit none/],
      [[rows, "--calibrate"], /which router-tools answers.*--model router-tools/s],
      [[rows, "--model", "nobody"], /no model "nobody"/],
      [[rows, "--baseline", "nobody"], /no model "nobody".*chat-functions/s],
      [[rows, "--baseline", "http://127.0.0.1:9/v1"], /127\.0\.0\.1:9\/v1 answered/],
      [[rows, "--out", rows], /cannot be written/],
    ];
    for (const [args, expected] of cases) {
      const { code, err } = await run(args);
      assert.equal(code, 1, args.join(" "));
      assert.match(err, expected);
    }
  });

  /** Knows only the email question. */
  function serve(): Promise<Server> {
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (data: Buffer) => (body += data.toString()));
      request.on("end", () => {
        if (request.url === "/v1/models") return response.end('{"data": [{"id": "m"}]}');
        const asked = JSON.parse(body).messages[0].content;
        if (asked !== email.request) {
          response.statusCode = 400;
          return response.end("cannot");
        }
        const [call] = email.calls;
        const called = { name: call?.name, arguments: JSON.stringify(call?.arguments) };
        return response.end(
          JSON.stringify({ choices: [{ message: { tool_calls: [{ function: called }] } }] }),
        );
      });
    });
    return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
  }
});
