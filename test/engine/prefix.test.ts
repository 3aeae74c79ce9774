// Prefix reuse against a sequence that only counts.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chunkTokens, prefill, type Sequence } from "../../src/engine/prefix.ts";

class CountingSequence implements Sequence<number> {
  contextTokens: number[];
  readonly evaluated: number[] = [];

  constructor(held: number[] = []) {
    this.contextTokens = held;
  }

  eraseContextTokenRanges(ranges: { start: number; end: number }[]): Promise<void> {
    for (const { start, end } of ranges) this.contextTokens.splice(start, end - start);
    return Promise.resolve();
  }

  evaluateWithoutGeneratingNewTokens(tokens: number[]): Promise<void> {
    this.contextTokens.push(...tokens);
    this.evaluated.push(tokens.length);
    return Promise.resolve();
  }
}

const never = new AbortController().signal;
const count = (length: number): number[] => Array.from({ length }, (_, index) => index);

describe("prefill", () => {
  it("leaves a short prompt whole for the caller", async () => {
    const sequence = new CountingSequence();
    assert.deepEqual(await prefill(sequence, [1, 2, 3], never), { reused: 0, rest: [1, 2, 3] });
    assert.deepEqual(sequence.evaluated, []);
  });

  it("keeps the common prefix and erases the rest", async () => {
    const sequence = new CountingSequence([1, 2, 9, 9]);
    assert.deepEqual(await prefill(sequence, [1, 2, 3, 4], never), { reused: 2, rest: [3, 4] });
    assert.deepEqual(sequence.contextTokens, [1, 2]);
  });

  it("evaluates at least the last token of a prompt that is held whole", async () => {
    const sequence = new CountingSequence([1, 2, 3]);
    assert.deepEqual(await prefill(sequence, [1, 2, 3], never), { reused: 2, rest: [3] });
  });

  it("evaluates in chunks", async () => {
    const sequence = new CountingSequence();
    const { rest } = await prefill(sequence, count(chunkTokens * 2 + 1), never);
    assert.deepEqual(sequence.evaluated, [chunkTokens, chunkTokens]);
    assert.deepEqual(rest, [chunkTokens * 2]);
  });

  it("stops between two chunks", async () => {
    const sequence = new CountingSequence();
    const cancel = new AbortController();
    const running = prefill(sequence, count(chunkTokens * 5), cancel.signal);
    cancel.abort(new Error("enough"));
    await assert.rejects(running, { message: "enough" });
    assert.equal(sequence.evaluated.length, 1);
  });
});
