import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { calibrationError, reliabilityBins, riskCoverage } from "../../src/core/calibration.ts";
import type { Call } from "../../src/core/decision.ts";
import { readGoldRow } from "../../src/core/eval/goldRow.ts";
import { grade, type Said } from "../../src/core/eval/grade.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { isMeasured, percentiles, summarise, wilson } from "../../src/core/eval/metrics.ts";
import { mcnemarExact, pairedDelta } from "../../src/core/eval/pairedComparison.ts";
import { queryF1 } from "../../src/core/eval/queryF1.ts";
import { kiwiTools } from "./kiwiTools.ts";

const tools = kiwiTools();
const call = (name: string, values: JsonObject): Call => ({ name, arguments: values });
const said = (one: Call): Said => ({ kind: "call", calls: [one] });
const none: Said = { kind: "none", calls: [] };

describe("grade", () => {
  it("separates the right tool from right arguments", () => {
    const one = grade(
      said(call("search", { item_type: "script", query: "a" })),
      { calls: [call("search", { item_type: "script", query: "b" })] },
      tools,
    );
    assert.deepEqual([one.tool, one.arguments, one.exact], [true, false, false]);
  });

  it("gives item type, action and the search text's F1 for Kiwi", () => {
    const gold = { calls: [call("search", { item_type: "script", query: "email validation" })] };
    const close = grade(said(call("search", { item_type: "script", query: "email" })), gold, tools);
    assert.deepEqual([close.itemType, close.action, close.queryF1?.toFixed(3)], [true, undefined, "0.667"]);
    const silent = grade(none, gold, tools);
    assert.deepEqual([silent.itemType, silent.queryF1], [false, 0]);
    const run = { item_type: "script", action: "run", item_id: "a" };
    const other = grade(
      said(call("execute", { ...run, action: "delete" })),
      { calls: [call("execute", run)] },
      tools,
    );
    assert.deepEqual([other.itemType, other.action, other.queryF1], [true, false, undefined]);
    assert.equal(grade(none, { calls: [] }, tools).itemType, undefined);
  });

  it("reads tools wherever a row keeps them, under either name of their schema", () => {
    const schema = { type: "object", properties: { city: { type: "string" } } };
    const rows = [
      { tools: [{ name: "weather", inputSchema: schema }] },
      { toolbox: { tools: [{ name: "weather", parameters: schema }] } },
      { toolbox: [{ type: "function", function: { name: "weather", parameters: schema } }] },
    ];
    for (const row of rows) {
      const read = readGoldRow(JSON.stringify({ id: "a", request: "b", calls: [], ...row }));
      assert.deepEqual(read.toolbox, { tools: [{ name: "weather", inputSchema: schema }] });
    }
  });

  it("takes the bucket of a row for one of its tags", () => {
    const row = {
      id: "a",
      request: "b",
      toolbox: "kiwi",
      calls: [],
      tags: ["search"],
      bucket: "hand-written",
    };
    assert.deepEqual(readGoldRow(JSON.stringify(row)).tags, ["search", "hand_written"]);
  });

  it("says what is wrong with a row", () => {
    assert.throws(() => readGoldRow("{}"), /id/);
    assert.throws(() => readGoldRow('{"id": "a", "request": "b", "toolbox": "kiwi"}'), /calls/);
    assert.throws(() => readGoldRow('{"id": "a", "request": "b", "calls": []}'), /toolbox/);
    assert.throws(
      () => readGoldRow('{"id": "a", "request": "b", "tools": [{}], "calls": []}'),
      /every tool needs a name/,
    );
    assert.throws(
      () => readGoldRow('{"id": "a", "request": "b", "tools": [], "calls": [], "accept": [{"name": "x"}]}'),
      /accept/,
    );
  });
});

