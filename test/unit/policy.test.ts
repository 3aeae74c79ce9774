import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { judge, type Verdict } from "../../src/core/policy.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { kiwiTools } from "./kiwiTools.ts";

function kiwi(name: string, values: JsonObject, trusted = true): Verdict {
  return judge(
    { name, arguments: values },
    { tool: kiwiTools().find((tool) => tool.name === name), builtIn: true, trusted },
  );
}

describe("policy", () => {
  it("lets reading run", () => {
    assert.equal(kiwi("search", { item_type: "script", query: "x" }).kind, "run");
    assert.equal(kiwi("load", { item_type: "script", item_id: "x", source: "user" }).kind, "run");
    assert.equal(kiwi("help", {}).kind, "run");
    assert.equal(kiwi("execute", { item_type: "directive", action: "run", item_id: "x" }).kind, "run");
  });

  it("asks before anything changes or runs code", () => {
    for (const action of ["create", "update", "delete", "publish"]) {
      assert.equal(kiwi("execute", { item_type: "directive", action, item_id: "x" }).kind, "confirm", action);
    }
    assert.equal(kiwi("execute", { item_type: "script", action: "run", item_id: "x" }).kind, "confirm");
    assert.equal(
      kiwi("load", { item_type: "script", item_id: "x", source: "registry", destination: "project" }).kind,
      "confirm",
    );
  });

  it("takes a copy without a named source for a copy", () => {
    assert.equal(kiwi("load", { item_type: "script", item_id: "x", destination: "project" }).kind, "confirm");
  });

  it("asks for a script by whatever name its type is given", () => {
    for (const item_type of ["tool", "Script", ""]) {
      assert.equal(kiwi("execute", { item_type, action: "run", item_id: "x" }).kind, "confirm", item_type);
    }
  });

  it("lets a dry run of a script run, and refuses changes in an untrusted workspace", () => {
    assert.equal(
      kiwi("execute", { item_type: "script", action: "run", item_id: "x", parameters: { dry_run: true } })
        .kind,
      "run",
    );
    assert.equal(
      kiwi("execute", { item_type: "script", action: "create", item_id: "x" }, false).kind,
      "refuse",
    );
    assert.equal(kiwi("search", { item_type: "script", query: "x" }, false).kind, "run");
  });

  it("takes foreign annotations as hints that only raise caution", () => {
    const tool = { ...kiwiTools()[0]!, name: "other", server: "elsewhere", annotations: {} };
    const call = { name: "other", arguments: {} };
    assert.deepEqual(judge(call, { tool, builtIn: false, trusted: true }).kind, "confirm");
    const readOnly = { ...tool, annotations: { readOnlyHint: true, openWorldHint: false } };
    assert.equal(judge(call, { tool: readOnly, builtIn: false, trusted: true }).kind, "run");
    assert.equal(judge(call, { tool: undefined, builtIn: false, trusted: true }).kind, "refuse");
  });
});
