import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ModelCard } from "../../src/core/modelCard.ts";
import { inheritOtherTools } from "../../src/host/training/inheritCard.ts";

describe("the card of a trained model", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tool-router-card-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const card: ModelCard = {
    id: "shipped",
    file: "shipped.gguf",
    size: 1,
    sha256: "",
    format: "functiongemma",
    prompt_style: "bare",
    licence: "MIT",
  };
  const inherit = async (own: object, shipped: Partial<ModelCard>): Promise<Record<string, unknown>> => {
    const path = join(folder, "own.json");
    writeFileSync(path, JSON.stringify(own));
    await inheritOtherTools(join(folder, "own.gguf"), {
      card: { ...card, ...shipped },
      path: "shipped.gguf",
    });
    return JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  };

  it("names the shipped model for other tools, and keeps everything else", async () => {
    const own = { id: "own", prompt_style: "bare", training: { seed: 1 } };
    assert.deepEqual(await inherit(own, { other_tools: "router-tools" }), {
      ...own,
      other_tools: "router-tools",
    });
  });

  it("asks the shipped model for second opinions, unless it says itself when", async () => {
    const shipped = { other_tools: "router-tools", second_opinion: { below: 0.8, trust: 0.9 } };
    const own = { id: "own", prompt_style: "bare" };
    assert.deepEqual(await inherit(own, shipped), { ...own, ...shipped });
    const says = { ...own, second_opinion: { below: 0.3, trust: 1 } };
    assert.deepEqual(await inherit(says, shipped), { ...says, other_tools: "router-tools" });
  });

  it("is left alone where it names one, reads declarations itself, or there is none", async () => {
    const named = { prompt_style: "bare", other_tools: "mine" };
    assert.deepEqual(await inherit(named, { other_tools: "router-tools" }), named);
    const reads = { prompt_style: "declared" };
    assert.deepEqual(await inherit(reads, { other_tools: "router-tools" }), reads);
    const alone = { prompt_style: "bare" };
    assert.deepEqual(await inherit(alone, {}), alone);
  });
});
