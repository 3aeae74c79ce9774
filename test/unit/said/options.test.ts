import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sayOptions } from "../../../src/core/said/options.ts";
import { heedWith } from "./heedWith.ts";

describe("sayOptions", () => {
  it("hears options with figures and signs", () => {
    const heed = heedWith(sayOptions, {
      range: { enum: ["0-1", "1-5"] },
      resolution: { enum: ["720p", "1080p"] },
      format: { enum: ["mp4", "webm"] },
      size: { enum: ["s", "m"] },
    });
    assert.deepEqual(heed("the range 0-1, please", { range: "1-5" }), { range: "0-1" });
    assert.deepEqual(heed("the range 10-1", { range: "1-5" }), { range: "1-5" });
    assert.deepEqual(heed("show it in 720p", { resolution: "1080p" }), { resolution: "720p" });
    assert.deepEqual(heed("show it in '720p'", { resolution: "1080p" }), { resolution: "720p" });
    assert.deepEqual(heed("play hall.mp4", { format: "webm" }), { format: "webm" });
    assert.deepEqual(heed("it's a shirt, medium", { size: "m" }), { size: "m" });
  });

  it("keeps a choice that is said in another form", () => {
    const heed = heedWith(sayOptions, {
      merge_method: { enum: ["merge", "squash", "rebase"] },
      environment: { enum: ["staging", "production"] },
    });
    assert.deepEqual(heed("merge PR 12, squashing it", { merge_method: "squash" }), {
      merge_method: "squash",
    });
    assert.deepEqual(heed("take v2 and staging to prod", { environment: "production" }), {
      environment: "production",
    });
  });

  it("takes what is now for no wish", () => {
    const heed = heedWith(sayOptions, {
      state: { enum: ["open", "closed"] },
      folder: { enum: ["inbox", "spam"] },
      resolution: { enum: ["720p", "1080p"] },
      mode: { enum: ["heat", "cool"] },
      visibility: { enum: ["public", "private"] },
    });
    assert.deepEqual(heed("reopen the closed issue 12", { state: "open" }), { state: "open" });
    assert.deepEqual(heed("move it out of spam", { folder: "inbox" }), { folder: "inbox" });
    assert.deepEqual(heed("full hd instead of 720p for it", { resolution: "1080p" }), {
      resolution: "1080p",
    });
    assert.deepEqual(heed("it is too cool in here", { mode: "heat" }), { mode: "heat" });
    assert.deepEqual(heed("make the private repo acme/web visible to everyone", { visibility: "public" }), {
      visibility: "public",
    });
  });

  it("hears no option in words said for other reasons", () => {
    const heed = heedWith(sayOptions, {
      language: { enum: ["python", "go"] },
      level: { enum: ["error", "info"] },
    });
    assert.deepEqual(heed("go through the repo", { language: "python" }), { language: "python" });
    assert.deepEqual(heed("get me info on failures", { level: "error" }), { level: "error" });
  });

  it("takes what is denied for no wish, and hears no empty option", () => {
    const heed = heedWith(sayOptions, {
      visibility: { enum: ["public", "private"] },
      format: { enum: ["pdf", "xlsx"] },
      sort: { enum: ["", "newest"] },
    });
    for (const said of [
      "do not make it public",
      "it isn't public",
      "a repo, never as public",
      "no longer public",
    ])
      assert.deepEqual(heed(said, { visibility: "private" }), { visibility: "private" }, said);
    assert.deepEqual(heed("a spreadsheet, anything except pdf", { format: "xlsx" }), { format: "xlsx" });
    assert.deepEqual(heed("show the latest ones", { sort: "newest" }), { sort: "newest" });
    assert.deepEqual(heed("not now, but make it public", { visibility: "private" }), {
      visibility: "public",
    });
  });

  it("takes what is spared for no wish", () => {
    const heed = heedWith(sayOptions, { target: { enum: ["production", "staging"] } });
    for (const said of [
      "wipe the test database, leave production alone",
      "clear the test cache; production stays",
    ])
      assert.deepEqual(heed(said, { target: "staging" }), { target: "staging" }, said);
    assert.deepEqual(heed("clear the cache of production", { target: "staging" }), { target: "production" });
  });
});
