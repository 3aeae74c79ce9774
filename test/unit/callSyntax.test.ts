import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readCalls } from "../../src/core/formats/callSyntax.ts";

describe("callSyntax", () => {
  it("reads texts, numbers, truth values, lists and objects", () => {
    const read = readCalls(
      "<start_function_call>call:f{a:<escape> x y<escape>,b:-2.5,c:true,d:[1,<escape>z<escape>],e:{k:null}}<end_function_call>",
    );
    assert.deepEqual(read, {
      ok: true,
      calls: [{ name: "f", arguments: { a: "x y", b: -2.5, c: true, d: [1, "z"], e: { k: null } } }],
    });
  });

  it("reads several calls in order", () => {
    const read = readCalls(
      "<start_function_call>call:a{}<end_function_call><start_function_call>call:b{}<end_function_call>",
    );
    assert.ok(read.ok);
    assert.deepEqual(
      read.calls.map((one) => one.name),
      ["a", "b"],
    );
  });

  it("names the place of a problem", () => {
    for (const text of [
      "",
      "hello",
      "<start_function_call>call:f{a:}<end_function_call>",
      "<start_function_call>call:f{a:<escape>x}",
      "<start_function_call>call:f{",
      "<start_function_call>f{}",
    ]) {
      const read = readCalls(text);
      assert.equal(read.ok, false, text);
    }
  });

  it("is not fooled by keys of Object's prototype or by nesting", () => {
    const read = readCalls("<start_function_call>call:f{__proto__:{x:1},constructor:2}<end_function_call>");
    assert.ok(read.ok);
    assert.deepEqual(Object.keys(read.calls[0]!.arguments), ["constructor"]);
    assert.equal(readCalls(`<start_function_call>call:f{a:${"{a:".repeat(5000)}`).ok, false);
  });
});
