import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sayParameters } from "../../src/core/kiwi/saidParameters.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { splitWords } from "../../src/core/words.ts";

const heard = (action: string, request: string, parameters: JsonObject = {}, item_type = "knowledge") =>
  sayParameters(
    {
      name: "execute",
      arguments: { item_type, action, item_id: "x_y", parameters: { ...parameters } },
    },
    splitWords(request),
  ).arguments["parameters"];

describe("sayParameters", () => {
  it("takes no reason for an input", () => {
    assert.equal(heard("run", "It is time to invite them, run mail merge", { time: "invite" }), undefined);
    assert.deepEqual(heard("run", "run mail merge with time noon", { time: "noon" }), { time: "noon" });
    const lunch = "it is time to lunch, run lunch_bot with time lunch";
    assert.deepEqual(heard("run", lunch, { time: "lunch" }), { time: "lunch" });
  });

  it("hears where a clause says that it is to run", () => {
    const given = { room: 14 };
    for (const [request, environment] of [
      ["what I want is the drift tool, with room 14, run for prod, please", "prod"],
      ["it is the drift tool with room 14; run it, on staging, please", "staging"],
      ["the drift tool with room 14. run that for production", "production"],
      ["with room 14, please execute it against qa", "qa"],
    ] as const)
      assert.deepEqual(heard("run", request, given), { room: 14, environment }, request);
    for (const request of [
      "room 14: run it, not on staging",
      "room 14; don't run it on staging",
      "room 14; run it once we know if it should run on staging",
      "room 14, run it on staging or prod",
      "room 14, run it for productions of plays",
      "room 14, what we run on staging is older",
      "room 14, the drift tool",
      "run the drift tool with room 14; once Bo says go, run it on prod",
      "run the drift tool locally; the nightly job, run on prod, is broken",
      "run the drift tool to clean up what the import, run on prod, left behind",
      "eval the model with the small split; run it on test, not staging",
      "run the drift tool for the band, start on stage, then the foyer",
    ])
      assert.deepEqual(heard("run", request, given), given, request);
    const said = { environment: "dev", room: 14 };
    assert.deepEqual(heard("run", "room 14 on dev, run it on staging", said), said);
  });

  it("adds no place to a trial", () => {
    const given = { dry_run: true };
    assert.deepEqual(heard("run", "the drift tool; run it on prod", given), given);
    const split = { split: "test" };
    assert.deepEqual(heard("run", "eval it on the small split; run it on test, please", split), split);
  });

  it("hears the title of what is to be created", () => {
    assert.deepEqual(heard("create", "create note x_y, title brioche attempts, category bread"), {
      title: "brioche attempts",
      category: "bread",
    });
    assert.deepEqual(heard("create", "new note x_y; title: The long winter"), { title: "The long winter" });
    for (const request of [
      "create a note x_y for the title page",
      "create note x_y, title as in the old one",
      "create note x_y, title to follow",
      "create note x_y, title and content later",
      "create note x_y, title",
      "create note x_y, title too long, broken links",
      "create note x_y. the title should be short",
      "create note x_y, title up to you",
      "create a note x_y: bump the version, title the PR, then merge",
      "create note x_y with deed, title insurance and escrow",
      "create note x_y, title can wait",
      "create a note x_y for pages that have no meta, title too",
      "create a note x_y which lists author, title and year",
    ])
      assert.deepEqual(heard("create", request), {}, request);
    for (const [request, title] of [
      ["create note x_y, title Node.js tips", "Node.js tips"],
      ["create note x_y, title Release 2.0 notes please", "Release 2.0 notes"],
      ["create note x_y, title brioche attempts and tags bread", "brioche attempts"],
      ["create note x_y, title brioche with content: use more butter", "brioche"],
    ] as const)
      assert.deepEqual(heard("create", request), { title }, request);
    assert.deepEqual(heard("create", "create a script x_y, title case every heading", {}, "script"), {});
    const kept = { title: "a b" };
    assert.deepEqual(heard("create", "create note x_y, title a b", kept), kept);
  });
});
