import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chatBody, readChatReply } from "../../src/core/openAiChat.ts";
import { normaliseTool, type Tool } from "../../src/core/tool.ts";

const listed = normaliseTool(
  { name: "math.area", description: "Area", inputSchema: { type: "object" } },
  "row",
);
assert.ok(listed.ok);
const tools: Tool[] = [listed.tool];
const reply = (message: unknown): unknown => ({ choices: [{ message }] });

describe("an OpenAI-compatible endpoint's words", () => {
  it("declare tools under names that the API takes, and get them back", () => {
    const body = chatBody("some", "how big is it", tools);
    assert.deepEqual(body["messages"], [{ role: "user", content: "how big is it" }]);
    assert.equal(body["tool_choice"], "auto");
    assert.match(JSON.stringify(body["tools"]), /"name":"math_area"/);
    const read = readChatReply(
      reply({ tool_calls: [{ function: { name: "math_area", arguments: '{"base": 2}' } }] }),
      tools,
    );
    assert.deepEqual(read, { calls: [{ name: "math.area", arguments: { base: 2 } }], text: "" });
  });

  it("leave the tools out where there are none", () => assert.ok(!("tools" in chatBody("some", "hi", []))));

  it("take arguments as text, as an object, or as nothing", () => {
    for (const values of ["", "{}", {}]) {
      const read = readChatReply(
        reply({ tool_calls: [{ function: { name: "math_area", arguments: values } }] }),
        tools,
      );
      assert.deepEqual(read.calls, [{ name: "math.area", arguments: {} }]);
    }
  });

  it("say what is wrong with a reply", () => {
    for (const body of [undefined, {}, { choices: [] }])
      assert.match(readChatReply(body, tools).problem ?? "", /no message/);
    for (const broken of [{ function: { name: "x", arguments: "{" } }, { function: {} }, 3])
      assert.match(readChatReply(reply({ tool_calls: [broken] }), tools).problem ?? "", /cannot be read/);
    assert.deepEqual(readChatReply(reply({ content: "hello" }), tools), { calls: [], text: "hello" });
  });
});
