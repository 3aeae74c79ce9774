// Running an evaluation: kept answers, an interrupted run, a full disk, rows and their tools.
import assert from "node:assert/strict";
import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, beforeEach, describe, it } from "mocha";
import listed from "../../contract/kiwi/tools.json" with { type: "json" };
import { Failure, isCancelled } from "../../src/core/failure.ts";
import { AnswerCache, cacheFolder } from "../../src/host/eval/answerCache.ts";
import type { Candidate } from "../../src/host/eval/candidate.ts";
import { readSet, type EvalSet } from "../../src/host/eval/readSet.ts";
import { runCandidate, type RunProgress } from "../../src/host/eval/runCandidate.ts";
import { kiwiTools } from "../unit/kiwiTools.ts";

const weather = {
  name: "weather",
  inputSchema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};
const line = (id: number, extra: object = {}): string =>
  JSON.stringify({
    id: `row ${id}`,
    request: `weather in city ${id}`,
    tools: [weather],
    calls: [{ name: "weather", arguments: { city: `${id}` } }],
    ...extra,
  });

describe("an evaluation run", () => {
  let folder: string;
  let file: string;
  let set: EvalSet;
  let asked: string[];
  let warnings: string[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tool-router-eval-"));
    file = join(folder, "some.jsonl");
    await writeFile(file, `${[1, 2, 3, 4].map((id) => line(id)).join("\n")}\n`);
    set = await readSet(file, []);
  });
  after(() => rm(folder, { recursive: true, force: true }));
  beforeEach(() => {
    asked = [];
    warnings = [];
  });

  const signal = new AbortController().signal;
  const candidate = (
    fingerprint: string,
    onAsk: (n: number) => void = () => undefined,
  ): Candidate & { prepared: number } => ({
    id: "some model",
    label: "some",
    kind: "gguf",
    fingerprint,
    prepared: 0,
    async prepare() {
      this.prepared += 1;
    },
    async answer({ row }) {
      asked.push(row.id);
      onAsk(asked.length);
      return { kind: "none", calls: [], valid: true, confidence: 0.5, ms: 1 };
    },
    dispose: () => Promise.resolve(),
  });
  const open = (one: Candidate, fresh = false): AnswerCache =>
    new AnswerCache(one, {
      folder: join(folder, "cache"),
      fresh,
      warn: (sentence) => warnings.push(sentence),
    });
  const run = (one: Candidate, cache: AnswerCache, onProgress: (p: RunProgress) => void = () => undefined) =>
    runCandidate(one, set.rows, cache, { signal, onProgress });

  it("asks each row once, and nothing the second time", async () => {
    const first = candidate("a");
    const progress: RunProgress[] = [];
    assert.equal((await run(first, open(first), (one) => progress.push(one))).kept, 0);
    assert.equal(asked.length, 4);
    assert.deepEqual([progress.at(-1)?.done, progress.at(-1)?.total], [4, 4]);
    assert.ok((progress.at(-1)?.rate ?? 0) > 0);
    const again = candidate("a");
    assert.equal((await run(again, open(again))).kept, 4);
    assert.equal(asked.length, 4);
    assert.equal(again.prepared, 0, "a model that is not asked is not loaded");
    const other = candidate("another model");
    assert.equal((await run(other, open(other))).kept, 0);
    assert.equal((await run(other, open(other, true))).kept, 0, "fresh");
  });

  it("goes on where it was interrupted, past a torn line", async () => {
    const stop = new AbortController();
    const first = candidate("b", (n) => {
      if (n === 2) stop.abort();
    });
    const cache = open(first);
    await assert.rejects(
      runCandidate(first, set.rows, cache, { signal: stop.signal, onProgress: () => undefined }),
      isCancelled,
    );
    await appendFile(cache.path, '{"row": "half of a li');
    asked = [];
    const again = candidate("b");
    assert.equal((await run(again, open(again))).kept, 2);
    assert.deepEqual(asked, ["row 3", "row 4"]);
    assert.equal((await run(again, open(again))).kept, 4, "the torn line spoils no other");
  });

  it("does not keep failures, and makes them the answer of their row", async () => {
    const failing = candidate("c", (n) => {
      if (n === 2) throw new Failure("engine_crashed", "It crashed.", "Try again.");
    });
    const { answers } = await run(failing, open(failing));
    assert.deepEqual(
      answers.map((one) => one.kind),
      ["none", "failed", "none", "none"],
    );
    assert.match(answers[1]?.raw ?? "", /It crashed/);
    assert.equal((await run(candidate("c"), open(failing))).kept, 3);
  });

  it("ends at once where no row would fare better", async () => {
    const missing = candidate("d", () => {
      throw new Failure("model_missing", "There is no model.", "Install one.");
    });
    await assert.rejects(run(missing, open(missing)), { code: "model_missing" });
    assert.equal(asked.length, 1);
  });

  it("goes on without keeping answers when the disk is full, and says so once", async function () {
    if (!existsSync("/dev/full")) this.skip();
    const one = candidate("e");
    const { path } = open(one);
    await mkdir(dirname(path), { recursive: true });
    await symlink("/dev/full", path);
    const { answers } = await run(one, open(one));
    assert.equal(answers.length, 4);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? "", /not kept.*no space/i);
  });

  it("answers again when a row's tools change, and not when its gold does", async () => {
    const one = candidate("f");
    await run(one, open(one));
    const changed = { ...weather, description: "Weather of a city" };
    await writeFile(file, `${line(1, { calls: [] })}\n${line(2, { tools: [changed] })}\n`);
    const other = await readSet(file, []);
    asked = [];
    await runCandidate(one, other.rows, open(one), { signal, onProgress: () => undefined });
    assert.deepEqual(asked, ["row 2"]);
  });

  it("names file and line of a row that cannot be graded", async () => {
    const cases: [string, RegExp][] = [
      [`${line(1)}\n\n{"id": `, /some\.jsonl, line 3: /],
      [`${line(1)}\n{"id": 1}`, /line 2: a row needs the texts/],
      [
        line(1, { calls: [{ name: "wether", arguments: {} }] }),
        /line 1: the gold calls "wether", which is not offered/,
      ],
      [line(1, { accept: [{ name: "wether", arguments: {} }] }), /"wether", which is not offered/],
      [line(1, { tools: [{ name: "weather", inputSchema: 3 }] }), /not offered, because its input schema/],
      ["\n", /holds no rows/],
    ];
    for (const [text, expected] of cases) {
      await writeFile(file, text);
      await assert.rejects(readSet(file, []), (error: unknown) => {
        assert.ok(error instanceof Failure && error.code === "bad_request");
        assert.match(error.message, expected);
        return true;
      });
    }
    await assert.rejects(readSet(join(folder, "nowhere.jsonl"), []), /cannot be read/);
  });

  it("knows the built-in tools when a row writes them out", async () => {
    const kiwi = kiwiTools();
    const call = { name: "search", arguments: { item_type: "script", query: "email" } };
    await writeFile(file, `${line(1, { tools: listed, calls: [call] })}\n${line(2)}\n`);
    const { rows } = await readSet(file, kiwi);
    assert.equal(rows[0]?.row.toolbox, "kiwi");
    assert.equal(rows[0].toolbox.tools[0]?.server, "kiwi");
    assert.notEqual(rows[1]?.row.toolbox, "kiwi");
  });

  it("keeps answers where the environment says", () => {
    assert.equal(cacheFolder({ TOOL_ROUTER_CACHE: "/a" }), join("/a", "eval"));
    assert.equal(cacheFolder({ XDG_CACHE_HOME: "/b" }), join("/b", "tool-router", "eval"));
    assert.match(cacheFolder({}), /\.cache.tool-router.eval$/);
  });

  it("writes one line an answer", async () => {
    const one = candidate("g");
    const cache = open(one);
    await run(one, cache);
    const lines = (await readFile(cache.path, "utf8")).trim().split("\n");
    assert.equal(lines.length, 4);
    for (const text of lines) assert.deepEqual(Object.keys(JSON.parse(text)), ["row", "answer"]);
  });
});
