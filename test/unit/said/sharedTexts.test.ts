import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { JsonObject } from "../../../src/core/json.ts";
import { withoutSharedTexts } from "../../../src/core/said/sharedTexts.ts";
import { heedWith, number, text } from "./heedWith.ts";

function heed(properties: JsonObject, request: string, values: JsonObject, required?: string[]): JsonObject {
  return heedWith(withoutSharedTexts, properties, required ?? Object.keys(properties))(request, values);
}

describe("a text that is said once", () => {
  it("fills the argument that is named in front of it", () => {
    const route = { from: text, to: text };
    const both = { from: "Graz", to: "Graz" };
    assert.deepEqual(heed(route, "train to Graz", both), { to: "Graz" });
    assert.deepEqual(heed(route, "trains from Graz", both), { from: "Graz" });
  });

  it("fills the first one where nothing tells, and a file's argument with a file", () => {
    assert.deepEqual(
      heed({ owner: text, repo: text }, "star tinymist", { owner: "tinymist", repo: "tinymist" }),
      {
        owner: "tinymist",
      },
    );
    assert.deepEqual(
      heed({ printer: text, file: text }, "print a.gcode", { printer: "a.gcode", file: "a.gcode" }),
      {
        file: "a.gcode",
      },
    );
  });

  it("is no name where it is the number of another argument, alone or with a unit", () => {
    const locker = { locker: number, member: text };
    assert.deepEqual(heed(locker, "open 212", { locker: 212, member: "212" }), { locker: 212 });
    assert.deepEqual(heed({ kg: number, pet: text }, "a cat of 4.5 kilos", { kg: 4.5, pet: "4.5 kilos" }), {
      kg: 4.5,
    });
    const street = { number, street: text };
    const right = { number: 12, street: "Elm 12" };
    assert.deepEqual(heed(street, "Elm 12", right), right);
  });

  it("stays twice where it is said twice or for both, and where one argument needs none", () => {
    const names = { first: text, second: text };
    const twice = { first: "a.txt", second: "a.txt" };
    assert.deepEqual(heed(names, "compare a.txt with a.txt", twice), twice);
    assert.deepEqual(heed(names, "use a.txt for both", twice), twice);
    assert.deepEqual(heed(names, "compare a.txt", twice, ["first"]), twice);
  });

  it("takes no list for a text, and no property of every object for a value", () => {
    const lists = { a: ["c++("], b: "x" };
    assert.deepEqual(heed({ a: text, b: text }, "x c++(", lists), lists);
    assert.deepEqual(heed({ constructor: text, b: text }, "go x", { b: "x" }), { b: "x" });
  });
});
