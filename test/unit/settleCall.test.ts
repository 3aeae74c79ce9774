import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Catalogue } from "../../src/core/catalogue.ts";
import { addSaidItem, readSaidCall } from "../../src/core/kiwi/saidItem.ts";
import { inAnyOrder, resolveItem } from "../../src/core/kiwi/resolveItem.ts";
import { settleKiwiCall } from "../../src/core/kiwi/settleCall.ts";
import { splitWords } from "../../src/core/words.ts";
import type { JsonObject } from "../../src/core/json.ts";

const catalogue: Catalogue = {
  directive: ["deploy_app", "release-notes"],
  script: ["csv_summary", "email-enricher", "report_2023", "slugify"],
  knowledge: ["deploy_app", "postgres_tips"],
};

function settle(name: string, values: JsonObject, request: string) {
  return settleKiwiCall({ name, arguments: values }, catalogue, splitWords(request));
}

describe("resolveItem", () => {
  const cases: [string, string, string][] = [
    ["csv_summary", "exact", "csv_summary"],
    ["csv-summary", "spelling", "csv_summary"],
    ["CSV Summary", "spelling", "csv_summary"],
    ["csvSummary.py", "spelling", "csv_summary"],
    ["data/csv_summary", "exact", "csv_summary"],
    ["csv_sumary", "typo", "csv_summary"],
    ["emial-enricher", "typo", "email-enricher"],
    ["emails enriching", "part", "email-enricher"],
  ];
  for (const [typed, kind, id] of cases) {
    it(`finds ${id} for "${typed}" (${kind})`, () => {
      const resolved = resolveItem(typed, catalogue, "script");
      assert.ok("item" in resolved, resolved.kind);
      assert.deepEqual([resolved.kind, resolved.item.id], [kind, id]);
    });
  }

  it("takes no item for another that another prefix tells apart", () => {
    const known = { directive: [], script: ["export_data", "decrypt_db", "activate_users"], knowledge: [] };
    for (const typed of ["import_data", "encrypt_db", "deactivate_users"])
      assert.equal(resolveItem(typed, known, "script").kind, "unknown", typed);
    const south = { ...known, script: ["south_sales_data"] };
    assert.equal(resolveItem("north_sales_data", south, "script").kind, "unknown");
    assert.equal(resolveItem("suoth_sales_data", south, "script").kind, "typo");
    for (const typed of ["xport_data", "exprot_data"])
      assert.equal(resolveItem(typed, known, "script").kind, "typo");
  });

  it("takes no item for another that small words tell apart", () => {
    const known = (id: string): Catalogue => ({ directive: [], script: [id], knowledge: [] });
    const pairs: [string, string][] = [
      ["deploy_with_database", "deploy_from_database"],
      ["copy_to_staging_db", "copy_from_staging_db"],
      ["get_access_report", "give_access_report"],
      ["get_tests", "get_testers"],
    ];
    for (const [typed, id] of pairs)
      assert.equal(resolveItem(typed, known(id), "script").kind, "unknown", typed);
    const alike = resolveItem("onboarding the annotators", known("onboard_annotators"), "script");
    assert.equal(alike.kind, "part");
  });

  it("finds a name whose words are said in another order and in other forms, unless the order tells something", () => {
    const known: Catalogue = {
      directive: ["rotate_licence_dongles"],
      script: [
        "prune_depot",
        "regen_thumbnails",
        "copy_staging_to_live",
        "copy_live_over_staging",
        "sales_report_by_region",
        "test_loader",
        "convert_csv_json",
        "user_activation",
        "report_group_a",
        "report_group_b",
      ],
      knowledge: [],
    };
    for (const [typed, id] of [
      ["depot pruning", "prune_depot"],
      ["pruning of the depot", "prune_depot"],
      ["thumbnail regen", "regen_thumbnails"],
      ["licence dongles rotate", "rotate_licence_dongles"],
      ["rotating of the licence dongles", "rotate_licence_dongles"],
      ["sales by region", "sales_report_by_region"],
    ] as const) {
      const resolved = inAnyOrder(resolveItem(typed, known), known);
      assert.deepEqual([resolved.kind, "item" in resolved && resolved.item.id], ["part", id], typed);
    }
    const phase: Catalogue = { directive: [], script: ["import_phase_2"], knowledge: [] };
    assert.equal(resolveItem("phase 2 import", phase).kind, "part");
    assert.equal(inAnyOrder(resolveItem("copy live to staging", known), known).kind, "unknown");
    for (const typed of [
      "depot unpruning",
      "copying staging over live",
      "load test",
      "converting json csv",
      "active users",
    ])
      assert.equal(inAnyOrder(resolveItem(typed, known), known).kind, "unknown", typed);
    const typed = { ...known, directive: ["load_tests"], script: ["test_load", "delete_users", "parse_str"] };
    for (const [said, type] of [
      ["user delete", "script"],
      ["string parse", "script"],
    ] as const)
      assert.equal(inAnyOrder(resolveItem(said, typed, type), typed, type).kind, "unknown", said);
    assert.equal(resolveItem("group report", known).kind, "ambiguous");
    assert.equal(resolveItem("staging to live", known).kind, "part");
    assert.equal(resolveItem("staging to live", known).kind, "part");
  });

  it("never takes another year's report, nor a short word, for a typo", () => {
    assert.equal(resolveItem("report_2024", catalogue, "script").kind, "unknown");
    assert.equal(resolveItem("slug", catalogue, "script").kind, "unknown");
    const short = { ...catalogue, script: ["get_config", "csv_totals"] };
    assert.equal(resolveItem("set_config", short, "script").kind, "unknown");
    assert.equal(resolveItem("cvs_totals", short, "script").kind, "typo");
  });

  it("takes a part of a name when one item has it, and asks when several have", () => {
    const some = { ...catalogue, directive: ["deploy_api", "deployWebsite", "sign_off"] };
    assert.deepEqual(resolveItem("sign", some, "directive"), {
      kind: "part",
      item: { type: "directive", id: "sign_off" },
    });
    assert.equal(resolveItem("deploy", some, "directive").kind, "ambiguous");
    assert.equal(resolveItem("ploy", some, "directive").kind, "unknown");
  });
});

