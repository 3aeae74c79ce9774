import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sayParameters } from "../../src/core/kiwi/saidParameters.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { splitWords } from "../../src/core/words.ts";

const heard = (action: string, request: string, parameters: JsonObject = {}) =>
  sayParameters(
    {
      name: "execute",
      arguments: { item_type: "script", action, item_id: "x_y", parameters: { ...parameters } },
    },
    splitWords(request),
  ).arguments["parameters"];

describe("sayParameters", () => {
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
    ])
      assert.deepEqual(heard("run", request, given), given, request);
    const said = { environment: "dev", room: 14 };
    assert.deepEqual(heard("run", "room 14 on dev, run it on staging", said), said);
  });

  it("takes no conjunction for the name of an input", () => {
    const given = { before: "four", horizon: 12 };
    const request =
      "what I need, before the trustees arrive at four, is the forecast with horizon 12, run it";
    assert.deepEqual(heard("run", request, given), { horizon: 12 });
    assert.deepEqual(heard("run", "run the cleanup with before 2024-01-01", { before: "2024-01-01" }), {
      before: "2024-01-01",
    });
    assert.deepEqual(heard("run", "run the cleanup before=4", { before: 4 }), { before: 4 });
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
    ])
      assert.deepEqual(heard("create", request), {}, request);
    const kept = { title: "a b" };
    assert.deepEqual(heard("create", "create note x_y, title a b", kept), kept);
  });
});
