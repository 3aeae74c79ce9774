import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readFractions } from "../../../src/core/said/fractions.ts";
import { heedWith, number } from "./heedWith.ts";

describe("readFractions", () => {
  it("divides where a silent rate or a decimal is wanted", () => {
    const heed = heedWith(readFractions, {
      interest_rate: number,
      share: { type: "number", description: "As a decimal, e.g. 5% is 0.05" },
    });
    assert.deepEqual(heed("4 % interest", { interest_rate: 4 }), { interest_rate: 0.04 });
    assert.deepEqual(heed("a share of 5 percent", { share: 5 }), { share: 0.05 });
    assert.deepEqual(heed("a share of 0.05", { share: 0.05 }), { share: 0.05 });
  });

  it("keeps percents where the schema speaks of them", () => {
    const heed = heedWith(readFractions, {
      tax_rate: { type: "number", description: "in percent" },
      rate: { type: "number", description: "e.g. 4.5" },
      growth: { type: "number", default: 5 },
      error_rate_pct: number,
    });
    assert.deepEqual(heed("20 % tax, 4 % rate", { tax_rate: 20, rate: 4 }), { tax_rate: 20, rate: 4 });
    assert.deepEqual(heed("alert over 5 %", { error_rate_pct: 5, growth: 5 }), {
      error_rate_pct: 5,
      growth: 5,
    });
  });

  it("takes decimals, and a scale to 100, for no fraction", () => {
    const heed = heedWith(readFractions, {
      amount: { type: "number", description: "Amount with up to two decimals" },
      places: { type: "number", description: "How many decimal places" },
      volume: { type: "number", description: "0 to 100" },
      rate: { type: "number", description: "Rate as decimal number, e.g. 4.5" },
    });
    assert.deepEqual(heed("5 % of it", { amount: 5, places: 5, rate: 5 }), { amount: 5, places: 5, rate: 5 });
    assert.deepEqual(heed("volume at 40 %", { volume: 40 }), { volume: 40 });
  });
});
