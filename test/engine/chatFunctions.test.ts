// The peer: the same GGUF through node-llama-cpp's own function calling, in the engine process.
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { EngineProcess } from "../../src/host/engineProcess.ts";
import { enginePath, loadParams, say } from "./testModel.ts";

const tools = [
  {
    name: "weather",
    description: "Weather of a city",
    parameters: {
      type: "object",
      properties: { city: { type: "string" }, unit: { type: "string", enum: ["C", "F"] } },
      required: ["city"],
    },
  },
];

describe("chat functions in the engine process", () => {
  let engine: EngineProcess;

  before(async () => {
    engine = new EngineProcess(enginePath, (lastWords) => console.error(lastWords));
    await engine.load({ ...loadParams(), contextSize: 2048 });
  });

  after(async () => engine.kill());

  it("answers with calls of the given tools or with text, and leaves the router's prefix alone", async () => {
    const before = await engine.generate(say("lint"), undefined);
    const answer = await engine.chatFunctions(
      { tools, request: "weather in Oslo", maxTokens: 32 },
      undefined,
    );
    assert.ok(answer.chatMs > 0);
    assert.equal(typeof answer.text, "string");
    for (const call of answer.calls) {
      assert.equal(call.name, "weather");
      assert.ok(!Object.values(call.arguments).includes(null));
    }
    const again = await engine.generate(say("lint"), undefined);
    assert.equal(again.reusedTokens, before.promptTokens - 1);
  });

  it("can be cancelled", async () => {
    const stop = new AbortController();
    const answer = engine.chatFunctions({ tools, request: "weather in Rome", maxTokens: 2000 }, stop.signal);
    stop.abort();
    await assert.rejects(answer, { code: "cancelled" });
  });
});
