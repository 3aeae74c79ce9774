import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Call, Decision } from "../../src/core/decision.ts";
import { grade, readGoldRow } from "../../src/core/grade.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { calibrationError, percentiles, summarise, wilson } from "../../src/core/metrics.ts";
import { kiwiTools } from "./kiwiTools.ts";

const tools = kiwiTools();
const call = (name: string, values: JsonObject): Call => ({ name, arguments: values });
const said = (one: Call): Decision => ({ kind: "call", call: one, confidence: 1, alternatives: [] });
const none: Decision = { kind: "none", reason: "", confidence: 1, alternatives: [] };
const ask: Decision = { kind: "ask", question: "", missing: ["item_id"], confidence: 1, alternatives: [] };
const exact = (answer: Call, gold: Call): boolean => grade(said(answer), [gold], tools).exact;

describe("grade", () => {
  it("leaves out host arguments and arguments equal to their default", () => {
    const gold = call("search", { item_type: "script", query: "email" });
    assert.ok(
      exact(
        call("search", {
          item_type: "script",
          query: "Email ",
          source: "local",
          limit: 10,
          project_path: "/x",
        }),
        gold,
      ),
    );
    assert.ok(!exact(call("search", { item_type: "script", query: "email", source: "all" }), gold));
    assert.ok(
      exact(
        call("load", { item_type: "script", item_id: "a" }),
        call("load", { item_type: "script", item_id: "a", source: "project" }),
      ),
    );
  });

  it("compares ids and parameters exactly, numbers by value, versions without v", () => {
    const run = (values: JsonObject): Call =>
      call("execute", { item_type: "script", action: "run", item_id: "a", parameters: values });
    assert.ok(exact(run({ n: 2.0 }), run({ n: 2 })));
    assert.ok(!exact(run({ n: "2" }), run({ n: 2 })));
    assert.ok(exact(run({ version: "v1.2" }), run({ version: "1.2" })));
    assert.ok(
      exact(run({ confirm: true }), call("execute", { item_type: "script", action: "run", item_id: "a" })),
    );
    assert.ok(
      !exact(
        call("load", { item_type: "script", item_id: "A", source: "project" }),
        call("load", { item_type: "script", item_id: "a", source: "project" }),
      ),
    );
  });

  it("counts asking and abstaining alike where nothing may be called", () => {
    assert.deepEqual(grade(none, [], tools), {
      tool: true,
      arguments: undefined,
      exact: true,
      goldNone: true,
      saidNone: true,
    });
    assert.ok(grade(ask, [], tools).exact);
    assert.ok(!grade(said(call("help", {})), [], tools).exact);
    assert.ok(!grade(none, [call("help", {})], tools).tool);
  });

  it("separates the right tool from right arguments", () => {
    const one = grade(
      said(call("search", { item_type: "script", query: "a" })),
      [call("search", { item_type: "script", query: "b" })],
      tools,
    );
    assert.deepEqual([one.tool, one.arguments, one.exact], [true, false, false]);
  });

  it("says what is wrong with a row", () => {
    assert.throws(() => readGoldRow("{}"), /id/);
    assert.throws(() => readGoldRow('{"id": "a", "request": "b", "toolbox": "kiwi"}'), /calls/);
    assert.throws(() => readGoldRow('{"id": "a", "request": "b", "calls": []}'), /toolbox/);
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
});
