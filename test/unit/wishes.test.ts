import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { heedCorrections } from "../../src/core/corrections.ts";
import { heedItemCorrections } from "../../src/core/kiwi/itemCorrections.ts";
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

  it("leaves one wish whole, whatever verbs it is about", () => {
    for (const request of [
      "find scripts that download and load csv",
      "search scripts to create and update directive headers",
      "search knowledge about load and run tests",
      "run script a with inputs and params",
      "don't run script a and load script b",
    ]) {
      assert.deepEqual(partWishes(request), { first: request });
    }
  });
});

describe("corrections", () => {
  it("take a number or a version back", () => {
    assert.equal(heedCorrections("publish x version 1.0.0 - sorry, 1.1.0"), "publish x version 1.1.0");
    assert.equal(heedCorrections("book it for 3, no wait, 4 people"), "book it for 4 people");
    assert.equal(heedCorrections("find 3 or 4 people"), "find 3 or 4 people");
  });

  it("take an item or a command back", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["search directive contracts, no wait, I mean search script invoices", "search script invoices"],
      ["run the s3 sync script, actually no, the gcs sync one", "run the gcs sync script"],
      ["load directive alpha, I mean beta", "load directive beta"],
      ["run script sorry_page", "run script sorry_page"],
      ["run script backup, no logs", "run script backup, no logs"],
      ["run script deploy rather quickly", "run script deploy rather quickly"],
      ["load script backup, sorry Bob", "load script backup, sorry Bob"],
      ["search knowledge for why I wait, then no answer", "search knowledge for why I wait, then no answer"],
    ];
    for (const [request, meant] of cases) assert.equal(heedItemCorrections(request), meant);
  });
});