describe("metrics", () => {
  it("gives Wilson intervals", () => {
    assert.deepEqual(wilson(90, 100), { value: 0.9, low: 0.8256, high: 0.9448 });
    assert.deepEqual(wilson(0, 0), { value: 0, low: 0, high: 1 });
  });

  it("gives precision, recall and F1 of abstaining", () => {
    const right = { tool: true, arguments: undefined, exact: true, goldNone: true, saidNone: true };
    const missed = { tool: false, arguments: undefined, exact: false, goldNone: true, saidNone: false };
    const wrongly = { tool: false, arguments: undefined, exact: false, goldNone: false, saidNone: true };
    const metrics = summarise([right, right, missed, wrongly, wrongly]);
    assert.deepEqual(
      [metrics.none_precision.value, metrics.none_recall.value, metrics.none_f1.value],
      [0.5, 0.6667, 0.5714],
    );
    assert.equal(isMeasured(metrics.none_recall), true);
    assert.equal(isMeasured(summarise([wrongly]).none_recall), false);
  });

  it("takes percentiles by nearest rank", () => {
    const latency = percentiles([5, 1, 4, 2, 3]);
    assert.deepEqual(latency, { p50: 3, p95: 5, p99: 5, mean: 3, min: 1, max: 5 });
    assert.equal(percentiles([]).p50, 0);
  });

  it("measures calibration", () => {
    assert.equal(
      calibrationError([
        { confidence: 0.95, right: true },
        { confidence: 0.95, right: false },
      ]),
      0.45,
    );
    assert.equal(calibrationError([]), 0);
  });

  it("puts answers into ten bins, one of them for certainty", () => {
    const bins = reliabilityBins([
      { confidence: 1, right: true },
      { confidence: 0.95, right: false },
      { confidence: 0.31, right: true },
    ]);
    assert.equal(bins.length, 10);
    assert.deepEqual(bins[9], { from: 0.9, to: 1, n: 2, confidence: 0.975, right: 0.5 });
    assert.equal(bins[3]?.n, 1);
  });

  it("shows what acting only on sure answers costs", () => {
    const points = riskCoverage([
      { confidence: 0.9, right: true },
      { confidence: 0.9, right: true },
      { confidence: 0.5, right: false },
      { confidence: 0.2, right: true },
    ]);
    assert.deepEqual(points, [
      { threshold: 0.2, coverage: 1, risk: 0.25 },
      { threshold: 0.5, coverage: 0.75, risk: 0.3333 },
      { threshold: 0.9, coverage: 0.5, risk: 0 },
    ]);
    assert.deepEqual(riskCoverage([]), []);
  });

  it("keeps the whole coverage when it thins the points out", () => {
    const many = Array.from({ length: 1234 }, (_, index) => ({ confidence: index / 1234, right: true }));
    const points = riskCoverage(many);
    assert.ok(points.length <= 100);
    assert.equal(points[0]?.coverage, 1);
  });

  it("gives McNemar's exact p", () => {
    assert.equal(mcnemarExact(0, 0), 1);
    assert.equal(mcnemarExact(5, 0), 0.0625);
    assert.equal(mcnemarExact(2, 8), 0.109375);
    assert.equal(mcnemarExact(4, 4), 1);
    assert.ok(mcnemarExact(1500, 1300) > 0.0001 && mcnemarExact(1500, 1300) < 0.0003);
  });

  it("gives differences of paired shares with an interval", () => {
    const pairs = [
      ...Array.from({ length: 12 }, () => ({ tuned: true, baseline: false })),
      ...Array.from({ length: 3 }, () => ({ tuned: false, baseline: true })),
      ...Array.from({ length: 85 }, () => ({ tuned: true, baseline: true })),
    ];
    const delta = pairedDelta(pairs);
    assert.equal(delta.value, 0.09);
    // (13 - 4) / 102 ± 1.96 · sqrt((17/102 - (9/102)²) / 102)
    assert.deepEqual([delta.low, delta.high], [0.0109, 0.1656]);
    assert.deepEqual(pairedDelta([]), { value: 0, low: -1, high: 1 });
  });

  it("scores a query by the words that it shares with the gold", () => {
    assert.equal(queryF1("Email validation", "email-validation"), 1);
    assert.equal(queryF1("email", "email validation scripts"), 0.5);
    assert.equal(queryF1("email email", "email"), 2 / 3);
    assert.equal(queryF1("", "email"), 0);
  });
});
