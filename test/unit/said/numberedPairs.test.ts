import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { orderPairs } from "../../../src/core/said/numberedPairs.ts";
import { heedWith, text } from "./heedWith.ts";

describe("orderPairs", () => {
  it("puts a pair in the order of the request", () => {
    const heed = heedWith(orderPairs, { player1: text, player2: text }, ["player1", "player2"]);
    assert.deepEqual(heed("compare Ana and Bo", { player1: "Bo", player2: "Ana" }), {
      player1: "Ana",
      player2: "Bo",
    });
    assert.deepEqual(heed("Ana vs Bo", { player1: "Bo", player2: "Ana" }), { player1: "Ana", player2: "Bo" });
    assert.deepEqual(heed("player 2 is Ana and player 1 is Bo", { player1: "Bo", player2: "Ana" }), {
      player1: "Bo",
      player2: "Ana",
    });
  });

  it("leaves a pair alone that is told apart in words", () => {
    const heed = heedWith(orderPairs, {
      file1: text,
      file2: text,
      commit_a: text,
      commit_b: text,
      version1: text,
      version2: text,
    });
    assert.deepEqual(
      heed("what changed in new.ts compared to old.ts", { file1: "old.ts", file2: "new.ts" }),
      { file1: "old.ts", file2: "new.ts" },
    );
    assert.deepEqual(heed("what did new.ts gain from old.ts", { file1: "old.ts", file2: "new.ts" }), {
      file1: "old.ts",
      file2: "new.ts",
    });
    assert.deepEqual(heed("what does HEAD have on top of main", { commit_a: "main", commit_b: "HEAD" }), {
      commit_a: "main",
      commit_b: "HEAD",
    });
    assert.deepEqual(heed("changes in v2.0 over v1.0", { version1: "v1.0", version2: "v2.0" }), {
      version1: "v1.0",
      version2: "v2.0",
    });
  });

  it("leaves a pair alone whose members mean different things", () => {
    const heed = heedWith(
      orderPairs,
      {
        image1: { type: "string", description: "before" },
        image2: { type: "string", description: "after" },
        address1: text,
        address2: text,
      },
      ["address1"],
    );
    assert.deepEqual(heed("new.png versus old.png", { image1: "old.png", image2: "new.png" }), {
      image1: "old.png",
      image2: "new.png",
    });
    assert.deepEqual(heed("ship to apt 4 and Main St 5", { address1: "Main St 5", address2: "apt 4" }), {
      address1: "Main St 5",
      address2: "apt 4",
    });
  });
});
