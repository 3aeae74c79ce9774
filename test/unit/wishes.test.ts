import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { heedCorrections } from "../../src/core/corrections.ts";
import { heedItemCorrections } from "../../src/core/kiwi/itemCorrections.ts";
import { isHeldBack } from "../../src/core/kiwi/kiwiWords.ts";
import { wishesNothing } from "../../src/core/noWish.ts";
import { partWishes } from "../../src/core/kiwi/wishes.ts";

describe("partWishes", () => {
  it("parts two whole commands", () => {
    const cases: readonly (readonly [string, string, string])[] = [
      [
        "run script resize_photos and then run script upload_photos",
        "run script resize_photos",
        "run script upload_photos",
      ],
      [
        "search script tolls and also search knowledge toll codes",
        "search script tolls",
        "search knowledge toll codes",
      ],
      [
        "load directive opening_hours, then run script print_hours",
        "load directive opening_hours",
        "run script print_hours",
      ],
      [
        "please delete script bar_chart and create script line_chart",
        "please delete script bar_chart",
        "create script line_chart",
      ],
      ["sync scripts and sync directives", "sync scripts", "sync directives"],
    ];
    for (const [request, first, rest] of cases) assert.deepEqual(partWishes(request), { first, rest });
  });

  const catalogue = {
    directive: ["renew_permit"],
    script: ["fire_kiln", "drain-pool", "kiln_report"],
    knowledge: ["glaze_recipes"],
  };

  it("parts one verb for two items of the catalogue", () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ["run fire_kiln and drain-pool", "run fire_kiln", "run drain-pool"],
      [
        "let me read the renew permit procedure and also the glaze recipes note",
        "let me read the renew permit procedure",
        "read note glaze recipes",
      ],
      [
        "start the fire kiln script and the drain pool one too, thanks",
        "start the fire kiln script",
        "start script drain pool",
      ],
      [
        "run the script fire kiln and when thats done the script drain pool",
        "run the script fire kiln",
        "run script drain pool",
      ],
      [
        "please run fire_kiln first and, once it is through, kiln_report.",
        "please run fire_kiln",
        "run kiln_report",
      ],
    ];
    for (const [request, first, rest] of cases)
      assert.deepEqual(partWishes(request, catalogue), { first, rest });
  });

  it("leaves two names whole where they share what follows, or only one is meant", () => {
    for (const request of [
      "copy fire_kiln and drain-pool to user space",
      "run fire_kiln and drain-pool on staging",
      "run fire_kiln, not drain-pool",
      "run fire_kiln and drain-pool, dry run only",
      "run fire_kiln for drain-pool",
      "should I run fire_kiln and drain-pool?",
      "delete fire_kiln and drain-pool",
      "find notes that show fire_kiln and drain-pool",
      "dry run fire_kiln and drain-pool",
      "run fire_kiln and drain-pool, as a rehearsal",
      "run fire_kiln and drain-pool, on staging please",
      "run fire_kiln and drain-pool; never on prod",
      "run script fire_kiln then run script drain-pool, both dry runs",
      "run fire_kiln and drain-pool dry",
      "find scripts to run fire_kiln and drain-pool",
      "create a script to run fire_kiln and drain-pool",
      "update the readme of the run scripts fire_kiln and drain-pool",
      "delete the old launch scripts fire_kiln and drain-pool",
      "run fire_kiln and once the owner approves, drain-pool",
      "as a dry run, run fire_kiln and drain-pool",
      `run fire_kiln and drain-pool${" too".repeat(400)} …`,
    ])
      assert.deepEqual(partWishes(request, catalogue), { first: request });
  });

  it("parts commands behind what tells nothing", () => {
    for (const lead of ["Please first", "ok first", "Can you first", "First please"])
      assert.equal(
        partWishes(`${lead} run script nightly_backup and then load directive hull_survey`).rest,
        "load directive hull_survey",
        lead,
      );
  });

  it("leaves one wish whole, whatever verbs it is about", () => {
    for (const request of [
      "find scripts that download and load csv",
      "search scripts to create and update directive headers",
      "search knowledge about load and run tests",
      "run script a with inputs and params",
      "don't run script a and load script b",
      'run script sums with {"note": "x; delete script word_count"}',
      'create knowledge entry tips with content "run script a and then delete script b"',
      "create directive release_flow: run script sums and then delete script word_count",
      "find scripts that read docs and update knowledge entries",
      "run script sums and then delete script word_count if it fails",
      "search knowledge for how to create scripts and publish directives to npm",
      "update directive deploy_app to run script log_errors and then delete script word_count",
    ]) {
      assert.deepEqual(partWishes(request), { first: request });
    }
  });
});