describe("addSaidItem", () => {
  const some = {
    ...catalogue,
    script: ["tide_table", "tide_table_north", "moon"],
    knowledge: ["tide_table"],
  };
  const add = (known: JsonObject, request: string) => addSaidItem(known, splitWords(request), some);

  it("finds the item that the request names in other delimiters, the longest name first", () => {
    assert.deepEqual(add({ action: "run", item_type: "script" }, "kick off the script for the tide table"), {
      action: "run",
      item_type: "script",
      item_id: "tide_table",
    });
    assert.equal(
      add({ item_type: "script" }, "that Tide-Table north thing")?.["item_id"],
      "tide_table_north",
    );
  });

  it("finds an id of one word right behind the verb, also to change it", () => {
    const said = (request: string, action = "publish") =>
      addSaidItem({ action }, splitWords(request), catalogue)?.["item_id"];
    assert.equal(said("publish slugify version 1.3.0"), "slugify");
    assert.equal(said("publish version 1.3.0 so that slugify works"), undefined);
    assert.equal(said("do not publish slugify"), undefined);
    assert.equal(said("publish slugify, not this one"), undefined);
    assert.equal(said("publish deploy_app 2.0.0"), undefined, "two kinds have it");
  });

  it("finds none for one word, for several items, and for what is to be created", () => {
    assert.equal(add({ action: "run", item_type: "script" }, "run the moon"), undefined);
    assert.equal(add({ action: "run" }, "run the tide table"), undefined);
    assert.equal(add({ action: "create", item_type: "script" }, "create a tide table"), undefined);
  });
});

describe("readSaidCall", () => {
  const some = { ...catalogue, directive: ["api_versioning"], script: ["delete_stale_branches"] };
  const read = (request: string) => readSaidCall(splitWords(request), some);

  it("hears a verb and the whole name of one item", () => {
    assert.deepEqual(read("pls run delete stale branches"), {
      name: "execute",
      arguments: { item_type: "script", item_id: "delete_stale_branches", action: "run" },
    });
    assert.deepEqual(read("show me what's inside the api versioning recipe")?.arguments, {
      item_type: "directive",
      item_id: "api_versioning",
      source: "project",
    });
  });

  it("needs no verb beside inputs, but no other verb either", () => {
    const hear = (request: string) => readSaidCall(splitWords(request), some, true);
    assert.equal(hear("api versioning for")?.arguments["action"], "run");
    for (const request of ["load api versioning", "kill api versioning", "api versioning crashed with"])
      assert.equal(hear(request), undefined, request);
  });

  it("hears nothing without a verb before the name, in changes, and in longer requests", () => {
    for (const request of [
      "delete stale branches",
      "remove delete stale branches",
      "run git to delete stale branches on the remote",
      "run the linter",
      "you must not run delete stale branches",
      "should i run delete stale branches",
      "can't run delete stale branches",
      "delete and run delete stale branches",
    ]) {
      assert.equal(read(request), undefined, request);
    }
  });
});

