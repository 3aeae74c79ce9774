import assert from "node:assert/strict";
import { describe, it } from "mocha";
import vectors from "../../contract/golden/numerals.json" with { type: "json" };
import { readNumeral } from "../../src/core/numerals.ts";

describe("numerals contract", () => {
  for (const { text, value } of vectors)
    it(`reads ${JSON.stringify(text)} as ${String(value)}`, () => {
      assert.equal(readNumeral(text) ?? null, value);
    });
});
