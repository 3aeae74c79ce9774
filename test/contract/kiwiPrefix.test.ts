import assert from "node:assert/strict";
import { describe, it } from "mocha";
import golden from "../../contract/golden/kiwiPrefix.json" with { type: "json" };
import { emptyCatalogue } from "../../src/core/catalogue.ts";
import { planGeneration } from "../../src/core/modelAnswer.ts";
import { kiwiToolbox } from "../unit/kiwiTools.ts";

describe("the Kiwi tools, declared", () => {
  it("are the prompt that router-tools was tuned behind", () => {
    const { prefix } = planGeneration({
      request: "help",
      words: [],
      tools: kiwiToolbox().tools,
      catalogue: emptyCatalogue,
      style: "declared_words",
      format: "functiongemma",
    });
    assert.equal(prefix.map((part) => part.text).join(""), golden.prefix);
  });
});
