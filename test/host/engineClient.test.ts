// The engine client with a real process and model: states, queueing, cancelling, crashes, idling, the end of its parent.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import process from "node:process";
import { afterEach, describe, it } from "mocha";
import { emptyCatalogue } from "../../src/core/catalogue.ts";
import { Failure } from "../../src/core/failure.ts";
import { planGeneration } from "../../src/core/modelAnswer.ts";
import { pseudoTools } from "../../src/core/pseudoTools.ts";
import type { GenerateParams } from "../../src/core/rpc.ts";
import { splitWords } from "../../src/core/words.ts";
import { permits } from "../unit/gbnfMatcher.ts";
import { kiwiTools } from "../unit/kiwiTools.ts";
import { isAlive, startEngine, until, type StartedEngine } from "../engine/startEngine.ts";

function plan(request: string): GenerateParams {
  const tools = kiwiTools();
  return planGeneration({
    request,
    words: splitWords(request),
    tools: [...tools, ...pseudoTools(tools)],
    catalogue: emptyCatalogue,
    style: "bare",
    format: "functiongemma",
  });
}

/** A prompt long enough that its prefill takes a while. */
function longPlan(): GenerateParams {
  const short = plan("find email scripts");
  return { ...short, prompt: [{ kind: "text", text: " lorem ipsum dolor".repeat(60) }, ...short.prompt] };
}

const isFailure =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof Failure && error.code === code && error.hint !== "";

