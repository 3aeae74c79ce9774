// Which model routes to tools that are not built in: the person's own, or the shipped one where that is gone.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createRouter } from "../../src/host/createRouter.ts";
import { learnsOtherTools } from "../../src/host/training/finish.ts";
import { rowsBringTools } from "../../src/host/training/rowsBringTools.ts";

describe("the model for other tools", () => {
  let folder: string;
  const said: string[] = [];
  const otherOf = async (otherModel?: string): Promise<string | undefined> => {
    const router = createRouter({
      workspaceFolder: folder,
      modelsFolder: resolve("models"),
      enginePath: resolve("dist/engine.mjs"),
      ...(otherModel === undefined ? {} : { otherModel }),
      gpu: false,
      threads: 1,
      trusted: false,
      log: (line) => said.push(line),
    });
    assert.equal(router.card.id, "router-nano", "the model for the built-in tools stays");
    const id = router.otherCard?.id;
    await router.dispose();
    return id;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tool-router-other-"));
    said.length = 0;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("is the shipped one, or the one that is named", async () => {
    assert.equal(await otherOf(), "router-tools");
    const own = join(folder, "mine.gguf");
    copyFileSync(resolve("models/router-tools.gguf"), own);
    assert.equal(await otherOf(own), "mine");
    assert.deepEqual(said, []);
  });

  it("is the shipped one with a word in the log where the named one is gone", async () => {
    assert.equal(await otherOf(join(folder, "gone.gguf")), "router-tools");
    assert.match(said.join("\n"), /left out: .*gone\.gguf is missing/);
  });

  it("is never one that knows only the built-in tools", async () => {
    const nano = join(folder, "nano.gguf");
    copyFileSync(resolve("models/router-nano.gguf"), nano);
    assert.equal(await otherOf(nano), "router-tools");
    assert.match(said.join("\n"), /left out: .*nano knows only the tools that it was made for/);
  });

  it("is what a run of its recipe makes, and no other's", () => {
    const record = { id: "a", created: "", name: "a", smoke: false, about: "", checkpoint: "" };
    const command = { program: "python", args: [] };
    const of = (recipe: string): boolean =>
      learnsOtherTools({ ...record, recipe, start: command, resume: command });
    assert.deepEqual(["router_tools", "router_cpu", "lora_trl"].map(of), [true, false, false]);
  });
});

describe("a file of rows", () => {
  it("is about tools of its own where most rows bring some", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tool-router-rows-"));
    const file = join(folder, "rows.jsonl");
    const own = JSON.stringify({ id: "a", request: "honk", tools: [{ name: "honk" }], calls: [], tags: [] });
    const builtIn = JSON.stringify({ id: "b", request: "help", toolbox: "kiwi", calls: [], tags: [] });
    writeFileSync(file, `\ufeff${own}\n${own}\n{broken\n${builtIn}\n`);
    assert.equal(await rowsBringTools(file), true);
    writeFileSync(file, `${own}\n${builtIn}\n`);
    assert.equal(await rowsBringTools(file), false);
    assert.equal(await rowsBringTools(join(folder, "absent.jsonl")), false);
    rmSync(folder, { recursive: true });
  });
});
