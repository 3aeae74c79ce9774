// The base of a training run: files as seen from where the person is, hub ids as they are, the shipped model by default.
import assert from "node:assert/strict";
import { relative, resolve } from "node:path";
import process from "node:process";
import { findRecipe } from "../../src/core/training/recipes.ts";
import { baseOf } from "../../src/host/training/baseOf.ts";

describe("the base of a training run", () => {
  const shipped = resolve("models/router-tools.gguf");
  const of = (recipe: string, named?: string): string | undefined => {
    const found = findRecipe(recipe);
    assert.ok(found);
    return baseOf(named, found, resolve("training"));
  };

  it("is an absolute path, since the recipe runs in another folder", () => {
    const near = relative(process.cwd(), shipped);
    assert.equal(of("router_tools", near), shipped);
    assert.equal(of("lora_trl", near), shipped);
  });

  it("is a hub id as it is, or a file that must be there", () => {
    assert.equal(of("lora_trl", "Qwen/Qwen3-0.6B"), "Qwen/Qwen3-0.6B");
    assert.throws(() => of("router_tools", "Qwen/Qwen3-0.6B"), /no model file .* to go on from/);
  });

  it("is the shipped model only for the recipe that goes on from it", () => {
    assert.equal(of("router_tools"), shipped);
    assert.equal(of("router_cpu"), undefined);
  });
});
