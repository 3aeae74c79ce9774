import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { typeCall } from "../../src/core/answer.ts";
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