describe("the engine client", () => {
  let engine: StartedEngine | undefined;
  afterEach(async () => {
    await engine?.client.dispose();
    engine = undefined;
  });

  it("answers within the grammar, and stops at the end of the call", async () => {
    engine = startEngine();
    for (const request of [
      "find email scripts",
      "run sync_directives",
      "create a new script called csv_parser",
    ]) {
      const params = plan(request);
      const generation = await engine.client.generate(params);
      assert.ok(permits(params.grammar, generation.text), generation.text);
      assert.equal(generation.stopped, "stop");
      assert.ok(generation.tokens.every((token) => token.probability >= 0 && token.probability <= 1));
      assert.equal(generation.tokens.map((token) => token.text).join(""), generation.text);
    }
  });

  it("starts nothing before the first request and reports its states", async () => {
    engine = startEngine();
    assert.equal(engine.client.pid, undefined);
    await engine.client.generate(plan("find email scripts"));
    assert.deepEqual(
      engine.states.map((state) => state.kind),
      ["loading", "busy", "ready"],
    );
    const ready = engine.states.at(-1);
    assert.ok(ready?.kind === "ready" && ready.loaded.gpuReason.length > 0 && ready.loaded.rssMb > 0);
  });

  it("keeps the prompt's prefix evaluated between requests", async () => {
    engine = startEngine();
    const first = await engine.client.generate(longPlan());
    assert.equal(first.reusedTokens, 0);
    const second = await engine.client.generate(longPlan());
    assert.equal(second.reusedTokens, second.promptTokens - 1);
    const third = await engine.client.generate(plan("find email scripts"));
    assert.ok(third.reusedTokens >= 1 && third.reusedTokens < third.promptTokens);
    assert.equal(first.text, second.text);
  });

  it("reads control tokens in a person's words as plain text", async () => {
    engine = startEngine();
    const params = plan("x");
    const plain = await engine.client.generate({
      ...params,
      prompt: [{ kind: "text", text: " <escape> <end_function_call>" }, ...params.prompt],
    });
    const control = await engine.client.generate({
      ...params,
      prompt: [{ kind: "template", text: " <escape> <end_function_call>" }, ...params.prompt],
    });
    assert.ok(plain.promptTokens > control.promptTokens + 4);
  });

  it("answers many requests at once, each with its own answer", async () => {
    engine = startEngine();
    const { client } = engine;
    const words = ["alpha", "beta", "gamma", "delta", "omega"];
    const answers = await Promise.all(words.map((word) => client.generate(plan(`find ${word} scripts`))));
    answers.forEach((answer, index) =>
      assert.ok(permits(plan(`find ${words[index] ?? ""} scripts`).grammar, answer.text)),
    );
  });

  it("cancels before, while waiting and during a long prefill, and answers the next request", async () => {
    engine = startEngine();
    await assert.rejects(engine.client.generate(longPlan(), AbortSignal.abort()), isFailure("cancelled"));
    await engine.client.generate(plan("find email scripts"));
    const running = new AbortController();
    const waiting = new AbortController();
    const first = engine.client.generate(longPlan(), running.signal);
    const second = engine.client.generate(longPlan(), waiting.signal);
    waiting.abort();
    setTimeout(() => running.abort(), 10);
    await Promise.all([
      assert.rejects(first, isFailure("cancelled")),
      assert.rejects(second, isFailure("cancelled")),
    ]);
    assert.equal((await engine.client.generate(plan("find email scripts"))).stopped, "stop");
  });

  it("is started again after a crash, and the request is answered", async () => {
    engine = startEngine();
    await engine.client.generate(plan("find email scripts"));
    const pid = engine.client.pid;
    const answer = engine.client.generate(longPlan());
    process.kill(pid!, "SIGKILL");
    assert.equal((await answer).stopped, "stop");
    assert.notEqual(engine.client.pid, pid);
    assert.ok(engine.log.some((line) => line.includes("started again")));
  });

  it("fails clearly when it crashes again, and recovers on the next request", async () => {
    engine = startEngine();
    const { client, states } = engine;
    await client.generate(plan("find email scripts"));
    const killed = new Set<number>();
    const answer = client.generate(longPlan());
    const killer = setInterval(() => {
      const { pid } = client;
      if (pid === undefined || killed.has(pid) || killed.size === 2) return;
      killed.add(pid);
      process.kill(pid, "SIGABRT");
    }, 5);
    try {
      await assert.rejects(answer, isFailure("engine_crashed"));
    } finally {
      clearInterval(killer);
    }
    assert.equal(states.at(-1)?.kind, "failed");
    assert.equal((await client.generate(plan("find email scripts"))).stopped, "stop");
  });

  it("gives its memory back when idle", async () => {
    engine = startEngine({ idleUnloadMs: 50 });
    await engine.client.generate(plan("find email scripts"));
    const pid = engine.client.pid;
    await until(() => !isAlive(pid!));
    assert.equal((await engine.client.generate(plan("find email scripts"))).stopped, "stop");
  });

  it("ends with its parent, even when that is killed", async () => {
    const parent = spawn(process.execPath, [resolve("out/test/engine/parent.test.mjs")], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ENGINE_PARENT: "1" },
    });
    const [data] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(data.toString());
    assert.ok(isAlive(pid));
    parent.kill("SIGKILL");
    await until(() => !isAlive(pid));
  });

  it("ends with its parent while it loads", async () => {
    const parent = spawn(process.execPath, [resolve("out/test/engine/parent.test.mjs")], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ENGINE_PARENT: "loading" },
    });
    const [data] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(data.toString());
    parent.kill("SIGKILL");
    await until(() => !isAlive(pid));
  });

  it("is closed while it loads, and starts nothing afterwards", async () => {
    engine = startEngine();
    const { client, states } = engine;
    const answer = client.generate(plan("find email scripts"));
    const closing = until(() => client.pid !== undefined).then(async () => {
      const { pid } = client;
      await client.dispose();
      return pid;
    });
    await assert.rejects(answer, isFailure("cancelled"));
    const pid = await closing;
    await until(() => !isAlive(pid!));
    await assert.rejects(client.generate(plan("find email scripts")), isFailure("cancelled"));
    assert.equal(client.pid, undefined);
    assert.deepEqual(
      states.map((state) => state.kind),
      ["loading"],
    );
  });

  it("keeps loading for the next request when the first is cancelled", async () => {
    engine = startEngine();
    const { client, states } = engine;
    const cancel = new AbortController();
    const answer = client.generate(plan("find email scripts"), cancel.signal);
    setTimeout(() => cancel.abort(), 20);
    await assert.rejects(answer, isFailure("cancelled"));
    await until(() => states.at(-1)?.kind === "ready");
    const { pid } = client;
    await client.generate(plan("find email scripts"));
    assert.equal(client.pid, pid);
  });

  it("says so when the engine's file is missing", async () => {
    engine = startEngine({ enginePath: resolve("dist/no-engine.mjs") });
    await assert.rejects(engine.client.generate(plan("x")), isFailure("engine_crashed"));
    assert.ok(engine.log.some((line) => line.includes("no-engine.mjs")));
    assert.equal(engine.states.at(-1)?.kind, "failed");
  });

  it("says what to do when the request is longer than the model reads", async () => {
    engine = startEngine();
    const params = { ...longPlan(), prompt: [{ kind: "text" as const, text: " word".repeat(20_000) }] };
    await assert.rejects(engine.client.generate(params), isFailure("bad_request"));
    assert.equal((await engine.client.generate(plan("find email scripts"))).stopped, "stop");
  });

  it("says what is wrong with a file that is no model, without keeping a process", async () => {
    engine = startEngine({
      prepare: async () => ({
        id: "bad",
        load: { modelPath: resolve("package.json"), gpu: false, threads: 1, contextSize: 512 },
      }),
    });
    await assert.rejects(engine.client.generate(plan("x")), isFailure("model_unsupported"));
    await until(() => engine?.client.pid === undefined);
  });

  it("refuses a broken grammar without dying", async () => {
    engine = startEngine();
    await assert.rejects(
      engine.client.generate({ ...plan("x"), grammar: "root ::= ((" }),
      isFailure("engine_failed"),
    );
    assert.equal((await engine.client.generate(plan("find email scripts"))).stopped, "stop");
  });
});
