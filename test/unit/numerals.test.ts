// Numbers as requests say them.
import assert from "node:assert/strict";
import { findNumerals, readNumeral } from "../../src/core/numerals.ts";
import { readCalls } from "../../src/core/formats/callSyntax.ts";
import { splitWords } from "../../src/core/words.ts";

describe("numerals", () => {
  const said: [string, number | undefined][] = [
    ["12", 12],
    ["-3.50", -3.5],
    ["1,250.50", 1250.5],
    ["12,50", undefined],
    ["seven", 7],
    ["Twenty", 20],
    ["twenty-five", 25],
    ["forty two", 42],
    ["2.5 million", 2_500_000],
    ["10 k", 10_000],
    ["three hundred", 300],
    ["a lot", undefined],
    ["one two", undefined],
    ["", undefined],
  ];
  for (const [text, value] of said)
    it(`reads ${JSON.stringify(text)} as ${String(value)}`, () => {
      assert.equal(readNumeral(text), value);
    });

  it("finds numbers of one and of two words, glued units apart", () => {
    const found = findNumerals(splitWords("lend $1,200 for seven months at 5% and 3 million km"));
    assert.deepEqual(
      found.map(({ text }) => text),
      ["1,200", "seven", "5", "3", "3 million"],
    );
  });

  it("reads copied numbers in a call, thousands only behind a space", () => {
    const text =
      "<start_function_call>call:pay{amount: 1,250.50,days: seven,list:[ 1, 250,2],total: 2.5 million}<end_function_call>";
    const read = readCalls(text);
    assert.ok(read.ok);
    assert.deepEqual(read.calls[0]?.arguments, {
      amount: 1250.5,
      days: 7,
      list: [1, 250, 2],
      total: 2_500_000,
    });
  });
});
