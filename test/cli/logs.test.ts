import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import type { JournalEntry } from "../../src/core/journal/journalEntry.ts";
import { journalPath } from "../../src/host/journalPath.ts";

interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe("tool-router logs", () => {
  let folder: string;
  let path: string;
  const demo = resolve("test/fixtures/workspaces/demo");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tool-router-logs-"));
    path = journalPath(place(), process.platform);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const place = () => ({ XDG_STATE_HOME: join(folder, "state"), LOCALAPPDATA: join(folder, "state") });

  function run(args: readonly string[], environment: Record<string, string> = {}): Promise<Finished> {
    const env = {
      ...process.env,
      ...place(),
      USER_SPACE: join(folder, "user"),
      NO_COLOR: "1",
      TOOL_ROUTER_JOURNAL: "on",
      ...environment,
    };
    return new Promise((done) => {
      const child = execFile(
        process.execPath,
        [resolve("dist/cli.mjs"), ...args],
        { env },
        (error, out, err) =>
          done({ code: error ? (typeof error.code === "number" ? error.code : 1) : 0, out, err }),
      );
      child.stdin?.end();
    });
  }

  const inDemo = (...args: readonly string[]) => [...args, "--workspace", demo];
  const entries = (): JournalEntry[] =>
    readFileSync(path, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as JournalEntry);

  it("counts requests that were routed and run, from a private file", async () => {
    assert.equal((await run(inDemo("run", "find email scripts"))).code, 0);
    assert.equal((await run(inDemo("route", "what's the capital of France"))).code, 3);
    assert.equal((await run(inDemo("run", "create a new script called csv_parser"))).code, 1);
    if (process.platform !== "win32") assert.equal(statSync(path).mode & 0o777, 0o600);
    const [ran, none, waits] = entries();
    assert.deepEqual(
      [ran?.decision, ran?.call?.name, ran?.verdict, ran?.outcome],
      ["call", "search", "run", "ok"],
    );
    assert.ok(ran && ran.ms > 0 && ran.confidence > 0 && ran.confidence <= 1);
    assert.deepEqual(Object.keys(ran.stages), ["shortlist", "prompt", "prefill", "decode", "validate"]);
    assert.deepEqual(
      [none?.request, none?.decision, none?.outcome],
      ["what's the capital of France", "none", undefined],
    );
    assert.deepEqual([waits?.verdict, waits?.outcome], ["confirm", undefined]);

    const { code, out } = await run(["logs", "--json"]);
    assert.equal(code, 0);
    const summary = JSON.parse(out);
    assert.equal(summary.journal, path);
    assert.deepEqual([summary.entries, summary.ended, summary.success.value, summary.skipped], [3, 1, 1, 0]);
    assert.deepEqual(summary.decisions, { call: 2, ask: 0, none: 1 });
    const table = await run(["logs"]);
    assert.match(table.out, /^3 requests from /);
    assert.match(table.out, /went well +100\.0 % of 1 that ran/);
  });

  it("keeps nothing when the flag or the environment says so", async () => {
    await run(inDemo("run", "find email scripts", "--no-journal"));
    await run(inDemo("run", "find email scripts"), { TOOL_ROUTER_JOURNAL: "off" });
    assert.ok(!existsSync(path));
    const { code, out } = await run(["logs"]);
    assert.equal(code, 0);
    assert.equal(out, "No requests yet.\n");
  });

  it("knows nothing of an evaluation", async () => {
    const set = join(folder, "two.jsonl");
    const [first, second] = ["find email scripts", "load the email_enricher script"].map((request, n) =>
      JSON.stringify({
        id: `two-${n}`,
        request,
        toolbox: "kiwi",
        calls: [{ name: "search", arguments: { item_type: "script", query: "email" } }],
        tags: [],
      }),
    );
    writeFileSync(set, `${first}\n${second}\n`);
    const { code, err } = await run(inDemo("eval", set, "--json", "--fresh"));
    assert.equal(code, 0, err);
    assert.ok(!existsSync(path));
  });

  it("routes on where the journal cannot be written, and says so beside the answer", async () => {
    writeFileSync(join(folder, "state"), "a file in the way");
    const { code, out, err } = await run(inDemo("run", "--json", "find email scripts"));
    assert.equal(code, 0);
    assert.equal(JSON.parse(out).decision.call.name, "search");
    assert.match(err, /The journal cannot be written \(E\w+.*--no-journal/);
    assert.equal(err.trim().split("\n").length, 1);
  });

  it("reads from a day on, and counts lines that are no entries", async () => {
    const entry: JournalEntry = {
      time: "2026-02-28T12:00:00.000Z",
      request: "find email scripts",
      decision: "ask",
      model: "m",
      recovery: "repair",
      confidence: 0.5,
      ms: 20,
      stages: {},
    };
    mkdirSync(join(path, ".."), { recursive: true });
    const lines = [entry, { ...entry, time: "2026-03-01T12:00:00.000Z" }].map((one) => JSON.stringify(one));
    writeFileSync(path, `${lines.join("\n")}\n{"time": "2026-03-0`);
    const { out } = await run(["logs", "--json", "--since", "2026-03-01"]);
    const { entries: n, from, skipped } = JSON.parse(out);
    assert.deepEqual([n, from, skipped], [1, "2026-03-01", 1]);
    assert.match((await run(["logs"])).out, /1 line could not be read and is left out/);
    const wrong = await run(["logs", "--since", "yesterday"]);
    assert.equal(wrong.code, 1);
    assert.match(wrong.err, /--since yesterday is not a date/);
  });
});