describe("settleKiwiCall", () => {
  it("tells items of one name apart by what else the request says, outside of what it wants kept", () => {
    const known = {
      ...catalogue,
      knowledge: ["frost_dates_2024", "frost_dates_2025", "frost_kit"],
      script: ["mix_glaze_cone6", "mix_glaze_cone10"],
    };
    const settled = (name: string, values: JsonObject, request: string) =>
      settleKiwiCall({ name, arguments: values }, known, splitWords(request));
    const read = (request: string) =>
      settled("load", { item_type: "knowledge", item_id: "frost dates" }, request);
    const one = read("the note on frost dates please, the 2025 one");
    assert.deepEqual([one.call.arguments["item_id"], one.ambiguous], ["frost_dates_2025", false]);
    assert.equal(read("the note on frost dates").ambiguous, true);
    assert.equal(read("the note on frost dates, the 2024 or the 2025 one").ambiguous, true);
    const glaze = settled(
      "execute",
      { item_type: "script", action: "delete", item_id: "glaze" },
      "bin the glaze script, cone 6, not the cone 10",
    );
    assert.equal(glaze.call.arguments["item_id"], "mix_glaze_cone6");
    assert.equal(glaze.ambiguous, true, "a part of a name is not enough to delete");
  });

  it("hears the category of what is to be created", () => {
    const create = (request: string, parameters?: JsonObject) =>
      settle(
        "execute",
        { item_type: "script", action: "create", item_id: "x_y", ...(parameters ? { parameters } : {}) },
        request,
      ).call.arguments["parameters"];
    assert.deepEqual(create("new script x_y, category tides, content: hello", { content: "hello" }), {
      category: "tides",
      content: "hello",
    });
    assert.deepEqual(create("create script x_y in the harbour category"), { category: "harbour" });
    assert.deepEqual(create("make x_y in category: ops"), { category: "ops" });
    for (const request of [
      "create the product category script x_y",
      "create script x_y for category pages",
      "create script x_y in the right category",
      "create script x_y, category doesn't matter",
      "create script x_y, category should be clear",
      "create script x_y that groups sales in the harbour category",
      "create script x_y that exports name, category tree and price",
      "create script x_y",
    ])
      assert.equal(create(request), undefined, request);
    assert.deepEqual(create("create x_y, content: file under category b", { content: "under category b" }), {
      content: "under category b",
    });
  });

  it("hears the category that an update gives, and takes no place that nobody said", () => {
    const change = (request: string, parameters: JsonObject, action = "update") =>
      settle("execute", { item_type: "script", action, item_id: "slugify", parameters }, request).call
        .arguments["parameters"];
    assert.deepEqual(
      change("slugify is filed in the wrong place, update it with category comms", { location: "user" }),
      { category: "comms" },
    );
    for (const request of [
      "update slugify, don't put it in the shoes category",
      "update slugify, it should no longer be in the shoes category",
      "update slugify, fix the crash in the shoes category",
      "update slugify, the category stays, rename shoes",
      "update slugify with category filters",
      "update slugify, it was filed under category network, now ops",
    ])
      assert.deepEqual(change(request, { title: "x" }), { title: "x" }, request);
    assert.equal(change("create script slugify", { location: "user" }, "create"), undefined);
    for (const request of [
      "create script slugify in user space",
      "create script slugify in my home folder",
      "create script slugify in user-space",
      "create script slugify in ~/.ai",
      "create script slugify so that every project has it",
      "create script slugify for all my repos",
      "create script slugify just for me",
      "create script slugify, not in this repo",
    ])
      assert.deepEqual(change(request, { location: "user" }, "create"), { location: "user" }, request);
    assert.deepEqual(change("run slugify with location user_7", { location: "user_7" }, "run"), {
      location: "user_7",
    });
  });

  it("deletes the copy that is said, takes no word of a reason for an input, and reads switches", () => {
    const parameters = (action: string, request: string, given?: JsonObject) =>
      settle(
        "execute",
        { item_type: "script", action, item_id: "slugify", ...(given ? { parameters: given } : {}) },
        request,
      ).call.arguments["parameters"];
    assert.deepEqual(parameters("delete", "remove script slugify from the registry, ours stays here"), {
      source: "registry",
    });
    assert.deepEqual(parameters("delete", "bin slugify in my user space"), { source: "user" });
    assert.deepEqual(
      parameters(
        "delete",
        "The one in the project is good. Get rid of the copy in my user space, slugify I mean.",
        {
          source: "project",
        },
      ),
      { source: "user" },
    );
    assert.deepEqual(
      parameters("delete", "get rid of the project copy in my user space", { source: "project" }),
      { source: "project" },
      "a clause that says both says neither",
    );
    assert.deepEqual(
      parameters(
        "delete",
        "The user copy of the script slugify can go, delete it. The one in the project stays.",
        {
          source: "project",
        },
      ),
      { source: "user" },
    );
    for (const request of [
      "The registry copy of slugify can go. Delete report_2023 from the project",
      "The registry copy of slugify can go, right? Delete the project one for now",
      "The user copy of report_2023 can go. Delete it",
      "The user copy of slugify can go only if the project one works, delete it from here",
      "The user copy of slugify stays, delete the other",
      "Delete the slugify script here, never delete the one in my user space.",
      "remove slugify from this repo. Never delete it from the registry!",
      "Delete the script slugify from the project. Kim will remove it from the registry tomorrow.",
      "Delete the slugify script in the project. Everyone can take it from the registry.",
      "delete the slugify script here that Bo grabbed from the registry",
      "delete the slugify script here, then tell me how to remove it from the registry",
    ])
      assert.deepEqual(parameters("delete", request, { source: "project" }), { source: "project" }, request);
    assert.equal(parameters("delete", "bin slugify, the one from the registry stays"), undefined);
    assert.equal(parameters("delete", "bin slugify, we left it in 2024", { environment: "2024" }), undefined);
    assert.deepEqual(parameters("run", "run slugify, province ON", { province: "ON" }), { province: "ON" });
    assert.deepEqual(parameters("run", "run slugify, verbose on", { verbose: "on", depth: 2 }), {
      verbose: true,
      depth: 2,
    });
  });

  it("deletes no copy that a reason or an exception names", () => {
    for (const request of [
      "delete my local slugify script but not the copy in the registry",
      "delete slugify but don't remove it from the registry",
      "delete slugify script, it's now in the registry",
      "delete the slugify script I pulled from the registry",
      "delete slugify that came from the registry",
      "delete slugify locally because we can get it from the registry",
      "delete slugify from my user space and from the registry",
      "remove slugify; the copy in my user folder we need",
    ]) {
      const call = { item_type: "script", action: "delete", item_id: "slugify" };
      assert.equal(settle("execute", call, request).call.arguments["parameters"], undefined, request);
    }
  });

  it("guesses no item to change where the request spares one, or says half of the name again", () => {
    const known = {
      ...catalogue,
      script: ["backup_db", "backup_files", "clean_cache", "clean_cache_all", "disk_usage", "user_import"],
    };
    const guess = (action: string, item_id: string, request: string) =>
      settleKiwiCall(
        { name: "execute", arguments: { item_type: "script", action, item_id } },
        known,
        splitWords(request),
      );
    for (const [typed, request] of [
      ["cache", "delete the cache script, and keep clean cache all"],
      ["backup", "delete the backup script, backup db still works"],
      ["backup", "delete the backup script, the db is on another server now"],
      ["user", "delete the user script, don't touch the import"],
    ] as const)
      assert.equal(guess("delete", typed, request).ambiguous, true, request);
    for (const action of ["delete", "run"]) {
      const said = guess(action, "janitor", `${action} the janitor script after the disk usage one`);
      assert.equal(said.call.arguments["item_id"], "janitor");
    }
    assert.equal(guess("run", "backup", "I can't lose files, run backup").ambiguous, true);
  });

  it("takes the item that is named in full for words that are no item", () => {
    const read = (item_id: string) =>
      settle(
        "load",
        { item_type: "script", item_id },
        "the lady on the third floor wrote the email enricher script, open it",
      ).call.arguments["item_id"];
    assert.equal(read("on the third floor"), "email-enricher");
    assert.equal(read("third_floor"), "third_floor");
    const run = settle(
      "execute",
      { item_type: "script", action: "run", item_id: "for the csv summary" },
      "fire up the script for the csv summary",
    );
    assert.equal(run.call.arguments["item_id"], "csv_summary");
  });

  it("gives help on the tool that is named, and looks among notes for what we know", () => {
    const help = settle("help", { topic: "scripts" }, "how do I use the execute tool?").call.arguments;
    assert.equal(help["topic"], "execute");
    const found = settle("search", { item_type: "script", query: "tides" }, "what do we know about tides?");
    assert.equal(found.call.arguments["item_type"], "knowledge");
    const named = settle("search", { item_type: "script", query: "tides" }, "what scripts have we on tides?");
    assert.equal(named.call.arguments["item_type"], "script");
  });

  it("asks for a topic that is none, and drops what is dictated behind one", () => {
    const find = (query: string, request: string) =>
      settle("search", { item_type: "script", query }, request).call.arguments["query"];
    assert.equal(find("you", "search the scripts, I will tell you for what"), undefined);
    assert.equal(find("slow carts skip the registry", "scripts slow carts skip the registry"), "slow carts");
    const hundred = { item_type: "script", query: "carts", limit: 4 };
    const asked = "anything for carts? I will not do all four hundred by hand";
    assert.equal(settle("search", hundred, asked).call.arguments["limit"], undefined);
    const flood = { item_type: "knowledge", query: "hundred year flood", limit: 3 };
    assert.equal(settle("search", flood, "list 3 hundred year flood notes").call.arguments["limit"], 3);
    const over = { item_type: "script", query: "carts over 80 kilos", limit: 80 };
    assert.equal(settle("search", over, "scripts on carts over 80 kilos").call.arguments["limit"], undefined);
  });

  it("reads the one item that is called as the topic is, where one thing is to be read", () => {
    const find = (query: string, request: string) =>
      settle("search", { item_type: "knowledge", query }, request).call;
    assert.deepEqual(find("postgres tips", "let me read our entry on postgres tips, the short one"), {
      name: "load",
      arguments: { item_type: "knowledge", item_id: "postgres_tips", source: "project" },
    });
    for (const request of [
      "show me the notes on postgres tips",
      "is there a note on postgres tips? open it",
      "find the note on postgres tips",
      "show any entry on postgres tips",
      "open the note on postgres tips and copy it to user space",
      "did you read about postgres tips",
      "read up on postgres tips",
      "read everything except postgres tips",
      "show something like the postgres tips",
      "open postgres tips and delete it",
    ])
      assert.equal(find("postgres tips", request).name, "search", request);
    assert.equal(find("postgres", "open the note on postgres").name, "search");
    for (const request of [
      "lemme read what the note about postgres tips says before I change anything",
      "I would like to read what we do when a query hangs, the note is called postgres tips I think",
    ])
      assert.equal(find("postgres tips", request).name, "load", request);
    for (const request of [
      "what did I read about postgres tips",
      "read what there is on postgres tips",
      "search for what we do when a query hangs, one note is called postgres tips I think",
      "show me something that does the same as the one called postgres tips",
      "show me notes called postgres tips or something close",
      "read what we do when a query hangs, but not the note called postgres tips",
    ])
      assert.equal(find("postgres tips", request).name, "search", request);
  });

  it("reads the item that is called so where only a reason follows", () => {
    const read = (request: string) =>
      settle("search", { item_type: "script", query: "email enrichers" }, request).call.name;
    assert.equal(
      read("Open the script for email enrichers please, I am in the basement and have ten minutes."),
      "load",
    );
    for (const request of [
      "Open the script for email enrichers, and then delete it",
      "Open the script for email enrichers, I'm after the copy in the registry",
    ])
      assert.equal(read(request), "search", request);
  });

  it("takes no name for what is to be read where somebody calls something so", () => {
    const call = settle(
      "search",
      { item_type: "knowledge", query: "query hangs" },
      "read the note on query hangs, a colleague called postgres tips boring",
    ).call;
    assert.equal(call.name, "search");
    const year = { item_type: "knowledge", query: "postgres tips 2024" };
    assert.equal(settle("search", year, "show me the note called postgres tips 2024").call.name, "search");
  });

  it("reads a note whose name begins with its date, unless the date tells two apart", () => {
    const find = (...knowledge: string[]) =>
      settleKiwiCall(
        { name: "search", arguments: { item_type: "knowledge", query: "ecg lead swap" } },
        { directive: [], script: [], knowledge },
        splitWords("open the note on ecg lead swap"),
      ).call.arguments["item_id"];
    assert.equal(find("202503-ecg-lead-swap", "202411-ecg-lead-colours"), "202503-ecg-lead-swap");
    assert.equal(find("202503-ecg-lead-swap", "202411-ecg-lead-swap"), undefined);
    assert.equal(find("ecg-lead-swap", "202411-ecg-lead-swap"), "ecg-lead-swap");
    const dated = (request: string, ...knowledge: string[]) =>
      settleKiwiCall(
        { name: "search", arguments: { item_type: "knowledge", query: "retro" } },
        { directive: [], script: [], knowledge },
        splitWords(request),
      ).call.arguments["item_id"];
    assert.equal(dated("open the 2024 retro note", "2023-retro", "2024-retro"), "2024-retro");
    assert.equal(dated("open the 2024 retro note", "2023-retro"), undefined);
    assert.equal(dated("show me the latest retro note", "2023-retro"), undefined);
  });

  it("takes a word right behind the article for part of a name, where an item is called so", () => {
    const script = ["spo2_plot", "spo2_plot_old", "spo2_smooth"];
    const settled = (action: string, request: string) =>
      settleKiwiCall(
        { name: "execute", arguments: { item_type: "script", action, item_id: "spo2 plot" } },
        { directive: [], script, knowledge: [] },
        splitWords(request),
      ).call.arguments["item_id"];
    assert.equal(settled("delete", "bin the old spo2 plot script"), "spo2_plot_old");
    for (const request of [
      "bin the spo2 plot script",
      "run the new spo2 plot script",
      "run old spo2 plot",
      "bin the old spo2-plot script",
      "the old spo2 plot crashed again, please run spo2 plot",
      "clean up the old: spo2 plot has to run",
      "delete the old spo2 plot output, keep it small",
    ])
      assert.equal(settled("run", request), "spo2_plot", request);
  });

  it("takes no word of another clause for the item that is to be read", () => {
    const known = { directive: [], script: [], knowledge: ["figma-layer-naming", "photo-file-naming"] };
    const request =
      "the intern is confused by our symbols panel, pull up the figma layer naming article for her";
    const settled = (item_id: string, said: string) =>
      settleKiwiCall(
        { name: "load", arguments: { item_type: "knowledge", item_id, source: "project" } },
        known,
        splitWords(said),
      ).call.arguments["item_id"];
    assert.equal(settled("panel", request), "figma-layer-naming");
    assert.equal(settled("panel", "grab panel, the figma layer naming needs it"), "panel");
    assert.equal(settled("panel", "load panel, I read the figma layer naming article"), "panel");
  });

  it("takes a name in its own order of another kind before one in another order", () => {
    const known = {
      directive: ["load_tests", "depot_pruning_policy"],
      script: ["test_load", "prune_depot"],
      knowledge: [],
    };
    const run = (item_id: string, request: string) =>
      settleKiwiCall(
        { name: "execute", arguments: { item_type: "script", action: "run", item_id } },
        known,
        splitWords(request),
      ).call.arguments["item_id"];
    assert.equal(run("loading tests", "run loading tests"), "load_tests");
    assert.equal(run("depot pruning", "run the depot pruning script"), "prune_depot");
  });

  it("takes the one kind of item that is named, where an item of it is named in full", () => {
    const known = { ...catalogue, knowledge: ["e3_demo_checklist"], directive: ["booth_setup"] };
    const remove = (request: string) =>
      settleKiwiCall(
        { name: "execute", arguments: { item_type: "directive", action: "delete", item_id: "E3 demo" } },
        known,
        splitWords(request),
      ).call.arguments;
    assert.deepEqual(remove("get rid of the E3 demo checklist doc"), {
      item_type: "knowledge",
      action: "delete",
      item_id: "e3_demo_checklist",
    });
    for (const request of [
      "get rid of the E3 demo, keep the e3 demo checklist doc",
      "get rid of the E3 demo directive, not the doc",
      "get rid of the booth setup, the e3 demo checklist doc covers it",
      "get rid of the e3 demo checklist, it lives in the docs now",
      "delete E3 demo, it is all in the e3 demo checklist doc now",
    ])
      assert.equal(remove(request)["item_type"], "directive", request);
    const anneal = {
      item_type: "directive",
      action: "run",
      item_id: "anneal_script",
      parameters: { script_name: "csv_summary" },
    };
    assert.deepEqual(settle("execute", anneal, "anneal the tool csv_summary").call.arguments, anneal);
  });

  it("takes no input for an item", () => {
    const call = settle(
      "execute",
      { item_type: "script", action: "run", item_id: "input_path" },
      "csv summary, run it with input_path=a.csv",
    ).call;
    assert.equal(call.arguments["item_id"], "csv_summary");
    const typed = settle(
      "execute",
      { item_type: "script", action: "run", item_id: "other_thing" },
      "run other_thing 5 for csv summary",
    );
    assert.equal(typed.call.arguments["item_id"], "other_thing");
  });

  it("takes the id that is typed for one that the model chose and nobody said", () => {
    const call = settle("load", { item_type: "directive", item_id: "deploy_app" }, "open release-notes").call;
    assert.equal(call.arguments["item_id"], "release-notes");
    const said = settle(
      "load",
      { item_type: "directive", item_id: "deploy_app" },
      "deploy app, not release-notes",
    );
    assert.equal(said.call.arguments["item_id"], "deploy_app");
  });

  it("takes a number of results for the limit, and no preposition into the query", () => {
    const find = (query: string, request: string) =>
      settle("search", { item_type: "script", query }, request).call.arguments;
    assert.equal(find("carts", "search scripts on carts? Five results will do")["limit"], 5);
    assert.equal(find("carts", "is there a helper for carts? Three results at most, please")["limit"], 3);
    assert.equal(find("carts", "scripts on carts, 3 hits at the most")["limit"], 3);
    assert.equal(
      find("carts", "Is there a workflow on carts? Only the best two, I have no patience.")["limit"],
      2,
    );
    assert.equal(find("carts", "a helper for carts? Three hits would be plenty.")["limit"], 3);
    assert.equal(find("carts", "carts scripts that do not use R. 5 results would be enough.")["limit"], 5);
    assert.equal(find("carts", "Find scripts for carts, no more than 5 results")["limit"], 5);
    for (const said of [
      "a helper for carts? Three hits would be odd.",
      "Find scripts for carts, more than 5 results would be great",
      "Find scripts for carts. At least 10 results would be nice.",
      "I thought two hits would be enough, but show me all scripts for carts",
      "find scripts for carts, no less than 10 results",
      "find scripts for carts, not just 5 results",
      "scripts for carts, I don't think 5 results would be enough.",
    ])
      assert.equal(find("carts", said)["limit"], undefined, said);
    assert.equal(find("carts", "a script for carts, 5 hits at most per second")["limit"], undefined);
    assert.equal(find("carts", "notes on carts, last time I read only the first two")["limit"], undefined);
    assert.equal(find("carts", "a helper for carts? Users want 10 results at most.")["limit"], undefined);
    assert.equal(find("carts", "not just the best two, all scripts on carts")["limit"], undefined);
    assert.equal(find("carts", "scripts on carts, the first two are broken")["limit"], undefined);
    assert.equal(find("2 of hearts", "search scripts about 2 of hearts")["limit"], undefined);
    for (const said of [
      "just the single best match: notes on carts",
      "carts, only the top hit",
      "only one result for carts",
      "just one note, whichever ranks best, about carts",
    ])
      assert.equal(find("carts", said)["limit"], 1, said);
    for (const said of [
      "more than just the top result for carts",
      "not just one script, all of them about carts",
      "we have only one note, find more on carts",
      "there's only one doc, find more notes on carts",
      "you gave me just one note. Find more on carts",
      "not only the single best match, all about carts",
      "the top one hundred scripts on carts",
    ])
      assert.equal(find("carts", said)["limit"], undefined, said);
    for (const said of ["only the top carts scripts", "scripts on the best match of carts", "just carts"])
      assert.equal(
        find(said.includes("best") ? "the best match of carts" : "carts", said)["limit"],
        undefined,
        said,
      );
    const amount = { item_type: "script", query: "rotating proxies", limit: 40 };
    assert.equal(
      settle("search", amount, "40k pages lost, scripts on rotating proxies?").call.arguments["limit"],
      undefined,
    );
    assert.equal(settle("search", amount, "40 scripts on rotating proxies").call.arguments["limit"], 40);
    assert.equal(
      find("for the tyre pressure", "which script was for the tyre pressure")["query"],
      "tyre pressure",
    );
    assert.equal(find("for", "search scripts for for")["query"], "for");
  });

  it("gives help the topic that the request names", () => {
    assert.deepEqual(settle("help", {}, "i'm lost, how do directives work? help").call.arguments, {
      topic: "directives",
    });
    assert.deepEqual(settle("help", {}, "help").call.arguments, {});
  });

  it("completes half a copied name with the name that the request says", () => {
    const some = { ...catalogue, script: ["old_scraper", "new_scraper"] };
    const call = {
      name: "execute",
      arguments: { item_type: "script", action: "delete", item_id: "scraper" },
    };
    const words = splitWords("get rid of the old scraper script");
    const settled = settleKiwiCall(call, some, words);
    assert.equal(settled.ambiguous, false);
    assert.equal(settled.call.arguments["item_id"], "old_scraper");
    assert.ok(settleKiwiCall(call, some, splitWords("get rid of the scraper script")).ambiguous);
  });

  it("spells the item that annealing names as the workspace does", () => {
    const anneal = (name: string) =>
      settle(
        "execute",
        {
          item_type: "directive",
          action: "run",
          item_id: "anneal_directive",
          parameters: { directive_name: name },
        },
        `anneal the ${name} directive`,
      ).call.arguments["parameters"];
    assert.deepEqual(anneal("release notes"), { directive_name: "release-notes" });
    assert.deepEqual(anneal("ferry rota"), { directive_name: "ferry_rota" });
  });

  it("begins the project that the end of a request names", () => {
    const begin = (item_id: string, request: string, project_type = "collector") =>
      settle(
        "execute",
        { item_type: "directive", action: "run", item_id, parameters: { project_type } },
        request,
      ).call.arguments;
    for (const [typed, request, id, type] of [
      ["bootstrap", "New repository for the collector, first commit today: bootstrap go", "bootstrap", "go"],
      ["bootstrap", "It's a collector project, so bootstrap accordingly", "bootstrap", "collector"],
      ["bootstrap", "Bootstrap a collector project here, then init go", "bootstrap", "collector"],
      ["bootstrap", "bootstrap a collector, not init react", "bootstrap", "collector"],
      ["bootstrap", "bootstrap the collector", "bootstrap", "collector"],
    ] as const) {
      const settled = begin(typed, request);
      assert.deepEqual([settled["item_id"], settled["parameters"]], [id, { project_type: type }], request);
    }
  });

  it("begins the project that stands before a reason", () => {
    const request = "Please bootstrap python here, since this is an empty repository for the autumn course.";
    const values: JsonObject = { item_type: "directive", action: "run", item_id: "bootstrap" };
    const begun = settle("execute", { ...values, parameters: { project_type: "autumn" } }, request);
    assert.deepEqual(begun.call.arguments["parameters"], { project_type: "python" });
  });

  it("looks in the registry only where the request says so", () => {
    const source = (request: string, query: string) =>
      settle("search", { item_type: "script", query, source: "registry" }, request).call.arguments["source"];
    assert.equal(
      source("find playbooks for retracting a published chart", "retracting a published chart"),
      undefined,
    );
    for (const said of [
      "look up carts scripts online",
      "search shared scripts on carts",
      "carts, upstream ones",
      "is there anything out there for carts",
    ])
      assert.equal(source(said, "carts"), "registry", said);
  });

  it("publishes nothing where only a version is said", () => {
    const publish = (item_id: string, request: string) =>
      settle("execute", { item_type: "script", action: "publish", item_id }, request).call.arguments[
        "item_id"
      ];
    assert.equal(publish("changelog", "changelog's done, so can we publish 2.0.1 now?"), undefined);
    assert.equal(publish("changelog", "publish changelog 2.0.1 now"), "changelog");
    assert.equal(publish("csv summary", "csv summary is done, publish 2.0.1"), "csv_summary");
  });

  it("hears an input by its key, and none in a reason", () => {
    const run = (item_id: string, request: string, parameters: JsonObject = {}) =>
      settle("execute", { item_type: "script", action: "run", item_id, parameters }, request).call.arguments;
    const started = run("user_name Mirela", "csv summary script, start it with user_name Mirela");
    assert.deepEqual([started["item_id"], started["parameters"]], ["csv_summary", { user_name: "Mirela" }]);
    const told = run("csv summary", "csv summary, please run it, director is visiting soon", {
      director: "visiting",
    });
    assert.equal(told["parameters"], undefined);
    const said = run("csv summary", "run csv summary with mode is tracking", { mode: "tracking" });
    assert.deepEqual(said["parameters"], { mode: "tracking" });
    const place = run("csv summary", "run csv summary, city is Beijing", { city: "Beijing" });
    assert.deepEqual(place["parameters"], { city: "Beijing" });
    assert.equal(run("csv summary", "run csv summary with sales_q3 data")["parameters"], undefined);
    const plain = run("csv summary", "run csv summary, mode is streaming for region eu", {
      mode: "streaming",
    });
    assert.deepEqual(plain["parameters"], { mode: "streaming" });
    const dated = { month: "October", year: 2025 };
    assert.deepEqual(run("csv summary", "run csv summary, October 2025", dated)["parameters"], dated);
    const corrected = { wells: 48, lanes: 2 };
    assert.deepEqual(
      run("csv summary", "run csv summary with wells 96, sorry, wells 48, lanes 2", corrected)["parameters"],
      corrected,
    );
    const swapped = { blank_first: 96, wells: 96 };
    assert.deepEqual(
      run("csv summary", "run csv summary with wells 96, blank_first true", swapped)["parameters"],
      {
        wells: 96,
        blank_first: true,
      },
    );
    assert.deepEqual(
      run("csv summary", "Start csv summary. amount 45.75, donor Okafor", {
        version: 45.75,
        donor: "Okafor",
      })["parameters"],
      { amount: 45.75, donor: "Okafor" },
    );
    assert.deepEqual(run("csv summary", "run csv summary, env prod", { environment: "prod" })["parameters"], {
      environment: "prod",
    });
    assert.deepEqual(run("csv summary", "csv summary. Run that script for qa please")["parameters"], {
      environment: "qa",
    });
  });

  it("finds a name that is said with a hyphen, of which the model copied a part", () => {
    const run = (request: string, item_id: string) =>
      settle("execute", { item_type: "script", action: "run", item_id }, request).call.arguments["item_id"];
    assert.equal(run("CSV sum-mary, execute with a=1", "sum-mary"), "csv_summary");
    assert.equal(run("run csv sum-mary, not the other", "sum-mary"), "sum-mary");
    assert.equal(run("run sum-mary", "sum-mary"), "sum-mary");
    assert.equal(run("run re-index, csv-summary does less", "re-index"), "re-index");
    assert.equal(run("run the sum-up, csv summary does less", "sum-up"), "sum-up");
  });

  it("asks what to search for where only a number of results is said", () => {
    const search = (query: string) =>
      settle("search", { item_type: "knowledge", query }, `search knowledge, ${query}`).call.arguments[
        "query"
      ];
    assert.equal(search("max 15 results"), undefined);
    assert.equal(search("404 results page"), "404 results page");
  });

  it("parts a version from the name that is published with it", () => {
    const publish = (item_id: string, parameters?: JsonObject) =>
      settle(
        "execute",
        { item_type: "script", action: "publish", item_id, ...(parameters ? { parameters } : {}) },
        `publish script ${item_id}`,
      ).call.arguments;
    assert.deepEqual(
      [publish("csv summary v2.0.1")["item_id"], publish("csv summary v2.0.1")["parameters"]],
      ["csv_summary", { version: "2.0.1" }],
    );
    assert.equal(publish("report_2023")["item_id"], "report_2023");
    const versions = { ...catalogue, script: ["setup_python", "setup_python_3.12"] };
    for (const typed of ["setup_python_3.12", "setup python 3.12"]) {
      const call = { name: "execute", arguments: { item_type: "script", action: "publish", item_id: typed } };
      const settled = settleKiwiCall(call, versions, splitWords(`publish ${typed}`)).call.arguments;
      assert.deepEqual([settled["item_id"], settled["parameters"]], ["setup_python_3.12", undefined]);
    }
    assert.deepEqual(publish("csv_summary 2.0", { version: "3.0" })["parameters"], { version: "3.0" });
  });

  it("leaves the kind to the model where another is taken back", () => {
    const find = settle(
      "search",
      { item_type: "knowledge", query: "MTU problems" },
      "search scripts, sorry, knowledge: MTU problems",
    );
    assert.equal(find.call.arguments["item_type"], "knowledge");
  });

  it("drops defaults, empty parameters and a version's v", () => {
    assert.deepEqual(
      settle("search", { item_type: "script", query: "x", source: "local" }, "find x scripts").call.arguments,
      { item_type: "script", query: "x" },
    );
    const publish = settle(
      "execute",
      { item_type: "script", action: "publish", item_id: "slugify", parameters: { version: "v1.2" } },
      "publish script slugify v1.2",
    );
    assert.deepEqual(publish.call.arguments["parameters"], { version: "1.2" });
    assert.ok(
      !(
        "parameters" in
        settle(
          "execute",
          { item_type: "script", action: "run", item_id: "slugify", parameters: {} },
          "run slugify",
        ).call.arguments
      ),
    );
  });

  it("searches the registry when the request says so outside the query", () => {
    const source = (request: string, query: string) =>
      settle("search", { item_type: "script", query }, request).call.arguments["source"];
    assert.equal(source("scripts to rename ships, registry only", "rename ships"), "registry");
    assert.equal(source("scripts about the docker registry", "docker registry"), undefined);
    assert.equal(source("scripts to rename ships", "rename ships"), undefined);
  });

  it("searches only here when the request rules the registry out", () => {
    const wrong = { item_type: "script", query: "rename photos", source: "registry" };
    const here = { item_type: "script", query: "rename photos" };
    for (const request of [
      "scripts that rename photos, only local ones, the registry is too slow",
      "rename photos scripts, local only",
      "rename photos: any script? skip the registry",
    ])
      assert.deepEqual(settle("search", wrong, request).call.arguments, here, request);
    for (const request of [
      "scripts that rename photos, not only local ones but from the registry",
      "scripts that rename photos, not just local, the registry too",
    ])
      assert.deepEqual(settle("search", wrong, request).call.arguments, wrong, request);
  });

  it("leaves the kind to the model where one kind is said not to be meant", () => {
    const notes = { item_type: "knowledge", query: "rename photos" };
    const said = "not in the scripts, in our pages: rename photos";
    assert.deepEqual(settle("search", notes, said).call.arguments, notes);
  });

  it('names an input by the word in front of "is" where its value stands for its name', () => {
    const run = { action: "run", item_type: "directive", item_id: "deploy_app" };
    const given = { ...run, parameters: { blue: "blue", region: "eu" } };
    const call = settle("execute", given, "run directive deploy_app, slot is blue and region is eu").call;
    assert.deepEqual(call.arguments["parameters"], { slot: "blue", region: "eu" });
    const unnamed = settle("execute", given, "run directive deploy_app, which is blue, region eu").call;
    assert.deepEqual(unnamed.arguments["parameters"], given.parameters);
  });

  it("runs the id that is typed letter by letter rather than words that are none", () => {
    const wrong = { action: "run", item_type: "directive", item_id: "web app" };
    const call = settle("execute", wrong, "restart the web app with the deploy_app directive").call;
    assert.equal(call.arguments["item_id"], "deploy_app");
    const deletion = settle(
      "execute",
      { ...wrong, action: "delete" },
      "delete the web app, not deploy_app",
    ).call;
    assert.equal(deletion.arguments["item_id"], "web_app");
  });

  it("reads dictated marks in a name", () => {
    const values = { action: "run", item_type: "script", item_id: "csv underscore summary" };
    const call = settle("execute", values, "run script csv underscore summary").call;
    assert.equal(call.arguments["item_id"], "csv_summary");
  });

  it("keeps a typed category, so that no item of another one is taken", () => {
    const call = settle(
      "execute",
      { item_type: "script", action: "delete", item_id: "archive/slugify" },
      "delete script archive/slugify",
    ).call;
    assert.equal(call.arguments["item_id"], "archive/slugify");
  });

  it("takes determiners off a query, and leaves a bare one", () => {
    assert.equal(
      settle("search", { item_type: "knowledge", query: "our pricing model" }, "docs about our pricing model")
        .call.arguments["query"],
      "pricing model",
    );
    assert.equal(
      settle("search", { item_type: "knowledge", query: "the" }, "notes on the").call.arguments["query"],
      "the",
    );
  });

  it("keeps the named type, and switches to the only type that knows the id when none is named", () => {
    const named = settle(
      "load",
      { item_type: "knowledge", item_id: "deploy app" },
      "open the deploy app note",
    );
    assert.deepEqual(
      [named.call.arguments["item_type"], named.call.arguments["item_id"]],
      ["knowledge", "deploy_app"],
    );
    const switched = settle(
      "execute",
      { item_type: "script", action: "run", item_id: "release_notes" },
      "run release_notes",
    );
    assert.deepEqual(
      [switched.call.arguments["item_type"], switched.call.arguments["item_id"]],
      ["directive", "release-notes"],
    );
  });

  it("offers both when two types know the id and none is named", () => {
    const both = settle(
      "execute",
      { item_type: "script", action: "run", item_id: "deploy_app" },
      "run deploy_app",
    );
    assert.equal(both.ambiguous, false);
    assert.equal(both.others.length, 1);
  });

  it("does not bend ids that are to be created or that lie in a registry", () => {
    assert.equal(
      settle(
        "execute",
        { item_type: "script", action: "create", item_id: "slugifi" },
        "create script slugifi",
      ).call.arguments["item_id"],
      "slugifi",
    );
    assert.equal(
      settle("load", { item_type: "script", item_id: "slugifi", source: "registry" }, "get slugifi").call
        .arguments["item_id"],
      "slugifi",
    );
  });
});

