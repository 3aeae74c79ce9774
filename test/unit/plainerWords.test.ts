import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sayPlainly } from "../../src/core/kiwi/plainerWords.ts";

const catalogue = {
  directive: ["rotate_signing_keys"],
  script: ["glaze_test_tiles", "fire-kiln", "ops/drain_pool", "report"],
  knowledge: ["kiln_log_2024"],
};

describe("sayPlainly", () => {
  const said: [string, string][] = [
    ["glaze test tiles on staging", "run script glaze_test_tiles on staging"],
    ["please fire kiln with cone 6", "run script fire-kiln with cone 6"],
    ["how do scripts work in kiwi, I am new", "help with scripts"],
    ["could you explain how searching works in this thing", "help with search"],
    ["start the fire kiln script with those", "run script fire-kiln script with those"],
    ["run fire kiln, skip the glaze, shelf 4", "run script fire-kiln, skip the glaze, shelf 4"],
    ["show fire kiln source code", "show script fire-kiln source code"],
    ["Open note kiln log 2024, so that I have it in mind", "show knowledge kiln_log_2024"],
    ["we are ready. run fire kiln, cone is 6", "run script fire-kiln, cone is 6"],
    ["fire kiln on eu-prod", "run script fire-kiln on eu-prod"],
    ["launch fire kiln with cone 0.5", "run script fire-kiln with cone 0.5"],
    ["start the glaze test tiles", "run script glaze_test_tiles"],
    ["Rotate signing keys", "run directive rotate_signing_keys"],
    ["drain pool, dry run", "run script ops/drain_pool, dry run"],
    ["search kiln shelf spacing", "search scripts kiln shelf spacing"],
    [
      "The shelf still shows last week's tiles. Fire the kiln on production.",
      "run script fire-kiln on production.",
    ],
    ["run script fire-kiln for 30 days?", "run script fire-kiln for 30 days"],
    ["tiles are matt, can you start fire kiln again?", "run script fire-kiln again"],
    [
      "Doors in ten minutes. Just fire off the glaze test tiles for prod",
      "run script glaze_test_tiles for prod",
    ],
    ["Drain the pool, please.", "run script ops/drain_pool, please."],
    ["Bootstrap python, please; the folder is still empty.", "Bootstrap python"],
  ];
  for (const [request, plainer] of said)
    it(`takes "${request}" for "${plainer}"`, () => {
      assert.equal(sayPlainly(request, catalogue), plainer);
    });

  const left = [
    "glaze test tiles cracked again",
    "text Kim, can you run fire-kiln?",
    "I have a question, can you run fire-kiln on prod?",
    "Kim is wondering, can you run fire-kiln on prod?",
    "Hypothetically, can you run fire-kiln on prod?",
    "According to the docs, can you run fire-kiln in production?",
    "Hi Kim, could you run fire-kiln on prod again?",
    "we test tomorrow, can you run fire-kiln when it is cold?",
    "it failed, so why can you not run fire-kiln?",
    "why does fire kiln take so long",
    "don't fire kiln",
    "They said it. Fire the kiln is what she meant.",
    "If it rains, wait. Fire the kiln on production.",
    "who can fire the kiln",
    "Fire the old kiln on production",
    "bootstrap python; the folder is empty only tomorrow",
    "should I run script fire-kiln for 30 days?",
    "run fire-kiln on prod or staging?",
    "run fire-kiln now or later?",
    "start fire-kiln at what time?",
    "execute fire-kiln for real?",
    "Remind me at 5pm. Fire the kiln on prod.",
    "Set a reminder for 9am. Drain the pool.",
    "Translate this to French. Drain the pool.",
    "Post this in slack. Fire the kiln",
    "Kim's list for Friday. Drain the pool.",
    "You deleted the kiln script. Thanks!",
    "Bo wants to delete the kiln script. The script is old",
    "Remind me to bootstrap python tomorrow. The project is still new",
    'Say "bootstrap python"; the repo is new',
    "Translate to French: bootstrap python; the folder is still empty",
    "bootstrap python; only if the folder is empty",
    "don't bootstrap python; the folder is empty",
    "kiln log 2024, nice read",
    "report on staging",
    "my test tiles need glaze",
    "explain how directives work",
    "how do scripts and directives work in kiwi",
    "after we run fire kiln the room smells",
    "if you start fire kiln it smokes",
    "run the note fire kiln",
    "show fire kiln and drain pool",
    "purge: kick off fire kiln, no wait, ask Bo first",
    "fire kiln in the kitchen",
    "Fire kiln! Great talk yesterday.",
    "fire kiln for beginners, which one do you like",
    "as a dry run: run fire kiln",
    "fire kiln on staging - dry run, don't touch anything",
    "Translate to French: run fire kiln",
    'git commit -m "run fire kiln"',
    "ask Bo to run fire kiln",
    "tell bo, run fire kiln",
    "he said run fire kiln",
    "they run fire kiln on fridays",
    "remind me to run fire kiln at 5",
    "Practice first. run fire kiln",
    "If the tests pass, run fire kiln",
    "You must not, under any condition, run fire kiln",
    "search the web for kiln shelves",
    "search google for cones",
    "search scripts",
    "find my gloves",
  ];
  for (const request of left)
    it(`adds nothing to "${request}"`, () => {
      assert.equal(sayPlainly(request, catalogue), undefined);
    });
});
