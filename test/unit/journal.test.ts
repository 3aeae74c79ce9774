import assert from "node:assert/strict";
import type { Call, Decision, RouteOutcome } from "../../src/core/decision.ts";
import { Failure } from "../../src/core/failure.ts";
import { readJournalEntry, type JournalEntry } from "../../src/core/journal/journalEntry.ts";
import { JournalRecord } from "../../src/core/journal/journalRecord.ts";
import { summariseLog } from "../../src/core/journal/logSummary.ts";
import { writeLogTable } from "../../src/core/journal/logTable.ts";
import { readJournalLines } from "../../src/core/journal/readJournal.ts";

const time = new Date("2026-03-01T10:00:00.000Z");
const call: Call = { name: "load", arguments: { item_id: "tides", item_type: "script" } };
const other: Call = { name: "search", arguments: { query: "tides" } };
const answered = { confidence: 0.912345678, alternatives: [{ call: other, confidence: 0.05 }] };
const asCall: Decision = { kind: "call", call, ...answered };
const asAsk: Decision = { kind: "ask", question: "Which one?", missing: ["item_id"], ...answered };
const asNone: Decision = { kind: "none", reason: "No tool fits.", ...answered };

function routed(decision: Decision): RouteOutcome {
  return {
    request: "open the tide tables",
    decision,
    recovery: "repair",
    rules: { agrees: false },
    timings: { total: 12.345678, shortlist: 0, prompt: 1, prefill: 4.00001, decode: 6, validate: 1 },
    tokens: { questions: 1, prompt: 12, reused: 0, answer: 7 },
    model: "router-nano",
    raw: "…",
  };
}

describe("the record of a request", () => {
  it("keeps what was decided, how long it took, and nothing that did not happen", () => {
    assert.deepEqual(new JournalRecord(routed(asCall)).entry(time), {
      time: "2026-03-01T10:00:00.000Z",
      request: "open the tide tables",
      decision: "call",
      call,
      model: "router-nano",
      recovery: "repair",
      confidence: 0.9123,
      ms: 12.3457,
      stages: { shortlist: 0, prompt: 1, prefill: 4, decode: 6, validate: 1 },
    });
  });

  it("is read back as it was written", () => {
    for (const decision of [asCall, asAsk, asNone]) {
      const record = new JournalRecord(routed(decision));
      record.judged("confirm");
      record.wants(other);
      record.ended("declined");
      const entry = record.entry(time);
      assert.deepEqual(readJournalEntry(JSON.stringify(entry)), entry);
    }
  });

  it("keeps how the call ended", async () => {
    const end = async (running: Promise<{ isError: boolean }>): Promise<JournalEntry["outcome"]> => {
      const record = new JournalRecord(routed(asCall));
      await record
        .watch(running.then(({ isError }) => ({ isError, text: "", durationMs: 1 })))
        .catch(() => undefined);
      return record.entry(time).outcome;
    };
    assert.equal(await end(Promise.resolve({ isError: false })), "ok");
    assert.equal(await end(Promise.resolve({ isError: true })), "error");
    assert.equal(await end(Promise.reject(new Failure("server_failed", "It ended.", ""))), "error");
    assert.equal(await end(Promise.reject(new Failure("cancelled", "Cancelled.", ""))), "cancelled");
    assert.equal(await end(Promise.reject(new Failure("not_agreed", "It deletes.", ""))), undefined);
  });

  it("passes a failure on, and keeps the first ending", async () => {
    const record = new JournalRecord(routed(asCall));
    const failure = new Failure("server_failed", "It ended.", "");
    await assert.rejects(record.watch(Promise.reject(failure)), failure);
    record.failed(new Failure("cancelled", "Cancelled.", ""));
    assert.equal(record.entry(time).outcome, "error");
  });

  it("counts as corrected when the person runs another call than was decided", () => {
    const corrected = (decision: Decision, wanted: Call): Call | undefined => {
      const record = new JournalRecord(routed(decision));
      record.wants(wanted);
      return record.entry(time).corrected;
    };
    const sameInOtherOrder: Call = { name: "load", arguments: { item_type: "script", item_id: "tides" } };
    assert.equal(corrected(asCall, sameInOtherOrder), undefined);
    assert.deepEqual(corrected(asCall, other), other);
    const edited: Call = { name: "load", arguments: { ...call.arguments, item_id: "ebb" } };
    assert.deepEqual(corrected(asCall, edited), edited);
    assert.deepEqual(corrected(asNone, call), call);
    assert.deepEqual(corrected(asAsk, other), other);
  });

  it("is not corrected by the answer to a question, but by an edit after it", () => {
    const record = new JournalRecord(routed(asAsk));
    record.completed(call);
    record.wants(call);
    assert.equal(record.entry(time).corrected, undefined);
    record.wants(other);
    assert.deepEqual(record.entry(time).corrected, other);
  });
});

