import assert from "node:assert/strict";
import { describe, it } from "mocha";
import vectors from "../../contract/golden/words.json" with { type: "json" };
import { spaceWords, splitWords } from "../../src/core/words.ts";

describe("words contract", () => {
  for (const vector of vectors) {
    it(`splits ${JSON.stringify(vector.request)}`, () => {
      const words = splitWords(vector.request);
      assert.deepEqual(
        words.map((word) => word.text),
        vector.words,
      );
      assert.equal(spaceWords(words), vector.spaced);
      for (const word of words) assert.equal(vector.request.slice(word.start, word.end), word.text);
    });
  }
});
