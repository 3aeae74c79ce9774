import assert from "node:assert/strict";
import { describe, it } from "mocha";
import golden from "../../contract/golden/qwen.json" with { type: "json" };
import type { TemplateInput } from "../../src/core/formats/callFormat.ts";
import { qwen, renderQwen } from "../../src/core/formats/qwen.ts";

interface Vector {
  readonly name: string;
  readonly tools: TemplateInput["tools"];
  readonly messages: TemplateInput["messages"];
  readonly add_generation_prompt: boolean;
  readonly text: string;
}

const vectors = golden as unknown as readonly Vector[];

describe("qwen contract", () => {
  for (const { name, tools, messages, add_generation_prompt: addGenerationPrompt, text } of vectors) {
    it(`renders ${name} as Python does`, () => {
      assert.equal(renderQwen({ tools, messages, addGenerationPrompt }), text);
    });
  }

  it("reads back every call that the template writes", () => {
    for (const { name, messages } of vectors) {
      const turn = messages.find((message) => message.tool_calls);
      if (!turn?.tool_calls) continue;
      const read = qwen.read(renderQwen({ tools: [], messages: [turn], addGenerationPrompt: false }));
      assert.ok(read.ok, name);
      assert.deepEqual(
        read.calls.map((call) => call.name),
        turn.tool_calls.map((call) => call.name),
      );
    }
  });
});
