import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { fillRange } from "../../../src/core/said/ranges.ts";
import { heedWith, number, text, whole } from "./heedWith.ts";

describe("fillRange", () => {
  it("fills a pair of years, and one of which an end stands", () => {
    const heed = heedWith(fillRange, { start_year: whole, end_year: whole });
    assert.deepEqual(heed("films from 1962 to 1966", {}), { start_year: 1962, end_year: 1966 });
    assert.deepEqual(heed("rows 10-20", { start_year: 10 }), { start_year: 10, end_year: 20 });
    assert.deepEqual(heed("between 10 and 20", { end_year: 20 }), { start_year: 10, end_year: 20 });
  });

  it("leaves a range of something else alone", () => {
    const heed = heedWith(fillRange, { min_rating: number, max_rating: number });
    assert.deepEqual(heed("hotels with at least 4 stars for 2-4 persons", { min_rating: 4 }), {
      min_rating: 4,
    });
    assert.deepEqual(heed("for 2 to 4 people", {}), {});
    assert.deepEqual(heed("from 4 to 2", { min_rating: 4 }), { min_rating: 4 });
    assert.deepEqual(heed("2 to 4 people, 4 to 5 stars", { min_rating: 4 }), { min_rating: 4 });
  });

  it("leaves a range inside a title alone", () => {
    const heed = heedWith(fillRange, { title: text, start_year: whole, end_year: whole });
    assert.deepEqual(
      heed("the album 1962-1966, published from 1973", { title: "1962-1966", start_year: 1973 }),
      { title: "1962-1966", start_year: 1973 },
    );
  });
});
