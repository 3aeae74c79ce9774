import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { wholeNames } from "../../../src/core/said/wholeNames.ts";
import { heedWith, text } from "./heedWith.ts";

describe("wholeNames", () => {
  it("lengthens a name by what stands in front", () => {
    const heed = heedWith(wholeNames, { assignee: text, city: text });
    assert.deepEqual(heed("assign it to Ilse Brandt", { assignee: "Brandt" }), { assignee: "Ilse Brandt" });
    assert.deepEqual(heed("weather in New York today", { city: "York" }), { city: "New York" });
  });

  it("leaves small words, other values and the beginning of a sentence out", () => {
    const heed = heedWith(wholeNames, { attendee: text, host: text, first_name: text });
    assert.deepEqual(heed("please invite Alice on Monday", { attendee: "Alice" }), { attendee: "Alice" });
    assert.deepEqual(heed("is it so. Invite Alice to it", { attendee: "Alice" }), { attendee: "Alice" });
    assert.deepEqual(heed("let Karl Brandt in", { attendee: "Brandt", host: "Karl" }), {
      attendee: "Brandt",
      host: "Karl",
    });
    assert.deepEqual(heed("add Ilse Brandt to it", { first_name: "Brandt" }), { first_name: "Brandt" });
    assert.deepEqual(heed("we need a Lawyer Karl here", { attendee: "Karl" }), { attendee: "Karl" });
  });

  it("takes an abbreviation for no part of a name", () => {
    const heed = heedWith(wholeNames, { assignee: text, env: text, symbol: text, label: text });
    assert.deepEqual(heed("assign the ticket to CTO Maria please", { assignee: "Maria" }), {
      assignee: "Maria",
    });
    assert.deepEqual(heed("deploy to AWS Production", { env: "Production" }), { env: "Production" });
    assert.deepEqual(heed("quote for NASDAQ AAPL", { symbol: "AAPL" }), { symbol: "AAPL" });
    assert.deepEqual(heed("please tag the PR Bug", { label: "Bug" }), { label: "Bug" });
  });

  it("takes a day for no part of a name", () => {
    const heed = heedWith(wholeNames, { attendee: text });
    assert.deepEqual(heed("tell me why on Friday Anna is away", { attendee: "Anna" }), { attendee: "Anna" });
  });
});
