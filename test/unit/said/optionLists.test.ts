import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sayLists } from "../../../src/core/said/optionLists.ts";
import { heedWith, text } from "./heedWith.ts";

describe("sayLists", () => {
  it("says options of several words", () => {
    const heed = heedWith(sayLists, {
      title: text,
      labels: { type: "array", items: { enum: ["bug", "docs", "good first issue"] } },
      diet: { type: "array", items: { enum: ["vegan", "gluten_free", "nut_free"] } },
    });
    assert.deepEqual(heed("label it good first issue and bug", { labels: ["docs"] }), {
      labels: ["good first issue", "bug"],
    });
    assert.deepEqual(heed("a dish that is vegan, gluten free", { diet: ["vegan", "nut_free"] }), {
      diet: ["vegan", "gluten_free", "nut_free"],
    });
  });

  it("hears no option inside a title", () => {
    const heed = heedWith(sayLists, {
      title: text,
      labels: { type: "array", items: { enum: ["bug", "docs", "feature"] } },
    });
    assert.deepEqual(
      heed("issue 'bug in parser', label it feature", { title: "bug in parser", labels: ["feature"] }),
      { title: "bug in parser", labels: ["feature"] },
    );
    assert.deepEqual(
      heed("file docs are outdated as a bug", { title: "docs are outdated", labels: ["bug"] }),
      { title: "docs are outdated", labels: ["bug"] },
    );
  });

  it("keeps options that are said in another way", () => {
    const heed = heedWith(sayLists, {
      metrics: { type: "array", items: { enum: ["cpu", "memory", "disk"] } },
      platforms: { type: "array", items: { enum: ["linux", "macos", "windows"] } },
    });
    assert.deepEqual(heed("cpu, ram and disk of web1", { metrics: ["cpu", "memory", "disk"] }), {
      metrics: ["cpu", "memory", "disk"],
    });
    assert.deepEqual(heed("cpu and mem of web1", { metrics: ["cpu", "memory"] }), {
      metrics: ["cpu", "memory"],
    });
    assert.deepEqual(
      heed("build it on linux, mac and windows", { platforms: ["linux", "macos", "windows"] }),
      { platforms: ["linux", "macos", "windows"] },
    );
  });

  it("adds no option that is spared", () => {
    const heed = heedWith(sayLists, { colours: { type: "array", items: { enum: ["red", "blue"] } } });
    const red = { colours: ["red"] };
    assert.deepEqual(heed("delete the red ones and leave the blue ones", red), red);
  });
});