describe("isHeldBack", () => {
  it("is a plain no, at the beginning or at the end, unless something to read follows", () => {
    for (const no of [
      "don't run csv_summary. Just thinking out loud",
      "forget it, just testing",
      "I don't want to break it, so may I run it tomorrow",
      "Stop label_printer, so can I load new paper",
      "don't run tide_report until noon, so can I see the new numbers",
      "never run deploy_app; only I do that",
      "delete script word_count, no, stop",
      "delete script word_count, wait, no",
      "boat_reminder, do not run it today, harbour is closed",
      "Nightly backup, don't run it today, the disk is full",
      "nightly_backup, don't run it today, we only have 2 GB left",
    ])
      assert.ok(isHeldBack(no), no);
    for (const yes of [
      "don't run it, just let me read script wipe_cache",
      "run script stop",
      "I do not want to break anything, so may I first read the pump_stats script?",
      "search notes on no, stop signs",
      "deploy_app, don't run it on prod, run it on staging",
      "wipe_cache, don't run it, show me the code",
      "Show me wipe_cache, don't run it",
      "Copy deploy_app to my user space, don't run it",
      "Create a script tide_report, don't publish it",
      "Run nightly_backup on staging, don't run it on prod",
      "boat_reminder, don't run it twice, once is enough: run it",
    ])
      assert.ok(!isHeldBack(yes), yes);
  });
});

describe("wishesNothing", () => {
  it("hears thanks, and that something is to stay as it is, where nothing else is asked for", () => {
    for (const nothing of [
      "leave the nightly purge script alone please, nobody delete it, auditors want it",
      "Please keep the deploy script as it is.",
      "Thank you, that was exactly what I needed for tonight.",
    ])
      assert.ok(wishesNothing(nothing), nothing);
    for (const wish of [
      "leave deploy_app alone and run wipe_cache",
      "leave the old note alone, delete the new one",
      "keep the docs note, open it as it is",
      "nobody has run wipe_cache yet: run it",
      "Nobody uses the lottery scraper anymore so delete it",
      "Thanks! Launch nightly_backup on staging",
      "Thanks, that worked. Now trigger the rollback on prod",
      "ok thanks, pull up the release notes",
      "Leave wipe_cache alone, launch nightly_backup instead",
      "Leave the others alone, scrap the lottery scraper",
      "Keep the heating as it is, turn off the lights",
      "Thanks, you can close ticket 88",
      "Thanks, that worked – run nightly_backup on prod",
      "Leave the staging cache alone because it's clean and purge the prod cache",
      "Leave the release notes as they are, nobody uses gauge_wifi so delete it",
      "Leave the purge script alone, don't forget to run nightly_backup",
      "Keep the name of the pump note but change its category to ops and leave the content as it is",
      "Please leave the other notes alone and get rid of gauge_wifi",
      "Keep the title as it is, but put the release notes into category comms",
      "Thanks, I'm not sure which one it was but run nightly_backup",
      "Please keep a note that the VPN must be restarted every Monday",
      "Leave a note for the next shift that the pump has to be off overnight",
      "thanks, now find notes on dns",
      "thanks for the help, where are the dns notes?",
    ])
      assert.ok(!wishesNothing(wish), wish);
  });
});

describe("corrections", () => {
  it("take a number or a version back", () => {
    assert.equal(heedCorrections("publish x version 1.0.0 - sorry, 1.1.0"), "publish x version 1.1.0");
    assert.equal(heedCorrections("book it for 3, no wait, 4 people"), "book it for 4 people");
    for (const same of [
      "find 3 or 4 people",
      "click item 3, wait 5 seconds, then click 4",
      "open port 80, no 443",
      "move to 10, no 20 items left",
    ])
      assert.equal(heedCorrections(same), same);
  });

  it("take an item or a command back", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["search directive contracts, no wait, I mean search script invoices", "search script invoices"],
      ["run the s3 sync script, actually no, the gcs sync one", "run the gcs sync script"],
      ["load directive alpha, I mean beta", "load directive beta"],
      ["load script tide_1, no, tide_2", "load script tide_2"],
      ["create script uploader, make it async", "create script uploader, make it async"],
      ["delete script word_count, no, stop", "delete script word_count, no, stop"],
      ["load directive deploy_app, sorry, thanks", "load directive deploy_app, sorry, thanks"],
      ["run script sorry_page", "run script sorry_page"],
      ["run script backup, no logs", "run script backup, no logs"],
      ["run script deploy rather quickly", "run script deploy rather quickly"],
      ["load script backup, sorry Bob", "load script backup, sorry Bob"],
      ["search knowledge for why I wait, then no answer", "search knowledge for why I wait, then no answer"],
    ];
    for (const [request, meant] of cases) assert.equal(heedItemCorrections(request), meant);
  });
});
