import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { wholeTopic } from "../../src/core/kiwi/wholeTopic.ts";
import { splitWords } from "../../src/core/words.ts";

const queryOf = (query: string, request: string) => wholeTopic({ query }, splitWords(request))["query"];

describe("wholeTopic", () => {
  const mended: [string, string, string][] = [
    ["pump seal", "any notes on pump seal tolerances?", "pump seal tolerances"],
    ["ferry", "scripts, ferry berth allocation, top 5", "ferry berth allocation"],
    ["rotation", "kiln rotation – is there a procedure for that?", "kiln rotation"],
    ["CO2", "search notes: CO2 meter drift", "CO2 meter drift"],
    ["pump seal", "search directive pump seal pressure drill in registry", "pump seal pressure drill"],
    [
      "why the kiln",
      "somebody wrote down why the kiln cools so slowly, can you find it?",
      "why the kiln cools so slowly",
    ],
    ["pump seals", "is there a procedure for pump seals inspection", "pump seals inspection"],
    ["checks pump", "find me a script that checks pump seals by vendor", "checks pump seals by vendor"],
    [
      "seals leak over night",
      "find something that warns me when seals leak over night",
      "warns me when seals leak over night",
    ],
    ["valve noise", "what do we know about valve noise on pumps", "valve noise on pumps"],
    ["old boilers", "low pressure on old boilers, playbook for that?", "low pressure on old boilers"],
    [
      "slate roofs",
      "moss growth under slate roofs — anything written down?",
      "moss growth under slate roofs",
    ],
    ["pump seals", "any notes about pump seals on the ferries? top 5 is plenty", "pump seals on the ferries"],
    ["pump seals", "is there a note on pump seals at a dock?", "pump seals at a dock"],
    ["tides of last night", "a note on tides of last night's storm?", "tides of last night's storm"],
    ["pump PS5", "procedures for pump PS5 + Series X. All sources.", "pump PS5 + Series X"],
    ["dns", "find notes on dns setup + tls", "dns setup"],
    ["pump seals", "search script pump seals SKF 2410", "pump seals SKF 2410"],
    ["pump seals", "pumps again.. find notes about pump seals leaks will you", "pump seals leaks"],
  ];
  for (const [query, request, whole] of mended)
    it(`takes "${whole}" from "${request}"`, () => {
      assert.equal(queryOf(query, request), whole);
    });

  const kept: [string, string][] = [
    ["pump seals", "find notes on pump seals anywhere"],
    ["pump seals", "find notes on pump seals top 200"],
    ["pump seals", "find notes on pump seals ring 555"],
    ["pump seals", "find notes on pump seals for client 1042"],
    ["pump seals", "find directives about pump seals + summarise"],
    ["pump seals", "search scripts for pump seals & hurry"],
    ["pump", "Any notes, the pump's leaking"],
    ["pump seals", "find notes on pump seals before Friday"],
    ["pump seals", 'find notes on "pump seals" tolerances'],
    ["pump seals", "find pump seals scripts in the registry"],
    ["pump seals", "does a note on pump seals exist, here or in the registry?"],
    ["pump seals", "serach pump seals, all sources"],
    ["pump seals", "pump seals and pump seals again"],
    ["pump seals", "notes on pump seals that our plumber from Ghent wrote"],
    ["pump seals", "notes on the seals"],
    ["pump seals", "notes on pump seals urgently"],
    ["pump seals", "is pump seals documented?"],
    ["pump seals", "notes on pump seals excluding gaskets"],
    ["pump seals", "notes on pump seals Anna wrote"],
    ["seals", "fetch seals?"],
    ["pump seals", "find scripts for pump seals in registry, at most 5"],
    ["pump seals", "notes on pump seals for me"],
    ["pump seals", "notes on pump seals at the moment"],
    ["pump seals", "notes on pump seals at the latest by noon"],
    ["pump seals", "find notes that mention pump seals"],
    ["checks pump seals", "a script that checks pump seals excluding gaskets"],
    ["checks pump seals", "a script that checks pump seals so I can use it"],
    ["checks pump seals", "a script that checks pump seals and then tell Bo"],
    ["how to seal pumps", "notes on how to seal pumps thank you"],
    ["pump seals", "find scripts which we use for pump seals"],
    ["checks pump seals", "a script that checks pump seals go look for it"],
    ["checks pump seals", "a script that checks pump seals if we have one"],
    ["how to seal pumps", "is it written down how to seal pumps anywhere"],
    ["pump seals", "notes on pump seals for work"],
    ["pump seals", "info on pump seals, anyone?"],
    ["pump seals", "material for pump seals – scripts, please"],
    ["pump seals", "what do we say on pump seals, right away"],
  ];
  for (const [query, request] of kept)
    it(`leaves "${request}" alone`, () => {
      assert.equal(queryOf(query, request), query);
    });
});
