import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { addInlineParameters, takeInlineParameters } from "../../src/core/kiwi/inlineParameters.ts";

describe("inlineParameters", () => {
  it("takes a JSON object and its introduction out of the request", () => {
    assert.deepEqual(takeInlineParameters('run csv_summary with inputs {"file": "a.csv", "rows": 3}'), {
      request: "run csv_summary",
      parameters: { file: "a.csv", rows: 3 },
    });
    assert.equal(takeInlineParameters('run x with {"a": {"b": 1}} on staging').request, "run x on staging");
  });

  it("leaves braces that are no JSON, and pasted calls, alone", () => {
    for (const request of ["find {curly} scripts", '{"name": "search"}', "run x with {a: 1}", "}{"]) {
      assert.deepEqual(takeInlineParameters(request), { request, parameters: undefined });
    }
  });

  it("adds them to calls that take parameters only", () => {
    const run = { name: "execute", arguments: { item_id: "x", parameters: { a: 1, b: 2 } } };
    assert.deepEqual(addInlineParameters(run, { b: 3 }).arguments["parameters"], { a: 1, b: 3 });
    const search = { name: "search", arguments: { query: "x" } };
    assert.equal(addInlineParameters(search, { b: 3 }), search);
  });
});