describe("the lines of a journal", () => {
  const line = JSON.stringify(new JournalRecord(routed(asCall)).entry(time));
  const changed = (change: object): string => JSON.stringify({ ...JSON.parse(line), ...change });

  it("count those that are no entries, and pass over empty ones", () => {
    const strange = [
      line.slice(0, 80),
      "null",
      changed({ decision: "maybe" }),
      changed({ recovery: "luck" }),
      changed({ time: "yesterday" }),
      changed({ time: "2026-13-45T00:00:00Z" }),
      changed({ ms: "12" }),
      changed({ stages: { decode: "6" } }),
      changed({ corrected: true }),
    ];
    const { entries, skipped } = readJournalLines(["", line, "  ", ...strange, line, ""].join("\r\n"));
    assert.equal(entries.length, 2);
    assert.equal(skipped, strange.length);
  });

  it("from a day on leave out what came before, which is not skipped", () => {
    const text = `${line}\n${changed({ time: "2026-03-02T00:00:00.000Z" })}`;
    const { entries, skipped } = readJournalLines(text, new Date("2026-03-02"));
    assert.deepEqual([entries.length, skipped], [1, 0]);
  });
});

describe("the table of the log", () => {
  const entry = (change: Partial<JournalEntry>): JournalEntry => ({
    ...new JournalRecord(routed(asCall)).entry(time),
    ...change,
  });

  it("says what went well, which step answered, how fast, and what was corrected by day", () => {
    const entries = [
      entry({ outcome: "ok", ms: 8, recovery: "none" }),
      entry({ outcome: "ok", ms: 9, recovery: "none" }),
      entry({ outcome: "error", ms: 40 }),
      entry({ outcome: "declined", corrected: other, time: "2026-03-03T10:00:00.000Z", recovery: "rules" }),
    ];
    const table = writeLogTable(summariseLog(entries), 1);
    assert.match(table, /^4 requests from 2026-03-01 to 2026-03-03\n/);
    assert.match(table, /went well +66\.7 % of 3 that ran \(95 %: \d+\.\d % to \d+\.\d %\)/);
    assert.match(table, /not run +1 declined, 0 cancelled/);
    assert.match(table, /corrected +1 \(25\.0 %\)/);
    assert.match(table, /^waited +p50 9\.0, p95 40,/m);
    assert.match(table, /^routing alone +p50 12, /m);
    assert.match(table, /model, repaired +1 +25\.0 % +1 +0\.0 %/);
    assert.match(table, /^rules +1 +25\.0 % +0 +–$/m);
    assert.match(table, /^2026-03-01 +3 +0 /m);
    assert.match(table, /^2026-03-03 +1 +1 /m);
    assert.match(table, /1 line could not be read and is left out\.$/);
  });

  it("is one sentence for an empty journal", () => {
    assert.equal(writeLogTable(summariseLog([]), 0), "No requests yet.");
    assert.match(writeLogTable(summariseLog([]), 2), /2 lines could not be read and are left out/);
  });

  it("shows the last two weeks, and how many days came before", () => {
    const days = Array.from({ length: 20 }, (_, day) =>
      entry({ time: new Date(Date.UTC(2026, 2, 1 + day)).toISOString() }),
    );
    const table = writeLogTable(summariseLog(days), 0);
    assert.equal(table.match(/^2026-03-\d\d /gm)?.length, 14);
    assert.match(table, /and 6 days before/);
  });
});
