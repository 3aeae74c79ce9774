import assert from "node:assert/strict";
import { compareCalls } from "../../src/core/eval/callDifference.ts";
import { indexCases } from "../../src/core/eval/caseIndex.ts";
import { filterCases, isFiltered, noFilter } from "../../src/core/eval/caseFilter.ts";
import { writeCasesCsv } from "../../src/core/eval/casesCsv.ts";
import { confusionMatrix, otherLabel } from "../../src/core/eval/confusionMatrix.ts";
import { binEdges, countBins } from "../../src/core/eval/histogram.ts";
import { readJournalEntry, type JournalEntry } from "../../src/core/journal/journalEntry.ts";
import { summariseLog } from "../../src/core/journal/logSummary.ts";
import { readPageMessage } from "../../src/core/messages.ts";
import { looksLikeReport, readReport } from "../../src/core/eval/readReport.ts";
import type { Case } from "../../src/core/eval/report.ts";
import { scrollTo, visibleRows } from "../../src/webview/virtualRows.ts";
import { inventReport } from "../webview/inventedReport.ts";

const report = inventReport({ cases: 400 });

describe("reading a report", () => {
  const text = JSON.stringify(report);

  it("takes back what was written", () => {
    assert.deepEqual(readReport(text, "report.json"), report);
    assert.ok(looksLikeReport(text));
    assert.ok(!looksLikeReport('{"total": {"lines": 3}}'));
  });

  const broken: readonly (readonly [string, unknown, RegExp])[] = [
    ["another file", { total: 3 }, /not an evaluation report/],
    ["a later version", { ...report, version: 9 }, /version 9, and .* reads version 1/],
    ["a missing part", { ...report, cases: undefined }, /must have required property 'cases'/],
    [
      "a wrong type",
      { ...report, cases: [{ ...report.cases[0], request: 4 }] },
      /cases\.0\.request must be string/,
    ],
    ["a run that is not there", { ...report, tuned: "lost" }, /no run "lost"/],
    ["an impossible confidence", withConfidence(7), /confidence must be <= 1/],
  ];
  for (const [name, value, says] of broken)
    it(`refuses ${name} with a sentence`, () => {
      assert.throws(() => readReport(JSON.stringify(value), "a/report.json"), says);
    });

  it("refuses a file that was cut short", () => {
    assert.throws(() => readReport(text.slice(0, 900), "a/report.json"), /a\/report\.json is not JSON/);
  });

  function withConfidence(confidence: number): unknown {
    const [first] = report.cases;
    const answers = { tuned: { ...first!.answers["tuned"], confidence } };
    return { ...report, cases: [{ ...first, answers }] };
  }
});

describe("the cases of a report", () => {
  const cases = indexCases(report);

  it("are fixed, broken, right or wrong in both, as the comparison counts them", () => {
    const count = (outcome: string): number => cases.filter((one) => one.outcome === outcome).length;
    const { fixed, broken, both_right, both_wrong } = report.comparison!;
    assert.deepEqual(
      [count("fixed"), count("broken"), count("both_right"), count("both_wrong")],
      [fixed, broken, both_right, both_wrong],
    );
  });

  it("are only right or wrong without a baseline", () => {
    const alone = indexCases(inventReport({ cases: 60, baseline: false }));
    assert.deepEqual(new Set(alone.map((one) => one.outcome)), new Set(["right", "wrong"]));
  });

  it("are filtered by every part at once, and every word must occur", () => {
    const found = filterCases(cases, { text: "LYON invoices", set: "invented", tag: "easy" }, []);
    assert.ok(found.length > 0 && found.length < cases.length);
    for (const { case: one, text } of found) {
      assert.ok(text.includes("lyon") && text.includes("invoices"));
      assert.deepEqual([one.set, one.tags.includes("easy")], ["invented", true]);
    }
    assert.ok(!isFiltered(noFilter) && isFiltered({ text: "", outcome: "fixed" }));
  });

  it("fill the confusion matrix, and every cell lists as many as it counts", () => {
    const { labels, counts } = confusionMatrix(report.cases, "tuned", 3);
    assert.equal(labels.length, 4);
    assert.ok(labels.includes(otherLabel) && labels.includes("(none)"));
    assert.equal(
      counts.flat().reduce((sum, n) => sum + n, 0),
      cases.length,
    );
    for (const [row, gold] of labels.entries())
      for (const [column, said] of labels.entries()) {
        const filter = { text: "", cell: { run: "tuned", gold, said } };
        assert.equal(filterCases(cases, filter, labels).length, counts[row]![column]);
      }
  });

  it("become rows of a table that a spreadsheet reads as text", () => {
    const [first] = report.cases;
    const risky: Case = { ...first!, request: '=HYPERLINK("x"), "now"\nplease' };
    const [header, ...rows] = writeCasesCsv(indexCases({ ...report, cases: [risky] }), true).split("\r\n");
    assert.match(header!, /^id,set,request,tags,outcome,error,gold,tuned_answer,.*baseline_ms$/);
    assert.ok(rows.join("\r\n").includes(`"'=HYPERLINK(""x""), ""now""\nplease"`));
  });
});

