import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { emptyCatalogue } from "../../src/core/catalogue.ts";
import { planGeneration } from "../../src/core/modelAnswer.ts";
import { normaliseTool } from "../../src/core/tool.ts";
import { splitWords } from "../../src/core/words.ts";
import { permits } from "./gbnfMatcher.ts";

const E = "<escape>";
const call = (body: string): string => `<start_function_call>call:${body}<end_function_call>`;

function grammarOf(items: object, request: string): string {
  const read = normaliseTool(
    {
      name: "f",
      description: "",
      inputSchema: { type: "object", properties: { a: { type: "array", items } }, required: ["a"] },
    },
    "test",
  );
  assert.ok(read.ok);
  const words = splitWords(request);
  const question = { request, words, tools: [read.tool], catalogue: emptyCatalogue };
  return planGeneration({ ...question, style: "declared_words", format: "functiongemma" }).grammar;
}

const numbers = (...said: readonly string[]): string =>
  call(`f{a:[${said.map((one) => ` ${one}`).join(",")}]}`);
const texts = (...said: readonly string[]): string =>
  call(`f{a:[${said.map((one) => `${E} ${one}${E}`).join(",")}]}`);

describe("lists of copied values", () => {
  it("hold the request's numbers in its order, as often as it says them", () => {
    const grammar = grammarOf({ type: "number" }, "bars for 5, 7.5, 5 and twelve");
    assert.ok(permits(grammar, numbers("5")));
    assert.ok(permits(grammar, numbers("5", "7.5", "5", "twelve")));
    assert.ok(permits(grammar, numbers("7.5", "twelve")));
    assert.ok(permits(grammar, numbers("5", "5")));
    assert.ok(!permits(grammar, numbers("7.5", "7.5")));
    assert.ok(!permits(grammar, numbers("twelve", "5")));
    assert.ok(!permits(grammar, numbers("6")));
  });

  it("hold whole numbers alone where the schema wants those", () => {
    const grammar = grammarOf({ type: "integer" }, "bars for 5, 7.5 and 9");
    assert.ok(permits(grammar, numbers("5", "9")));
    assert.ok(!permits(grammar, numbers("7.5")));
  });

  it("hold spans of the request in its order", () => {
    const grammar = grammarOf({ type: "string" }, "invite Ann Lee, Bo and Cy");
    assert.ok(permits(grammar, texts("Ann Lee", "Bo", "Cy")));
    assert.ok(permits(grammar, texts("Bo")));
    assert.ok(!permits(grammar, texts("Bo", "Ann Lee")));
    assert.ok(!permits(grammar, texts("Bo", "Bo")));
    assert.ok(!permits(grammar, texts("Ann", "Ann Lee")));
  });

  it("take words between quotes without the quotes, and no separators at the ends", () => {
    const grammar = grammarOf({ type: "string" }, "use 'Age', 'Net Income' and the players' names, please.");
    assert.ok(permits(grammar, texts("Age", "Net Income")));
    assert.ok(permits(grammar, texts("the players ' names")));
    for (const bad of ["Age '", "' Age", "Age ' , ' Net", "names ,", ", please"]) {
      assert.ok(!permits(grammar, texts(bad)), bad);
    }
    assert.ok(permits(grammarOf({ type: "string" }, 'call it the "big one" now'), texts('the " big one "')));
  });

  it("end: choices are no more than there are, and other items no more than a dozen", () => {
    const choices = grammarOf({ type: "string", enum: ["red", "blue"] }, "paint it");
    const item = (name: string): string => `${E}${name}${E}`;
    assert.ok(permits(choices, call(`f{a:[${item("red")},${item("blue")}]}`)));
    assert.ok(!permits(choices, call(`f{a:[${[1, 2, 3].map(() => item("red")).join(",")}]}`)));
    const flags = grammarOf({ type: "boolean" }, "flip them");
    assert.ok(permits(flags, call(`f{a:[${Array(12).fill("true").join(",")}]}`)));
    assert.ok(!permits(flags, call(`f{a:[${Array(13).fill("true").join(",")}]}`)));
  });

  it("are empty where the request says nothing that fits", () => {
    assert.ok(permits(grammarOf({ type: "number" }, "no figures here"), call("f{a:[]}")));
  });

  it("stay small for a long request", () => {
    const words = Array.from({ length: 200 }, (_, index) => `word${index}`).join(" ");
    assert.ok(grammarOf({ type: "string" }, words).length < 100_000);
  });
});
