import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { summariseBaseline } from "../../src/core/bench/baseline.ts";
import { inRounds } from "../../src/core/bench/rounds.ts";

describe("the rounds of a benchmark", () => {
  async function run(budgetMs: number, each: number) {
    const asked: (readonly [string, number | undefined])[] = [];
    const rounds = await inRounds({ rows: ["a", "b"], rounds: 4, budgetMs }, (row, share) => {
      asked.push([row, share]);
      return Promise.resolve(each);
    });
    return { rounds, asked };
  }

  it("warm up once, then tell every question how much is done", async () => {
    const { rounds, asked } = await run(1000, 1);
    assert.equal(rounds, 4);
    assert.deepEqual(
      asked.map(([row]) => row),
      ["a", "b", "a", "b", "a", "b", "a", "b", "a", "b"],
    );
    assert.deepEqual(
      asked.map(([, share]) => share),
      [undefined, undefined, 0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875],
    );
  });

  it("end before the round that would not fit, but not before one is measured", async () => {
    // 10 ms each: the warm-up and two rounds take 60 ms, the third would end at 80.
    assert.equal((await run(79, 10)).rounds, 2);
    assert.equal((await run(80, 10)).rounds, 3);
    assert.equal((await run(0, 10)).rounds, 1);
  });

  it("end with the first error", async () => {
    const failing = inRounds({ rows: ["a"], rounds: 4, budgetMs: 9 }, () =>
      Promise.reject(new Error("gone")),
    );
    await assert.rejects(failing, /gone/);
  });
});

describe("the peer of a benchmark", () => {
  const samples = [9, 1, 5].map((ms) => ({ ms, cutMs: ms / 2, right: ms === 5 }));

  it("is summed up by nearest-rank percentiles and its share of right calls", () => {
    assert.deepEqual(summariseBaseline("peer", samples, undefined), {
      name: "peer",
      p50_ms: 5,
      p95_ms: 9,
      same_length_p50_ms: 2.5,
      n: 3,
      right: 0.3333,
    });
  });

  it("has no figures when it failed or was never asked, but a reason", () => {
    const failed = summariseBaseline("peer", samples, "It has no template.");
    assert.deepEqual([failed.p50_ms, failed.problem, failed.n], [null, "It has no template.", 3]);
    assert.match(summariseBaseline("peer", [], undefined).problem ?? "", /not asked/);
  });
});
