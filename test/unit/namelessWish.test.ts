import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { emptyCatalogue, type Catalogue } from "../../src/core/catalogue.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { settleKiwiCall } from "../../src/core/kiwi/settleCall.ts";
import { splitWords } from "../../src/core/words.ts";

const known: Catalogue = { directive: [], script: ["fog_horn", "fog_horn_test"], knowledge: ["tide-tables"] };

function settle(values: JsonObject, request: string, catalogue: Catalogue) {
  return settleKiwiCall({ name: "execute", arguments: values }, catalogue, splitWords(request)).call;
}

const idOf = (
  item_id: string,
  request: string,
  more: JsonObject = {},
  catalogue = emptyCatalogue,
): Json | undefined =>
  settle({ item_type: "script", action: "run", item_id, ...more }, request, catalogue).arguments["item_id"];

describe("a wish without a name", () => {
  const unknown = { action: "create" };
  const asked: [string, string, JsonObject?][] = [
    ["old pier", "The key was lying under the old pier. Start the tool again, please."],
    [
      "fog",
      "we waited for hours in between fog and rain, publish version 2.1.0 to the registry",
      { action: "publish" },
    ],
    ["slipped my mind", "there is a script whose name has slipped my mind, run it"],
    ["ferry", "Jonas told me of a script on the ferry, I did not catch its name. Run that."],
    ["harbour", "create a script, we have not decided on a name, it goes into the category harbour", unknown],
    ["harbour", "a new script please, category harbour", { ...unknown, parameters: { category: "harbour" } }],
    ["in", "a new script in category harbour", unknown],
  ];
  for (const [copied, request, more] of asked)
    it(`is asked about: "${request}"`, () => {
      assert.equal(idOf(copied, request, more), undefined);
    });

  const named: [string, string, string, JsonObject?][] = [
    ["fog horn", "The bulb is in. Run the fog horn script", "fog_horn"],
    ["fog horn", "My fog horn is finished at last. Publish version 2.1.0", "fog_horn", { action: "publish" }],
    ["fog horn", "I have finished the fog horn. Publish version 2.1.0", "fog_horn", { action: "publish" }],
    ["fog horn", "I forgot the name of the captain, anyway, run fog horn", "fog_horn"],
    ["fog horn", "fog horn, run that script please, I don't know the name of the keeper yet", "fog_horn"],
    ["horn", "fog horn, run that script, the keeper's name escapes me", "horn"],
    ["fog horn", "I forget the exact name, fog horn I think, run that script", "fog_horn"],
    ["fog horn", "I had a good look at fog horn. Publish version 1.2.0", "fog_horn", { action: "publish" }],
    [
      "tides",
      "a new note, name and category both tides",
      "tides",
      { ...unknown, parameters: { category: "tides" } },
    ],
    ["harbour", "a new script called harbour in the category harbour", "harbour", unknown],
    ["fog_horn", "it stood behind fog_horn. Run the script", "fog_horn"],
  ];
  for (const [copied, request, id, more] of named)
    it(`is none: "${request}"`, () => {
      assert.equal(idOf(copied, request, more), id);
    });

  it("keeps an item of this workspace, wherever it is spoken of", () => {
    const request = "Everybody stood around the fog horn. Run the script";
    assert.equal(idOf("fog horn", request, {}, known), "fog_horn");
  });
});

describe("what a name is not", () => {
  it("is no input behind it", () => {
    const with30 = { parameters: { days: 30 } };
    assert.equal(
      idOf("clear old tides with days 30", "run clear old tides with days 30", with30),
      "clear_old_tides",
    );
    assert.equal(idOf("talk with harbour", "run talk with harbour", with30), "talk_with_harbour");
    const category = { action: "create", parameters: { category: "docker" } };
    const docker = "create script deploy with docker, category docker";
    assert.equal(idOf("deploy with docker", docker, category), "deploy_with_docker");
    const s3 = { parameters: { source: "s3" } };
    assert.equal(idOf("sync with s3", "run sync with s3 with source s3", s3), "sync_with_s3");
  });

  it("is no deletion that nobody speaks of", () => {
    const action = (request: string): Json | undefined =>
      settle({ item_type: "script", action: "delete", item_id: "fog_horn" }, request, known).arguments[
        "action"
      ];
    assert.equal(action("fog horn, go"), "run");
    assert.equal(action("delete the fog horn, go"), "delete");
    for (const said of [
      "the fog horn can go",
      "remove fog_horn, go",
      "get rid of the fog horn script, go",
      "purge fog horn, go!",
    ])
      assert.equal(action(said), "delete", said);
  });

  it("is completed by the one of its kind that is meant", () => {
    const update = (request: string) =>
      settleKiwiCall(
        { name: "execute", arguments: { item_type: "script", action: "update", item_id: "tide report" } },
        { directive: [], script: ["tide_report_north", "tide_report_south"], knowledge: [] },
        splitWords(request),
      );
    const south = update("I have edited the tide report script, the south one. Update it");
    assert.equal(south.call.arguments["item_id"], "tide_report_south");
    for (const request of [
      "update the tide report, the south one stays",
      "update the tide report, like the south one",
      "update the tide report, the south one is fine",
      "update the tide report, the south one or the north one",
      "We still use the tide report, the south one; update the tide report script for divers",
      "Marie works on the tide report, the south one. update the tide report script please",
      "I like the tide report script, the south one",
    ])
      assert.equal(update(request).ambiguous, true, request);
  });
});

describe("a search that names what is to be read or changed", () => {
  const settled = (request: string, query: string) =>
    settleKiwiCall(
      { name: "search", arguments: { item_type: "knowledge", query } },
      { directive: [], script: [], knowledge: ["20240311-tide-tables", "pier_lights"] },
      splitWords(request),
    ).call;

  it("updates a note that is called so", () => {
    const { name, arguments: values } = settled(
      "Could you update the note on pier lights, because half of it is wrong by now?",
      "pier lights",
    );
    assert.deepEqual([name, values["action"], values["item_id"]], ["execute", "update", "pier_lights"]);
    assert.equal(settled("update the note on pier lamps", "pier lamps").name, "search");
    for (const searched of [
      "find the update on pier lights",
      "update the note on pier lights, find it first",
      "Update the note on pier lights, where did I put it?",
      "update the note on pier lights. Actually just show it",
    ])
      assert.equal(settled(searched, "pier lights").name, "search", searched);
  });

  it("reads it behind a sentence that wishes for nothing", () => {
    const request = "I no longer know how it went; could you open the note on tide tables?";
    assert.equal(
      settled("I have lost the thread; could you open the note on tide tables?", "tide tables").name,
      "load",
    );
    assert.equal(settled(request, "tide tables").name, "search");
    assert.equal(settled("Wait for Jo. Open the note on tide tables", "tide tables").name, "search");
    assert.equal(settled("Find pier lights; open the note on tide tables", "tide tables").name, "search");
  });
});
