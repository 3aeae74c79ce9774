// The nano that a training run goes on from: the shipped one or a person's own, and nothing else.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findRecipe } from "../../src/core/training/recipes.ts";
import type { TrainingStart } from "../../src/core/training/start.ts";
import { startOf, type StartRequest } from "../../src/host/training/startOf.ts";

describe("the nano that a training run goes on from", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tool-router-start-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const shipped = resolve("models/router-nano.gguf");
  const find = (given: Partial<StartRequest> = {}): Promise<TrainingStart | undefined> => {
    const recipe = findRecipe("router_cpu");
    assert.ok(recipe);
    const source = { kind: "file", file: "mine.jsonl" } as const;
    return startOf({
      recipe,
      smoke: false,
      source,
      inUse: undefined,
      modelsFolder: resolve("models"),
      ...given,
    });
  };

  it("is the shipped one where no other is in use", async () => {
    assert.deepEqual(await find(), { id: "router-nano", path: shipped });
  });

  it("is a person's own, with or without its card", async () => {
    const path = join(folder, "router-own.gguf");
    copyFileSync(shipped, path);
    assert.deepEqual(await find({ inUse: path }), { id: "router-own", path });
    const card = JSON.parse(readFileSync(resolve("models/router-nano.json"), "utf8")) as object;
    writeFileSync(
      join(folder, "router-own.json"),
      JSON.stringify({ ...card, id: "mine", file: "router-own.gguf" }),
    );
    assert.deepEqual(await find({ inUse: path }), { id: "mine", path });
  });

  it("is none where the model in use is no nano, whatever its card says", async () => {
    const tools = resolve("models/router-tools.gguf");
    assert.equal(await find({ inUse: tools }), undefined);
    const path = join(folder, "claims.gguf");
    copyFileSync(tools, path);
    const real = JSON.parse(readFileSync(resolve("models/router-tools.json"), "utf8")) as object;
    const claims = { ...real, file: "claims.gguf", prompt_style: "bare" };
    writeFileSync(join(folder, "claims.json"), JSON.stringify(claims));
    assert.equal(await find({ inUse: path }), undefined);
  });

  it("is none for a trial, for the phrase banks alone and for other recipes", async () => {
    assert.equal(await find({ smoke: true }), undefined);
    assert.equal(await find({ source: { kind: "banks" } }), undefined);
    const recipe = findRecipe("router_tools");
    assert.ok(recipe);
    assert.equal(await find({ recipe }), undefined);
  });

  it("must be there and whole", async () => {
    await assert.rejects(find({ inUse: join(folder, "absent.gguf") }), /is missing/);
    const path = join(folder, "router-nano.gguf");
    writeFileSync(path, readFileSync(shipped).subarray(0, 5000));
    copyFileSync(resolve("models/router-nano.json"), join(folder, "router-nano.json"));
    await assert.rejects(find({ inUse: path }), /has 5000 bytes where its card says/);
  });
});
