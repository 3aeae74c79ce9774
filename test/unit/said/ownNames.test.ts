import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { withoutOwnNames } from "../../../src/core/said/ownNames.ts";
import { heedWith, text } from "./heedWith.ts";

describe("withoutOwnNames", () => {
  it("leaves out the word that names the argument", () => {
    const heed = heedWith(withoutOwnNames, { room_type: text, release: text, branch: text, channel: text });
    assert.deepEqual(heed("a single room", { room_type: "single room" }), { room_type: "single" });
    assert.deepEqual(heed("release 7.2", { release: "release 7.2" }), { release: "7.2" });
    assert.deepEqual(heed("the hotfix branch", { branch: "hotfix branch", channel: "dev channel" }), {
      branch: "hotfix",
      channel: "dev",
    });
  });

  it("keeps it where nothing would be named without it", () => {
    const heed = heedWith(withoutOwnNames, {
      file: text,
      folder: text,
      month: text,
      week: text,
      location: text,
      date: text,
    });
    assert.deepEqual(heed("open my file in the new folder", { file: "my file", folder: "new folder" }), {
      file: "my file",
      folder: "new folder",
    });
    assert.deepEqual(heed("last month, next week", { month: "last month", week: "next week" }), {
      month: "last month",
      week: "next week",
    });
    assert.deepEqual(
      heed("at my current location by the due date", { location: "my current location", date: "due date" }),
      { location: "my current location", date: "due date" },
    );
  });

  it("keeps it where it belongs to the thing, and in texts", () => {
    const heed = heedWith(withoutOwnNames, {
      light: text,
      food: text,
      machine: text,
      key: text,
      title: text,
      company: text,
    });
    assert.deepEqual(
      heed("the desk light", {
        light: "desk light",
        food: "fast food",
        machine: "washing machine",
        key: "api key",
      }),
      { light: "desk light", food: "fast food", machine: "washing machine", key: "api key" },
    );
    assert.deepEqual(heed("light 2", { light: "light 2", title: "a title", company: "Ford Motor Company" }), {
      light: "light 2",
      title: "a title",
      company: "Ford Motor Company",
    });
  });
});
