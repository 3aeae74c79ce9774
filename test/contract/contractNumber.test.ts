import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { contractNumber } from "../../src/core/contractNumber.ts";

describe("the contract's number", () => {
  it("is the one that training writes into its models", () => {
    const text = readFileSync("training/tool_router_training/contract.py", "utf8");
    assert.equal(Number(/^NUMBER = (\d+)$/m.exec(text)?.[1]), contractNumber);
  });
});
