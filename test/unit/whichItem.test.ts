import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Catalogue } from "../../src/core/catalogue.ts";
import { addDescribedItem } from "../../src/core/kiwi/deniedItem.ts";
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

  it("asks where a kind of item stands for a name", () => {
    const load = (item_id: string, request: string) =>
      settle("load", { item_type: "directive", item_id }, request).call.arguments["item_id"];
    assert.equal(load("playbook", "copy that playbook we discussed yesterday into my user space"), undefined);
    assert.equal(load("playbook", "load the playbook I always use"), undefined);
    const change = (action: string, item_id: string, request: string) =>
      settle("execute", { item_type: "knowledge", action, item_id }, request).call.arguments["item_id"];
    assert.equal(change("create", "note", "we need a new note created, put it under category dr"), undefined);
    assert.equal(change("create", "note", "create a new note called note"), "note");
    assert.equal(
      change("delete", "infosec", "delete that note i made last week, infosec says it is wrong"),
      undefined,
    );
    assert.equal(change("delete", "gauge wifi", "delete that note i made on gauge wifi"), "gauge_wifi");
    assert.equal(load("playbook", "open directive playbook"), "playbook");
    for (const request of [
      "run the playbook we agreed on, hull_survey",
      "open the playbook we call hull survey",
    ])
      assert.notEqual(load("playbook", request), undefined, request);
    assert.equal(load("the_playbook", "open the_playbook"), "the_playbook");
  });

  it("changes none of two where the other one is spoken of, unless it is that", () => {
    const remove = (request: string, action = "delete") =>
      settle("execute", { item_type: "script", action, item_id: "sync crew" }, request);
    const that = remove(
      "Sync crew, we have two scripts, the old one is wrong from first line to last, delete that",
    );
    assert.deepEqual([that.call.arguments["item_id"], that.ambiguous], ["sync_crew_old", false]);
    for (const request of [
      "delete the sync crew script, the old one, I mean",
      "delete sync crew, the old one is better",
      "the old one is fine, sync crew is broken, delete it",
      "Check sync crew, if the old one is outdated, delete it",
      "In sync crew, the old one is wrong in line 3, delete that",
      "sync crew is broken and the old one is back in use, delete it",
    ])
      assert.ok(remove(request).ambiguous, request);
    assert.equal(remove("the old one is fine, sync_crew is broken, delete it").ambiguous, false);
    assert.equal(
      remove("run sync crew, the old one is broken", "run").call.arguments["item_id"],
      "sync_crew",
    );
  });

  it("deletes what can go", () => {
    const goes = (item_id: string, request: string) =>
      settle("execute", { item_type: "script", action: "delete", item_id }, request).call.arguments[
        "item_id"
      ];
    assert.equal(
      goes(
        "lottery page",
        "We retired the lottery page and all agree, so the gauge stats can go as well: delete it, please.",
      ),
      "gauge_stats",
    );
    for (const request of [
      "We retired the lottery page, so the gauge stats can go once Kim agrees: delete it.",
      "We retired the lottery page, so the gauge stats can go, not the others. Delete it",
      "The gauge stats can go to prod. Delete the lottery page",
      "The gauge stats can go, and the lottery page too: delete it",
      "Step 4 of the gauge stats can go: delete it.",
      "We move in May, so the gauge stats can go then: delete it",
      "Draft an email to Bo. The gauge stats can go: delete it.",
      "Post a message in the channel. The gauge stats can go, delete it.",
      "That user copy of the gauge stats can go: delete it.",
      "In the registry, our gauge stats can go: delete it.",
      "Every job that calls the gauge stats can go, delete it",
      "If Kim agrees the gauge stats can go: delete it.",
      "Once the migration is through, the gauge stats can go: delete it",
      "Ticket 88 asks whether the gauge stats can go. Delete it",
    ])
      assert.equal(goes("lottery page", request), "lottery_page", request);
  });

  it("adds no word to a name that says something else", () => {
    const known = {
      directive: [],
      knowledge: ["price_list", "update_price_list"],
      script: [
        ...[
          "users",
          "delete_users",
          "deploy_api",
          "deploy_api_prod",
          "sync_crew",
          "sync_crew_old",
          "sync_crew_copy",
        ],
        ...[
          "purge_cache",
          "purge_cache_all",
          "slug_tool",
          "slug_tool_2",
          "sales_report",
          "sales_report_2025",
        ],
        ...["test_users", "delete_test_users", "deploy_api_rollback", "backup_db", "backup_db_verify"],
      ],
    };
    for (const [action, item_id, request, parameters = {}] of [
      ["delete", "test users", "delete test users script"],
      ["run", "deploy api", "run deploy api, prod is frozen so staging please"],
      ["run", "deploy api", "run deploy api prod", { environment: "prod" }],
      ["delete", "sync crew", "delete the script sync crew, old and unused"],
      ["delete", "sync crew", "delete the script sync crew - old and unused"],
      ["delete", "sync crew", 'delete the script "sync crew", old and unused'],
      ["delete", "sync crew", "delete sync crew (old, replaced by roster)"],
      ["delete", "sync crew", "delete the script sync crew copy in my user space", { source: "user" }],
      ["run", "deploy api", "run deploy api rollback if it fails"],
      ["run", "backup db", "run backup db verify afterwards"],
      ["run", "purge cache", "run purge cache, all pages under /blog"],
      ["publish", "slug tool", "publish slug tool 2.1.0", { version: "2.1.0" }],
      ["run", "sales report", "run the sales report 2025-03-01 to 2025-03-31", { start: "2025-03-01" }],
    ] as const) {
      const call = { name: "execute", arguments: { item_type: "script", action, item_id, parameters } };
      const settled = settleKiwiCall(call, known, splitWords(request)).call.arguments["item_id"];
      assert.equal(settled, item_id.replace(" ", "_"), request);
    }
  });

  it("asks which one to delete where the next word may belong to a reason", () => {
    const known = { ...catalogue, script: ["sync-crew", "sync-crew-old"] };
    const call = {
      name: "execute",
      arguments: { item_type: "script", action: "delete", item_id: "sync crew" },
    };
    const settled = settleKiwiCall(call, known, splitWords("delete script sync crew old and unused"));
    assert.equal(settled.ambiguous, true);
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
    for (const proposal of [
      "year end at the club is done, so why not the bar now, run it",
      "if not the bar today, when? run it",
      "it's not that the bar is slow, just run it",
      "I have not run the bar this week, run it please",
      "let's not forget the bar, run it",
      "I'm not sure what the bar does, run it",
      "the year end workflow, the one for the club is done, run that for the bar",
    ])
      assert.notEqual(directive("run", "bar", proposal).call.arguments["item_id"], undefined, proposal);
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
      "kick off harbour if the runbook to restart the tide gauge server fails",
      "use harbour, it replaces the runbook to restart the tide gauge server",
      "harbour please, the runbook to restart the tide gauge server failed",
      "harbour check first, then the runbook to restart the tide gauge server",
      "if the harbour floods tonight, the runbook to restart the tide gauge server, please run it",
    ])
      assert.equal(directive("run", "harbour", request).call.arguments["item_id"], "harbour", request);
    const change = directive("delete", "harbour", "delete the runbook to restart the tide gauge server");
    assert.equal(change.call.arguments["item_id"], "harbour");
  });

  it("takes the name of the sentence that wishes for one of the story before it", () => {
    const run = (item_id: string, request: string, item_type = "directive") =>
      settle("execute", { item_type, action: "run", item_id }, request).call.arguments["item_id"];
    for (const request of [
      "The pier lamps don't work and the gate is stuck. Do the year end club workflow, with nights 3.",
      "The pier lamps are out! Please run the year end club directive.",
    ])
      assert.equal(run("pier lamps", request), "year_end_club", request);
    assert.equal(
      run(
        "harbour master",
        "The harbour master wants it by four. Sync the crew please, with lang hu.",
        "script",
      ),
      "sync_crew",
    );
    assert.equal(
      settle(
        "load",
        { item_type: "knowledge", item_id: "pier lamps", source: "project" },
        "The pier lamps are out again. Show me the gauge wifi note.",
      ).call.arguments["item_id"],
      "gauge_wifi",
    );
    for (const request of [
      "Run the pier lamps directive. The year end club workflow is next week.",
      "The pier lamps are out. We did the year end club workflow yesterday.",
      "The pier lamps are out. Run anything but the year end club workflow.",
      "The pier lamps are out. Run the year end club workflow or the month end club one.",
      "The pier lamps are out. Year end club members were told.",
      "Run pier lamps with nights 3. Then do the year end club workflow.",
      "Please run the pier lamps check. Year end club on Monday went fine.",
      "The pier lamps are out. Run the year end club workflow once they are back on.",
      "The pier lamps are out. Run the year end club workflow if Bo says so.",
      "The pier lamps are out. Do I run the year end club workflow?",
      "The pier lamps are out. Run the year end club workflow as a dry run.",
    ])
      assert.equal(run("pier lamps", request), "pier_lamps", request);
    const change = settle(
      "execute",
      { item_type: "directive", action: "delete", item_id: "pier lamps" },
      "The pier lamps are out. Delete the year end club workflow.",
    );
    assert.equal(change.call.arguments["item_id"], "pier_lamps");
  });

  it("spells what comes from a registry as the whole name that is said", () => {
    const load = (item_id: string, request: string) =>
      settle("load", { item_type: "directive", item_id, source: "registry", destination: "user" }, request)
        .call.arguments["item_id"];
    assert.equal(
      load("hull survey", "grab directive hull survey checklist from registry and copy it to user"),
      "hull_survey_checklist",
    );
    assert.equal(
      load(
        "Kiel put her year end club",
        "Lena in Kiel put her year end club tool in the registry, copy it here",
      ),
      "year_end_club",
    );
    assert.equal(load("hull survey", "grab directive hull survey from registry"), "hull_survey");
    assert.equal(
      load("winter hull survey", "pull the winter hull survey directive from the registry"),
      "winter_hull_survey",
    );
    assert.equal(
      load("acme/my_hull_survey", "install acme/my_hull_survey from the registry"),
      "acme/my_hull_survey",
    );
    assert.equal(
      load("year end fleet", "get year end fleet, not year end club, from the registry"),
      "year_end_fleet",
    );
  });

  it("finds a name whose words stand apart, where an item is to be read", () => {
    const add = (known: JsonObject, request: string) =>
      addDescribedItem(known, splitWords(request), catalogue)?.["item_id"];
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
      "the runbook for a lost key, not the main office, load it",
      "the runbook for a lost key, not at the office, load it",
      "the runbook for a lost key, the one for the boathouse is outdated, so load the office one",
      "pull up the runbook for a lost card, we left the key of it in the office",
    ])
      assert.equal(add(read, request), undefined, request);
    const request = "the runbook for a lost key, the one for the boathouse, run it";
    assert.equal(add({ ...read, action: "run" }, request), undefined);
    assert.equal(add({}, request), undefined);
    assert.equal(add({ ...read, source: "registry" }, request), undefined);
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
    const known = { ...catalogue, script: ["user_folder"] };
    const open = (item_id: string, request: string) =>
      settleKiwiCall(
        { name: "load", arguments: { item_type: "script", item_id } },
        known,
        splitWords(request),
      ).call.arguments["item_id"];
    assert.equal(open("user folder", "open user folder"), "user_folder");
    assert.equal(open("user", "a copy of it should go into my user space"), undefined);
    assert.equal(load("registry", "read what is in the registry note"), "registry");
    assert.equal(load("user", "copy script user to my user space"), "user");
  });
});
