import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readCurrencies } from "../../../src/core/said/currencyCodes.ts";
import { heedWith, text } from "./heedWith.ts";

describe("readCurrencies", () => {
  it("puts the code in place of the name", () => {
    const heed = heedWith(readCurrencies, {
      currency: { type: "string", description: "Currency code" },
      target: { type: "string", description: "ISO code of the currency to convert to" },
    });
    assert.deepEqual(heed("in US dollars", { currency: "US dollars", target: "yen" }), {
      currency: "USD",
      target: "JPY",
    });
    assert.deepEqual(heed("in dollars", { currency: "dollars" }), { currency: "USD" });
    assert.deepEqual(heed("in CHF", { currency: "CHF" }), { currency: "CHF" });
    assert.deepEqual(heed("in crowns", { currency: "crowns" }), { currency: "crowns" });
  });

  it("chooses the option whose currency is said", () => {
    const codes = { type: "string", enum: ["EUR", "USD", "CHF", "SEK", "JPY"] };
    const heed = heedWith(readCurrencies, { from: codes, to: codes });
    const asked = "how many euros are 80 swiss francs";
    assert.deepEqual(heed(asked, { from: "SEK", to: "EUR" }), { from: "CHF", to: "EUR" });
    assert.deepEqual(heed("80 CHF in yen", { from: "CHF", to: "USD" }), { from: "CHF", to: "JPY" });
    assert.deepEqual(heed("80 CHF in yen", { from: "SEK", to: "USD" }), { from: "SEK", to: "USD" });
    assert.deepEqual(heed("80 of ours in yen", { from: "SEK", to: "JPY" }), { from: "SEK", to: "JPY" });
  });

  it("leaves what is no currency, or wants no code", () => {
    const heed = heedWith(readCurrencies, {
      coin: { type: "string", description: "Cryptocurrency code" },
      token: { type: "string", description: "Crypto currency code" },
      product: { type: "string", description: "Product code; price in account currency" },
      query: { type: "string", description: "A currency or ISO code" },
      currency: text,
    });
    assert.deepEqual(heed("price of sol", { coin: "sol", token: "dram" }), { coin: "sol", token: "dram" });
    assert.deepEqual(heed("order pound cake", { product: "pound" }), { product: "pound" });
    assert.deepEqual(heed("real", { query: "real" }), { query: "real" });
    assert.deepEqual(heed("in dollars", { currency: "dollars" }), { currency: "dollars" });
  });
});
