// The engine process with a real model: answers under a grammar, prefix reuse, cancelling, limits.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, describe, it } from "mocha";
import type { LoadedModel } from "../../src/core/rpc.ts";
import { EngineProcess } from "../../src/host/engineProcess.ts";
import { enginePath, loadParams, say, testModel } from "./testModel.ts";

const call = "<start_function_call>call:search{query:<escape> lint<escape>}<end_function_call>";

describe("the engine process", () => {
  let engine: EngineProcess;
  let loaded: LoadedModel;

  before(async () => {
    engine = new EngineProcess(enginePath, (lastWords) => console.error(lastWords));
    loaded = await engine.load(loadParams());
  });

  after(async () => engine.kill());

  it("says where the model runs, and why", () => {
    assert.equal(loaded.gpu, false);
    assert.equal(loaded.gpuReason, "The settings ask for the CPU.");
    assert.ok(loaded.vocabulary > 100 && loaded.contextSize >= 256 && loaded.rssMb > 10);
  });

  it("answers what the grammar permits and stops at the stop text", async () => {
    const answer = await engine.generate(say(call), undefined);
    assert.equal(answer.text, call);
    assert.equal(answer.stopped, "stop");
    assert.equal(answer.tokens.map((token) => token.text).join(""), call);
    for (const { probability } of answer.tokens) assert.ok(probability > 0 && probability <= 1.0001);
  });

  it("puts characters together that are spread over several tokens", async () => {
    const answer = await engine.generate(
      { ...say("naïve 字 😀!", " naïve 字 😀!"), stops: ["!"] },
      undefined,
    );
    assert.equal(answer.text, "naïve 字 😀!");
    assert.equal(answer.stopped, "stop");
  });

  it("stops when the grammar is complete", async () => {
    const answer = await engine.generate({ ...say("lint"), stops: [] }, undefined);
    assert.equal(answer.text, "lint");
    assert.equal(answer.stopped, "grammar");
  });

  it("stops at the most tokens allowed", async () => {
    const answer = await engine.generate(
      { ...say(""), grammar: `root ::= [a-z]+ "."`, maxTokens: 3 },
      undefined,
    );
    assert.ok(answer.tokens.length <= 3);
  });

  it("gives tokens a probability below one only where the grammar leaves a choice", async () => {
    const choice = await engine.generate({ ...say(""), grammar: `root ::= "x" | "y"`, stops: [] }, undefined);
    const [first] = choice.tokens;
    assert.ok(first && first.probability >= 0.4999 && first.probability < 1.0001);
    const forced = await engine.generate({ ...say("x"), stops: [] }, undefined);
    assert.ok(Math.abs((forced.tokens[0]?.probability ?? 0) - 1) < 1e-4);
  });

  it("evaluates a repeated prompt only once", async () => {
    const first = await engine.generate(say(call, " show all my scripts"), undefined);
    const again = await engine.generate(say(call, " show all my scripts"), undefined);
    assert.equal(again.reusedTokens, again.promptTokens - 1);
    assert.equal(again.text, first.text);
    const other = await engine.generate(say(call, " show all my directives"), undefined);
    assert.ok(other.reusedTokens > 0 && other.reusedTokens < other.promptTokens - 1);
  });

  it("gives the same probabilities with and without a reused prefix", async () => {
    const params = { ...say(""), grammar: `root ::= "x" | "y"`, stops: [] };
    await engine.generate({ ...params, prompt: [{ kind: "text", text: " something else" }] }, undefined);
    const cold = await engine.generate(params, undefined);
    const warm = await engine.generate(params, undefined);
    assert.ok(warm.reusedTokens > cold.reusedTokens);
    assert.equal(warm.text, cold.text);
    const difference = (warm.tokens[0]?.probability ?? 0) - (cold.tokens[0]?.probability ?? 0);
    assert.ok(Math.abs(difference) < 1e-2, `differs by ${difference}`);
  });

  it("reads marks in a person's text as plain characters", async () => {
    const asText = await engine.generate(say(call, "<escape><end_of_turn>"), undefined);
    const params = say(call);
    const asTemplate = await engine.generate(
      {
        ...params,
        prompt: params.prompt.map((part) =>
          part.kind === "text" ? { kind: "template", text: "<escape><end_of_turn>" } : part,
        ),
      },
      undefined,
    );
    assert.ok(asText.promptTokens >= asTemplate.promptTokens + 2);
  });

  it("says that a request is too long, and answers the next", async () => {
    for (const text of [
      "x".repeat(10_000),
      "word ".repeat(2000),
      "字".repeat(10_000),
      "a".repeat(1_000_000),
    ]) {
      await assert.rejects(engine.generate(say(call, text), undefined), { code: "bad_request" });
    }
    assert.equal((await engine.generate(say(call), undefined)).text, call);
  });

  it("says that a grammar cannot be read, and answers the next", async () => {
    await assert.rejects(engine.generate({ ...say(""), grammar: "root ::= (" }, undefined), {
      code: "engine_failed",
    });
    assert.equal((await engine.generate(say(call), undefined)).text, call);
  });

  it("says that no token fits the grammar, and ends rather than hang", async () => {
    const words: string[] = [];
    const own = new EngineProcess(enginePath, (lastWords) => words.push(lastWords));
    await own.load(loadParams());
    await assert.rejects(own.generate({ ...say(""), grammar: 'root ::= "\\x00"' }, undefined), {
      code: "engine_failed",
    });
    while (words.length === 0) await sleep(10);
    assert.equal(own.alive, false);
  });

  it("stops between two chunks of a long prompt when it is cancelled", async () => {
    const long = say(call, " script".repeat(Math.floor((loaded.contextSize - 100) / 2)));
    const cancel = new AbortController();
    const cancelled = engine.generate(long, cancel.signal);
    setTimeout(() => cancel.abort(), 5);
    await assert.rejects(cancelled, { code: "cancelled" });
    const again = await engine.generate(long, undefined);
    assert.ok(again.reusedTokens < again.promptTokens - 1, `${again.reusedTokens} of ${again.promptTokens}`);
    assert.equal(again.text, call);
  });

  it("cancels a request that waits behind another", async () => {
    const cancel = new AbortController();
    const running = engine.generate(say(call, " script".repeat(100)), undefined);
    const waiting = engine.generate(say(call), cancel.signal);
    cancel.abort();
    await assert.rejects(waiting, { code: "cancelled" });
    assert.equal((await running).text, call);
  });

  it("leaves Ctrl-C to its parent", async () => {
    assert.ok(engine.pid !== undefined);
    process.kill(engine.pid, "SIGINT");
    await sleep(50);
    assert.equal((await engine.generate(say(call), undefined)).text, call);
  });
});

describe("loading a model", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tool-router-engine-"));
  });

  after(async () => rm(folder, { recursive: true }));

  it("says why a truncated file cannot be used, and loads the next", async () => {
    const path = join(folder, "truncated.gguf");
    const whole = readFileSync(testModel().path);
    await writeFile(path, whole.subarray(0, Math.floor(whole.length / 2)));
    const engine = new EngineProcess(enginePath, () => undefined);
    try {
      await assert.rejects(engine.load(loadParams(path)), { code: "model_unsupported" });
      assert.ok((await engine.load({ ...loadParams(), gpu: "auto" })).gpuReason.endsWith("."));
      assert.equal((await engine.generate(say(call), undefined)).text, call);
    } finally {
      await engine.kill();
    }
  });
});
