import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { partMakers } from "../../../src/core/said/makers.ts";
import { heedWith, text } from "./heedWith.ts";

describe("partMakers", () => {
  const heed = heedWith(partMakers, { song_title: text, artist: text, note: text }, ["song_title"]);

  it("parts a title at who made it", () => {
    assert.deepEqual(heed("play Rust by The Lathes", { song_title: "Rust by The Lathes" }), {
      song_title: "Rust",
      artist: "The Lathes",
    });
    const both = { song_title: "Rust by The Lathes", artist: "The Lathes" };
    assert.deepEqual(heed("play Rust by The Lathes", both), { song_title: "Rust", artist: "The Lathes" });
  });

  it("keeps a title with other words for its maker, and a tool without one", () => {
    const known = { song_title: "Stand by Me", artist: "Ben Oak" };
    assert.deepEqual(heed("play Stand by Me by Ben Oak", known), known);
    for (const title of ["Stand by Me", "Death by Hanging", "Sort by date is broken"])
      assert.deepEqual(heed(`play ${title}`, { song_title: title }), { song_title: title });
    assert.deepEqual(heed("note it", { note: "made by hand" }), { note: "made by hand" });
    const bare = heedWith(partMakers, { song_title: text });
    assert.deepEqual(bare("play Rust by The Lathes", { song_title: "Rust by The Lathes" }), {
      song_title: "Rust by The Lathes",
    });
  });
});
