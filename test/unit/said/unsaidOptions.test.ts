import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { withoutUnsaid } from "../../../src/core/said/unsaidOptions.ts";
import { heedWith } from "./heedWith.ts";

const options = {
  day: { enum: ["mon", "tue", "wed"] },
  language: { enum: ["german", "french", "chinese", "klingon"] },
  slot: { enum: ["lunch", "dinner"] },
};
const heed = heedWith(withoutUnsaid, options, Object.keys(options));
const keys = (request: string, language = "german"): string[] =>
  Object.keys(heed(request, { day: "tue", language, slot: "dinner" }));

describe("an option that nothing says", () => {
  it("is asked for where it is a day or a language", () => {
    assert.deepEqual(keys("translate the menu and plan it"), ["slot"]);
  });

  it("stays where the request says it, or a day in other words", () => {
    assert.deepEqual(keys("Tuesday: the menu in German"), ["day", "language", "slot"]);
    assert.deepEqual(keys("tomorrow, the menu in german"), ["day", "language", "slot"]);
    assert.deepEqual(keys("on 2026-12-01 in germ."), ["day", "language", "slot"]);
    assert.deepEqual(keys("tonight, in Mandarin", "chinese"), ["day", "language", "slot"]);
  });

  it("stays where it is another kind of option: what it stands for may be implied", () => {
    assert.deepEqual(keys("tonight, like a warrior", "klingon"), ["day", "language", "slot"]);
  });

  it("knows what days and languages are called, and no word that only begins like one", () => {
    assert.deepEqual(keys("money for tulips, auf Deutsch, on tuesdays"), ["day", "language", "slot"]);
    assert.deepEqual(keys("tutor for tuexedos, in french", "french"), ["language", "slot"]);
  });
});