describe("two calls side by side", () => {
  const gold = { name: "run", arguments: { id: "a", options: { place: "x", fast: true }, level: 1 } };
  const marks = (said: Parameters<typeof compareCalls>[0]): string[] =>
    compareCalls(said, [gold]).flatMap((one) => [
      `${one.tool} ${one.toolMark}`,
      ...one.lines.map((line) => `${line.name}=${line.value} ${line.mark}`),
    ]);

  it("are marked argument by argument, nested ones too", () => {
    assert.deepEqual(marks([{ name: "run", arguments: { id: "a", options: { place: "y" }, more: [1] } }]), [
      "run same",
      "id=a same",
      "options.place=y different",
      "more=[1] extra",
      "options.fast=true missing",
      "level=1 missing",
    ]);
  });

  it("are marked whole where the tool is another, or where one is missing or too many", () => {
    assert.equal(marks([{ name: "stop", arguments: { id: "a" } }])[0], "stop different");
    assert.equal(marks([])[0], "run missing");
    assert.deepEqual(
      compareCalls([gold, gold], [gold]).map((one) => one.toolMark),
      ["same", "extra"],
    );
  });
});

describe("bins of a histogram", () => {
  it("are even for close values and grow over decades, and lose no value", () => {
    const close = [3.1, 4.2, 5.5, 6.1, 7.9];
    const wide = [0.02, 0.4, 3, 25, 260];
    for (const values of [close, wide, [5], [0, 0], []]) {
      const bins = countBins(values, binEdges(values));
      assert.equal(
        bins.reduce((sum, bin) => sum + bin.n, 0),
        values.length,
      );
      assert.ok(bins.length >= 1 && bins.length < 60);
    }
    const widths = (values: readonly number[]): Set<string> =>
      new Set(
        binEdges(values)
          .slice(1)
          .map((edge, at) => (edge - binEdges(values)[at]!).toFixed(6)),
      );
    assert.equal(widths(close).size, 1);
    assert.ok(widths(wide).size > 3);
  });
});

describe("the journal's summary", () => {
  const entry = (change: Partial<JournalEntry>): JournalEntry => ({
    time: "2026-10-01T09:00:00.000Z",
    request: "open the tide tables",
    decision: "call",
    model: "m",
    recovery: "none",
    confidence: 0.9,
    ms: 8,
    stages: { decode: 4 },
    ...change,
  });
  const entries = [
    entry({ outcome: "ok" }),
    entry({ outcome: "ok", recovery: "repair", ms: 30 }),
    entry({ outcome: "error", time: "2026-10-03T09:00:00.000Z" }),
    entry({ outcome: "declined", corrected: { name: "load", arguments: {} } }),
    entry({ decision: "ask", recovery: "rules", ms: 1 }),
  ];

  it("counts success among the calls that ran, and everything else apart", () => {
    const log = summariseLog(entries);
    assert.deepEqual([log.entries, log.ended, log.corrections], [5, 3, 1]);
    assert.equal(log.success.value, 0.6667);
    assert.deepEqual(log.outcomes, { ok: 2, error: 1, cancelled: 0, declined: 1 });
    assert.deepEqual(log.decisions, { call: 4, ask: 1, none: 0 });
    assert.deepEqual(
      log.recovery.find((one) => one.recovery === "repair"),
      { recovery: "repair", n: 1, ended: 1, succeeded: 1 },
    );
    assert.deepEqual(
      log.days.map((day) => [day.day, day.n, day.corrected]),
      [
        ["2026-10-01", 4, 1],
        ["2026-10-03", 1, 0],
      ],
    );
    assert.deepEqual([log.from, log.to], ["2026-10-01", "2026-10-03"]);
  });

  it("can be made of an empty journal", () => {
    const log = summariseLog([]);
    assert.deepEqual([log.entries, log.ended, log.from, log.days.length], [0, 0, undefined, 0]);
  });

  it("passes over a line that a crash cut short", () => {
    const line = JSON.stringify(entries[0]);
    assert.deepEqual(readJournalEntry(line), entries[0]);
    assert.equal(readJournalEntry(line.slice(0, 50)), undefined);
    assert.equal(readJournalEntry('{"time": "yesterday"}'), undefined);
  });
});

describe("messages of the page", () => {
  it("are read, and anything else is not", () => {
    assert.deepEqual(readPageMessage({ kind: "open", id: "a", more: 1 }), { kind: "open", id: "a" });
    assert.deepEqual(readPageMessage({ kind: "ready", wanted: 3 }), { kind: "ready" });
    for (const value of [undefined, "ready", { kind: "save", name: "x" }, { kind: "delete" }])
      assert.equal(readPageMessage(value), undefined);
  });
});

describe("the rows of a long list", () => {
  const view = { scrollTop: 0, height: 320, rowHeight: 32, count: 5000, active: -1 };

  it("are those in view, a few around them, and the active one wherever it is", () => {
    assert.deepEqual(
      visibleRows(view),
      Array.from({ length: 19 }, (_, at) => at),
    );
    const far = visibleRows({ ...view, scrollTop: 32_000, active: 3 });
    assert.deepEqual([far[0], far[1], far.at(-1)], [3, 992, 1018]);
    assert.deepEqual(visibleRows({ ...view, count: 0 }), []);
    assert.equal(visibleRows({ ...view, scrollTop: 159_680, count: 5000 }).at(-1), 4999);
  });

  it("scroll no further than they must", () => {
    assert.equal(scrollTo(2, view), 0);
    assert.equal(scrollTo(10, view), 32);
    assert.equal(scrollTo(5, { ...view, scrollTop: 640 }), 160);
  });
});
