import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { withoutFillers } from "../../../src/core/said/fillers.ts";
import { heedWith, text } from "./heedWith.ts";

describe("withoutFillers", () => {
  it("leaves out optional texts of small words", () => {
    const heed = heedWith(withoutFillers, { folder: text, subject: text }, ["subject"]);
    assert.deepEqual(heed("move it from the inbox", { folder: "from the", subject: "it" }), {
      subject: "it",
    });
    assert.deepEqual(heed("please move it", { folder: "please" }), {});
    assert.deepEqual(heed("move it from the inbox", { folder: "the inbox" }), { folder: "the inbox" });
  });

  it("keeps small words that are values", () => {
    const heed = heedWith(withoutFillers, {
      assignee: text,
      language: text,
      department: text,
      replace: text,
      grade: text,
    });
    assert.deepEqual(heed("issues assigned to me", { assignee: "me" }), { assignee: "me" });
    assert.deepEqual(heed("in Italian, for the IT people", { language: "it", department: "IT" }), {
      language: "it",
      department: "IT",
    });
    assert.deepEqual(heed("I got an a", { grade: "a" }), { grade: "a" });
    assert.deepEqual(heed("replace it with 'the'", { replace: "the" }), { replace: "the" });
  });
});
