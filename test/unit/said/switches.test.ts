import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { saySwitches } from "../../../src/core/said/switches.ts";
import { heedWith, text } from "./heedWith.ts";

describe("saySwitches", () => {
  it("hears no switch inside a title or a path", () => {
    const heed = heedWith(saySwitches, { title: text, draft: { type: "boolean" } });
    const titled = { title: "Draft release notes" };
    assert.deepEqual(heed("open a PR titled Draft release notes", titled), titled);
    assert.deepEqual(heed("open a draft PR titled notes", { title: "notes" }), {
      title: "notes",
      draft: true,
    });
  });

  it("hears no switch where it is doubted", () => {
    const heed = heedWith(saySwitches, { branch: text, force: { type: "boolean" } });
    for (const said of ["delete branch dev, avoid force", "delete branch dev, with force if needed"])
      assert.deepEqual(heed(said, { branch: "dev" }), { branch: "dev" });
    assert.deepEqual(heed("force delete branch dev", { branch: "dev" }), { branch: "dev", force: true });
  });
});
