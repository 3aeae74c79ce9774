import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sayNumbers } from "../../../src/core/said/optionalNumbers.ts";
import { heedWith, text, whole } from "./heedWith.ts";

describe("sayNumbers", () => {
  it("fills the one count that was left out", () => {
    const heed = heedWith(
      sayNumbers,
      { city: text, guests: { type: "integer", description: "number of guests" } },
      ["city"],
    );
    assert.deepEqual(heed("a table in Rome for 4", { city: "Rome" }), { city: "Rome", guests: 4 });
    assert.deepEqual(heed("a table in Rome for 4 people", { city: "Rome" }), { city: "Rome", guests: 4 });
    assert.deepEqual(heed("hotel in Rome for 3 nights", { city: "Rome" }), { city: "Rome" });
    assert.deepEqual(heed("hotel in Rome under 150 a night", { city: "Rome" }), { city: "Rome" });
    assert.deepEqual(heed("dinner in Rome at 7 pm", { city: "Rome" }), { city: "Rome" });
    assert.deepEqual(heed("dinner in Rome on May 12", { city: "Rome" }), { city: "Rome" });
  });

  it("counts what the schema counts and nothing else", () => {
    const heed = heedWith(
      sayNumbers,
      { repo: text, limit: { type: "integer", description: "Maximum number of commits" } },
      ["repo"],
    );
    assert.deepEqual(heed("5 newest commits of acme/web", { repo: "acme/web" }), {
      repo: "acme/web",
      limit: 5,
    });
    assert.deepEqual(heed("what is in PR 42 of acme/web", { repo: "acme/web" }), { repo: "acme/web" });
    assert.deepEqual(heed("commits of March 2024 in acme/web", { repo: "acme/web" }), { repo: "acme/web" });
    assert.deepEqual(heed("acme/web exits with code 137", { repo: "acme/web" }), { repo: "acme/web" });
    assert.deepEqual(heed("deploy acme/web on port 8080", { repo: "acme/web" }), { repo: "acme/web" });
  });

  it("takes a time for a duration and not for a reminder", () => {
    const heed = heedWith(sayNumbers, { title: text, reminder_minutes: whole });
    assert.deepEqual(heed("sync of 30 minutes at 9", { title: "sync" }), { title: "sync" });
    assert.deepEqual(heed("sync, reminder 10 minutes early", { title: "sync" }), {
      title: "sync",
      reminder_minutes: 10,
    });
  });
});
