import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { placeNumbers } from "../../../src/core/said/numberPlaces.ts";
import { heedWith, number, whole } from "./heedWith.ts";

describe("placeNumbers", () => {
  it("changes places where the words beside the numbers say so", () => {
    const heed = heedWith(placeNumbers, { principal: number, rate: number, years: whole });
    assert.deepEqual(heed("$5000 at 3 % for 5 years", { principal: 5000, rate: 5, years: 3 }), {
      principal: 5000,
      rate: 3,
      years: 5,
    });
    assert.deepEqual(heed("$5000 at 3 % for 5 years", { principal: 5000, rate: 3, years: 5 }), {
      principal: 5000,
      rate: 3,
      years: 5,
    });
  });

  it("reads names in front and behind", () => {
    const heed = heedWith(placeNumbers, { page: whole, per_page: whole, line: whole, column: whole });
    assert.deepEqual(heed("50 per page, page 3", { page: 3, per_page: 50 }), { page: 3, per_page: 50 });
    assert.deepEqual(heed("line 12 column 4", { line: 12, column: 4 }), { line: 12, column: 4 });
  });

  it("takes a discount in money for one", () => {
    const heed = heedWith(placeNumbers, { price: number, discount: number });
    assert.deepEqual(heed("20 dollars off 80", { price: 80, discount: 20 }), { price: 80, discount: 20 });
    assert.deepEqual(heed("$80 shoes with $20 discount", { price: 80, discount: 20 }), {
      price: 80,
      discount: 20,
    });
  });

  it("leaves alone what no word tells apart", () => {
    const heed = heedWith(placeNumbers, {
      width: whole,
      height: whole,
      retries: whole,
      delay_seconds: whole,
    });
    assert.deepEqual(heed("resize a.png to 800 by 600", { width: 800, height: 600 }), {
      width: 800,
      height: 600,
    });
    assert.deepEqual(heed("retry 5 times every 30 seconds", { retries: 5, delay_seconds: 30 }), {
      retries: 5,
      delay_seconds: 30,
    });
    assert.deepEqual(heed("800 and 800", { width: 800, height: 800 }), { width: 800, height: 800 });
  });
});
