import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { typeCall } from "../../src/core/answer.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { findSharedNumber, type SharedNumber } from "../../src/core/said/saidTwice.ts";
import type { Field } from "../../src/core/schema.ts";
import { normaliseTool } from "../../src/core/tool.ts";
import { splitWords } from "../../src/core/words.ts";

function typed(request: string, values: Record<string, number | string>): object {
  const read = normaliseTool(
    {
      name: "field_at",
      description: "",
      inputSchema: {
        type: "object",
        properties: {
          charge: { type: "number" },
          distance: { type: "number" },
          permittivity: { type: "number" },
          note: { type: "string" },
          label: { type: "string" },
        },
        required: ["charge", "distance"],
      },
    },
    "test",
  );
  assert.ok(read.ok);
  return typeCall({ name: "field_at", arguments: values }, read.tool, request, splitWords(request)).arguments;
}

describe("a value that is said once", () => {
  it("fills the needed argument and not an optional one as well", () => {
    const said = { charge: 2, distance: 3 };
    assert.deepEqual(typed("3 m away from 2 coulombs", { ...said, permittivity: 2 }), said);
    assert.deepEqual(typed("3 m away from 2 coulombs", { ...said, permittivity: 3 }), said);
  });

  it("fills one of two optional ones", () => {
    const said = { charge: 2, distance: 3, note: "lab" };
    assert.deepEqual(typed("2 C, 3 m, lab", { ...said, label: "lab" }), said);
  });

  it("fills two needed ones, and what is said twice fills two", () => {
    assert.deepEqual(typed("both are 2", { charge: 2, distance: 2 }), { charge: 2, distance: 2 });
    const twice = { charge: 2, distance: 3, permittivity: 2 };
    assert.deepEqual(typed("2 C at 3 m in a medium of 2", twice), twice);
  });
});

describe("a number that is said once", () => {
  const fields = (names: readonly string[]): Field[] =>
    names.map((name) => ({ name, required: true, shape: { kind: "number", integer: false } }) as Field);
  const shared = (request: string, values: JsonObject): SharedNumber | undefined =>
    findSharedNumber(values, fields(Object.keys(values)), request, splitWords(request));

  it("is not for two needed arguments", () => {
    assert.deepEqual(shared("20 kg at 30 and 15 kg at 60", { mass1: 15, t1: 30, mass2: 15, t2: 60 }), {
      value: 15,
      names: ["mass1", "mass2"],
    });
  });

  it("is for both where the request says so, or says it twice", () => {
    assert.equal(shared("width and height are both 300", { width: 300, height: 300 }), undefined);
    assert.equal(shared("from 5 to 5", { from: 5, to: 5 }), undefined);
    assert.equal(shared("from 5 to 6", { from: 5, to: 6 }), undefined);
  });
});
