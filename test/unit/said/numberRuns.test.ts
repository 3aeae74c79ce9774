import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { wholeRuns } from "../../../src/core/said/numberRuns.ts";
import { heedWith, number, whole } from "./heedWith.ts";

describe("wholeRuns", () => {
  it("copies the whole run where a part or more of it stands", () => {
    const heed = heedWith(wholeRuns, { values: { type: "array", items: number }, bins: whole });
    assert.deepEqual(heed("histogram of 5, 7, 9 and 12, in 3 bins", { values: [5, 7, 9], bins: 3 }), {
      values: [5, 7, 9, 12],
      bins: 3,
    });
    assert.deepEqual(heed("histogram of 5, 7, 9 and 12, in 3 bins", { values: [5, 7, 9, 12, 3], bins: 3 }), {
      values: [5, 7, 9, 12],
      bins: 3,
    });
  });

  it("leaves to other arguments what they have", () => {
    const heed = heedWith(wholeRuns, {
      ports: { type: "array", items: number },
      timeout: whole,
      pages: { type: "array", items: number },
      copies: whole,
      center: { type: "array", items: number },
      radius: number,
    });
    assert.deepEqual(heed("scan 80, 443, 8080, 5 seconds timeout", { ports: [80, 443, 8080], timeout: 5 }), {
      ports: [80, 443, 8080],
      timeout: 5,
    });
    assert.deepEqual(heed("print pages 1, 2, 3 and 2 copies", { pages: [1, 2, 3], copies: 2 }), {
      pages: [1, 2, 3],
      copies: 2,
    });
    assert.deepEqual(heed("shops near 48.2, 16.3, 500 m", { center: [48.2, 16.3], radius: 500 }), {
      center: [48.2, 16.3],
      radius: 500,
    });
  });

  it("keeps two lists apart", () => {
    const heed = heedWith(wholeRuns, {
      from: { type: "array", items: number },
      to: { type: "array", items: number },
    });
    assert.deepEqual(heed("distance of 1, 2, 3 and 4, 5, 6", { from: [1, 2, 3], to: [4, 5, 6] }), {
      from: [1, 2, 3],
      to: [4, 5, 6],
    });
    assert.deepEqual(heed("distance of (1, 2, 3) and (4, 5, 6)", { from: [1, 2, 3], to: [4, 5, 6] }), {
      from: [1, 2, 3],
      to: [4, 5, 6],
    });
  });

  it("ends at a second and, and says nothing where a range follows", () => {
    const heed = heedWith(wholeRuns, { ports: { type: "array", items: number } });
    assert.deepEqual(heed("scan ports 80, 443 and 8080 and 5 retries", { ports: [80, 443, 8080] }), {
      ports: [80, 443, 8080],
    });
    assert.deepEqual(heed("extract pages 3, 5 and 7 to 9", { ports: [3, 5, 7, 8, 9] }), {
      ports: [3, 5, 7, 8, 9],
    });
    assert.deepEqual(heed("close 4, 5, 6 and 7 but not 6", { ports: [4, 5, 7] }), { ports: [4, 5, 7] });
  });
});
