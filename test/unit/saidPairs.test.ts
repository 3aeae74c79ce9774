import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sayPairs } from "../../src/core/kiwi/saidPairs.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { splitWords } from "../../src/core/words.ts";

const said = (given: JsonObject, request: string) =>
  sayPairs(
    given,
    splitWords(request).map((word) => word.text),
  );

describe("sayPairs", () => {
  const put: [string, JsonObject, JsonObject][] = [
    ["run the kiln with cone 6 and hold 20, on dev", { cone: 6 }, { cone: 6, hold: 20 }],
    ["fire it with start 2025-03-01, end 2025-03-08 please", {}, { start: "2025-03-01", end: "2025-03-08" }],
    ["fire it with option 2 and cone 6", {}, { option: 2, cone: 6 }],
    ["fire it with batch 41 and offset -16", { quiet: 41 }, { batch: 41, offset: -16 }],
    ["fire it with glaze clear, cone 6 and fast true", {}, { glaze: "clear", cone: 6, fast: true }],
    ["fire up, start the kiln, cone 6, max hold 20", { cone: 6, max: "hold 20" }, { cone: 6, max_hold: 20 }],
    [
      "run it, shelf is s-2 and cone is 6 please",
      { environment: "shelf" },
      { environment: "shelf", shelf: "s-2", cone: 6 },
    ],
    ["run it for user 42, with build 42", { user_id: 42 }, { user_id: 42, build: 42 }],
    ["dry run it with force true", { dry_run: true }, { dry_run: true, force: true }],
    ["run it with threads 4 and max depth 4", { max_depth: 4 }, { max_depth: 4, threads: 4 }],
    ["with cone 6 on prod: fire the kiln", { week: 6 }, { cone: 6 }],
    [
      "run the kiln playbook, glaze: celadon, hold_hours: 24",
      { celadon: 24 },
      { glaze: "celadon", hold_hours: 24 },
    ],
    ["run the kiln with cone: 6", {}, { cone: 6 }],
  ];
  for (const [request, given, all] of put)
    it(`reads "${request}"`, () => {
      assert.deepEqual(said(given, request), all);
    });

  for (const request of [
    "fire the kiln with care",
    "fire the kiln, note: it is late",
    "fire the kiln: cone six",
    "fire the kiln for Ana and Bo: 24",
    "fire the kiln for mugs, bowls and tiles: 12",
    "fire the kiln at 10:30",
    "two things: fire the kiln, reason: shelf 4 is full",
    "run it with python 3",
    "run it with at least 3 shelves",
    "run it with cone 6 tiles inside",
    "run it with the new glaze",
    "run it with glaze clear",
    "run it, it is 5 already",
    "fire the kiln, page 7",
    "run it at 5, on day 2",
    "the ticket is OPS-12, run it",
    "run it with the usual settings, the ticket is OPS-12",
    "run it with Anna 2",
    "run script 7, load note 4",
  ])
    it(`reads nothing in "${request}"`, () => {
      assert.deepEqual(said({}, request), {});
    });
});