describe("the type that a search asks for", () => {
  const typeFor = (request: string, query: string, item_type: string): unknown =>
    settle("search", { item_type, query }, request).call.arguments["item_type"];

  it("is the one kind that the request names outside its query", () => {
    assert.equal(typeFor("any recipes for blog posts?", "blog posts", "script"), "directive");
    assert.equal(typeFor("release notes, changelogs", "release notes, changelogs", "script"), "script");
    assert.equal(typeFor("scripts and notes on docker", "docker", "directive"), "directive");
  });

  it("is none that is not wanted, or not meant", () => {
    assert.equal(typeFor("something about docker, but not scripts", "docker", "knowledge"), "knowledge");
    assert.equal(typeFor("use the search tool to look for docker", "docker", "knowledge"), "knowledge");
    assert.equal(typeFor("please note: look for docker", "docker", "script"), "script");
  });

  it("leaves such a word alone where it is part of an item's name", () => {
    const { call } = settleKiwiCall(
      { name: "load", arguments: { item_type: "directive", item_id: "onboarding checklist" } },
      { directive: [], script: [], knowledge: ["onboarding_checklist"] },
      splitWords("show me the onboarding checklist"),
    );
    assert.deepEqual(
      [call.arguments["item_type"], call.arguments["item_id"]],
      ["knowledge", "onboarding_checklist"],
    );
  });
});
