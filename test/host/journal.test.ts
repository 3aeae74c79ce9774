import assert from "node:assert/strict";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { JournalEntry } from "../../src/core/journal/journalEntry.ts";
import { Journal, readJournal } from "../../src/host/journal.ts";
import { isJournalOff, journalPath } from "../../src/host/journalPath.ts";

describe("the journal", () => {
  let folder: string;
  let path: string;
  const failures: unknown[] = [];
  const onFailure = (error: unknown): void => void failures.push(error);
  const entry = (n: number, time = "2026-03-01T10:00:00.000Z"): JournalEntry => ({
    time,
    request: `request ${n}`,
    decision: "none",
    model: "m",
    recovery: "none",
    confidence: 0.5,
    ms: 10,
    stages: { decode: 5 },
  });
  const requests = async (): Promise<string[]> =>
    (await readJournal(path)).entries.map((one) => one.request.replace("request ", ""));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tool-router-journal-"));
    path = join(folder, "state", "tool-router", "journal.jsonl");
    failures.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("keeps a line for each entry in the order they came, in a file that is private", async () => {
    const journal = new Journal({ path, onFailure });
    await Promise.all([1, 2, 3].map((n) => journal.add(entry(n))));
    const { entries, skipped } = await readJournal(path);
    assert.deepEqual(entries, [entry(1), entry(2), entry(3)]);
    assert.equal(skipped, 0);
    assert.equal(readFileSync(path, "utf8").split("\n").length, 4);
    if (process.platform !== "win32") {
      assert.equal(statSync(path).mode & 0o777, 0o600);
      assert.equal(statSync(join(path, "..")).mode & 0o777, 0o700);
    }
    assert.deepEqual(failures, []);
  });

  it("makes a file private that was readable by others", async function () {
    if (process.platform === "win32") this.skip();
    const journal = new Journal({ path, onFailure });
    await journal.add(entry(1));
    chmodSync(path, 0o644);
    await journal.add(entry(2));
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it("sets a full file aside, keeps one older file, and stays below its size", async () => {
    const line = JSON.stringify(entry(10)).length + 1;
    const journal = new Journal({ path, onFailure, rotateBytes: 3 * line });
    for (let n = 10; n < 18; n += 1) await journal.add(entry(n));
    assert.deepEqual(readdirSync(join(path, "..")).sort(), ["journal.jsonl", "journal.older.jsonl"]);
    assert.ok(statSync(path).size <= 3 * line);
    assert.deepEqual(await requests(), ["13", "14", "15", "16", "17"]);
    assert.deepEqual(failures, []);
  });

  it("loses only the line that was cut short, and counts the lines that are no entries", async () => {
    const journal = new Journal({ path, onFailure });
    await journal.add(entry(1));
    appendFileSync(path, JSON.stringify(entry(2)).slice(0, 40));
    await journal.add(entry(3));
    appendFileSync(path, '\n{"level": "info"}\nplain text\n[]\n');
    const { entries, skipped } = await readJournal(path);
    assert.deepEqual(entries, [entry(1), entry(3)]);
    assert.equal(skipped, 4);
  });

  it("reads from a day on", async () => {
    const journal = new Journal({ path, onFailure });
    await journal.add(entry(1, "2026-02-28T23:59:59.999Z"));
    await journal.add(entry(2, "2026-03-01T00:00:00.000Z"));
    const { entries } = await readJournal(path, new Date("2026-03-01"));
    assert.deepEqual(entries, [entry(2, "2026-03-01T00:00:00.000Z")]);
  });

  it("never throws where nothing can be written, and says so once", async () => {
    writeFileSync(join(folder, "state"), "a file where the folder should be");
    const journal = new Journal({ path, onFailure });
    await journal.add(entry(1));
    await journal.add(entry(2));
    assert.equal(failures.length, 1);
  });

  it("goes on after a full disk", async function () {
    if (!existsSync("/dev/full")) this.skip();
    const full = new Journal({ path: "/dev/full", onFailure });
    await full.add(entry(1));
    assert.equal(failures.length, 1);
    assert.match(String(failures[0]), /ENOSPC/);
  });

  it("writes again once the folder is there", async () => {
    const blocked = join(folder, "state");
    writeFileSync(blocked, "");
    const journal = new Journal({ path, onFailure });
    await journal.add(entry(1));
    rmSync(blocked);
    await journal.add(entry(2));
    assert.deepEqual(await requests(), ["2"]);
  });

  it("is empty where none was written, and says which file cannot be read", async () => {
    assert.deepEqual(await readJournal(path), { entries: [], skipped: 0 });
    mkdirSync(path, { recursive: true });
    await assert.rejects(readJournal(path), /journal\.jsonl cannot be read/);
  });
});

describe("the place of the journal", () => {
  it("is the person's state folder, and a relative one is ignored", () => {
    const at = (state: string | undefined): string =>
      journalPath({ XDG_STATE_HOME: state }, "linux", "/home/me");
    assert.equal(at("/var/state"), join("/var/state", "tool-router", "journal.jsonl"));
    assert.equal(at(undefined), join("/home/me", ".local", "state", "tool-router", "journal.jsonl"));
    assert.equal(at("state"), at(undefined));
  });

  it("can be switched off by the environment", () => {
    for (const word of ["off", "OFF", "0", "false", "no"])
      assert.ok(isJournalOff({ TOOL_ROUTER_JOURNAL: word }), word);
    for (const word of [undefined, "", "on", "1"]) assert.ok(!isJournalOff({ TOOL_ROUTER_JOURNAL: word }));
  });
});
