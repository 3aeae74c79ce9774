import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { normaliseTool } from "../../src/core/tool.ts";
import { kiwiTools } from "./kiwiTools.ts";

describe("tool", () => {
  it("takes host arguments out of what a model sees, and remembers them", () => {
    const search = kiwiTools().find((tool) => tool.name === "search")!;
    assert.deepEqual(search.hostArguments, ["project_path"]);
    assert.ok(!JSON.stringify(search.inputSchema).includes("project_path"));
    const execute = kiwiTools().find((tool) => tool.name === "execute")!;
    assert.ok(!JSON.stringify(execute.inputSchema).includes('"confirm"'));
  });

  it("resolves local references, even recursive ones", () => {
    const normalised = normaliseTool(
      {
        name: "tree",
        inputSchema: {
          type: "object",
          properties: { node: { $ref: "#/$defs/node" } },
          $defs: { node: { type: "object", properties: { child: { $ref: "#/$defs/node" } } } },
        },
      },
      "test",
    );
    assert.ok(normalised.ok);
    assert.ok(!JSON.stringify(normalised.tool.inputSchema).includes("$ref"));
  });

  it("quarantines a bad schema with the reason instead of throwing", () => {
    for (const inputSchema of [
      { type: "string" },
      [],
      { properties: { a: { $ref: "https://example.org/x.json" } } },
      { properties: { a: { $ref: "#/nowhere" } } },
    ]) {
      const normalised = normaliseTool({ name: "bad", inputSchema }, "test");
      assert.equal(normalised.ok, false);
    }
    assert.equal(normaliseTool({ name: "has space", inputSchema: {} }, "test").ok, false);
  });

  it("treats a missing schema as no arguments", () => {
    const normalised = normaliseTool({ name: "ping" }, "test");
    assert.ok(normalised.ok);
    assert.deepEqual(normalised.tool.inputSchema["properties"], {});
  });
});
