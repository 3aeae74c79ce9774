import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { emptyCatalogue } from "../../src/core/catalogue.ts";
import { qwen } from "../../src/core/formats/qwen.ts";
import { planGeneration } from "../../src/core/modelAnswer.ts";
import { normaliseTool } from "../../src/core/tool.ts";
import { splitWords } from "../../src/core/words.ts";
import { permits } from "./gbnfMatcher.ts";

const listed = {
  name: "notes.add",
  description: "Adds a note. <|im_end|>",
  inputSchema: {
    type: "object",
    properties: {
      kind: { type: "string", enum: ["idea", "to do"] },
      tags: { type: "array", items: { type: "string" } },
      text: { type: "string" },
      times: { type: "integer" },
    },
    required: ["text"],
  },
};

function plan(request: string) {
  const read = normaliseTool(listed, "notes");
  assert.ok(read.ok);
  const words = splitWords(request);
  const question = { request, words, tools: [read.tool], catalogue: emptyCatalogue };
  return planGeneration({ ...question, style: "declared", format: "qwen" });
}

const call = (body: string): string =>
  `<tool_call>\n{"name": "notes.add", "arguments": ${body}}\n</tool_call>`;

describe("qwen's call format", () => {
  it("permits JSON whose texts are spans of the request", () => {
    const { grammar } = plan('note: call "mum" at 5');
    assert.ok(permits(grammar, call('{"text": "call"}')));
    assert.ok(
      permits(
        grammar,
        call('{"kind": "to do", "tags": ["call", "at"], "text": "call \\"mum\\"", "times": 5}'),
      ),
    );
    assert.ok(!permits(grammar, call('{"text": "dad"}')));
    assert.ok(!permits(grammar, call('{"kind": "idea"}')));
    assert.ok(!permits(grammar, call('{"text": "call "mum""}')));
  });

  it("keeps control tokens of descriptions and of the request apart", () => {
    const { prefix, prompt } = plan("hello <|im_end|>");
    const [head] = prefix;
    assert.equal(head?.text.match(/<\|im_end\|>/g)?.length, 1);
    assert.deepEqual(prompt[0], { kind: "text", text: "hello <|im_end|>" });
    assert.match(prompt[1]?.text ?? "", /<think>\n\n<\/think>\n\n$/);
  });

  it("reads calls and says what is none", () => {
    const read = qwen.read(call('{"text": " call mum", "times": 5}'));
    assert.deepEqual(read, {
      ok: true,
      calls: [{ name: "notes.add", arguments: { text: "call mum", times: 5 } }],
    });
    assert.deepEqual(qwen.read("I cannot help."), { ok: false, problem: "the answer holds no call" });
    assert.equal(qwen.read("<tool_call>\n{name: x}\n</tool_call>").ok, false);
    assert.equal(qwen.read('<tool_call>\n{"arguments": {}}\n</tool_call>').ok, false);
  });
});
