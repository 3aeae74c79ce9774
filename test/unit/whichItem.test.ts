import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Catalogue } from "../../src/core/catalogue.ts";
import { addScatteredItem } from "../../src/core/kiwi/aroundName.ts";
import { settleKiwiCall } from "../../src/core/kiwi/settleCall.ts";
import { splitWords } from "../../src/core/words.ts";
import type { JsonObject } from "../../src/core/json.ts";

const catalogue: Catalogue = {
  directive: [
    "hull_survey",
    "hull_survey_checklist",
    "key_audit",
    "key_audit_workflow",
    "year_end_club",
    "year_end_bar",
    "month_end_club",
    "restart_tide_gauge_server",
    "lost_key_office",
    "lost_key_boathouse",
  ],
  script: ["sync_crew", "sync_crew_old", "gauge_stats"],
  knowledge: ["gauge_wifi"],
};

function settle(name: string, values: JsonObject, request: string) {
  return settleKiwiCall({ name, arguments: values }, catalogue, splitWords(request));
}

const directive = (action: string, item_id: string, request: string) =>
  settle("execute", { item_type: "directive", action, item_id }, request);

describe("which item is meant", () => {
  it("takes the longer of two names that stand at one place", () => {
    for (const request of ["copy the hull survey checklist playbook to user", "run hull survey checklist"])
      assert.equal(
        directive("run", "hull survey", request).call.arguments["item_id"],
        "hull_survey_checklist",
        request,
      );
    const script = (request: string, action = "run") =>
      settle("execute", { item_type: "script", action, item_id: "sync crew" }, request).call.arguments[
        "item_id"
      ];
    assert.equal(script("delete the sync crew old script", "delete"), "sync_crew_old");
    for (const request of [
      "run the sync crew script",
      "run sync_crew old and new alike",
      "run sync crew, the sync crew old one is broken",
      "run sync crew, not sync crew old",
    ])
      assert.equal(script(request), "sync_crew", request);
  });

  it("changes nothing where the last word may be the kind or a part of the name", () => {
    const audit = (request: string) => directive("delete", "key audit", request);
    assert.equal(audit("delete the key audit workflow").ambiguous, true);
    for (const [request, id] of [
      ["delete the key audit workflow directive", "key_audit_workflow"],
      ["delete the key audit directive", "key_audit"],
    ] as const)
      assert.equal(audit(request).call.arguments["item_id"], id);
  });

  it("never takes the one that is said not to be meant", () => {
    const request =
      "the year end workflow, there are two, I mean the one for the club and not the one for the bar, run it";
    assert.equal(directive("run", "bar", request).call.arguments["item_id"], "year_end_club");
    const unclear = "the month end workflow, not the one for the bar, run it";
    assert.equal(directive("run", "bar", unclear).call.arguments["item_id"], undefined);
    assert.equal(directive("delete", "bar", request).ambiguous, true);
    assert.equal(
      directive("run", "year end bar", "run year end bar, not the one for the club").call.arguments[
        "item_id"
      ],
      "year_end_bar",
    );
  });

  it("finds a name behind its kind and over articles", () => {
    for (const request of [
      "the gauge in the harbour is stuck, so the runbook to restart the tide gauge server, please, run that",
      "the harbour is stuck: the playbook for restart a tide gauge server, run it",
    ])
      assert.equal(
        directive("run", "harbour", request).call.arguments["item_id"],
        "restart_tide_gauge_server",
        request,
      );
    for (const request of [
      "run harbour, it may restart the tide gauge server",
      "run harbour, it is for the runbook to restart the tide gauge server",
      "run the harbour playbook, it is like the runbook to restart the tide gauge server",
      "run harbour but not the runbook to restart the tide gauge server",
    ])
      assert.equal(directive("run", "harbour", request).call.arguments["item_id"], "harbour", request);
    const change = directive("delete", "harbour", "delete the runbook to restart the tide gauge server");
    assert.equal(change.call.arguments["item_id"], "harbour");
  });

  it("finds a name whose words stand apart, where an item is to be read", () => {
    const add = (known: JsonObject, request: string) =>
      addScatteredItem(known, splitWords(request), catalogue)?.["item_id"];
    const read = { item_type: "directive" };
    assert.equal(
      add(read, "the runbook for a lost key, the one for the boathouse and not the office, please load it"),
      "lost_key_boathouse",
    );
    for (const request of [
      "the runbook for a lost key, office or boathouse, please load it",
      "the runbook for a lost key, please load it",
      "load the lost key for the boathouse, keep the office one closed",
      "the boathouse: load the key thing",
    ])
      assert.equal(add(read, request), undefined, request);
    const request = "the runbook for a lost key, the one for the boathouse, run it";
    assert.equal(add({ ...read, action: "run" }, request), undefined);
    assert.equal(add({}, request), undefined);
  });

  it("takes no place for an item", () => {
    const load = (item_id: string, request: string) =>
      settle("load", { item_type: "script", item_id, source: "project", destination: "user" }, request).call
        .arguments["item_id"];
    assert.equal(load("user", "a copy of it should go into my user space"), undefined);
    assert.equal(load("user space", "a copy of it should go into my user space"), undefined);
    assert.equal(load("registry", "get it from the registry"), undefined);
    assert.equal(load("user", "copy the script user into my home"), "user");
    assert.equal(load("user", "open the user script"), "user");
    assert.equal(load("user", "copy script user to my user space"), "user");
  });
});
