import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  lowerBoundMs,
  shareOfLimit,
  summariseWarm,
  type BenchReport,
  type BenchSample,
  type MachineLimits,
} from "../../src/core/bench/report.ts";
import { writeBenchTable } from "../../src/core/bench/table.ts";
import type { RouteOutcome, TokenCounts } from "../../src/core/decision.ts";

// One pass over the weights: 2e6 bytes at 10 GB/s with two threads take 0.1 ms.
const limits: MachineLimits = {
  memory_gb_s: 8,
  weights_gb_s: 10,
  model_bytes: 2_000_000,
  prefill_peak_tokens_per_s: 1000,
  threads: 2,
};

function sample(ms: number, tokens: TokenCounts, right = true): BenchSample {
  const outcome: RouteOutcome = {
    request: "list tides",
    decision: { kind: "none", reason: "", confidence: 1, alternatives: [] },
    recovery: "none",
    rules: { agrees: false },
    timings: { total: ms, shortlist: 0.5, prompt: 1, prefill: 4, decode: 2, validate: 0.25 },
    tokens,
    model: "router-x",
    raw: "",
  };
  return { ms, outcome, right };
}
const short = { questions: 1, prompt: 20, reused: 10, answer: 5 };

describe("the figures of warm routes", () => {
  it("sum stages, what is between them, and percentiles", () => {
    const warm = summariseWarm(4, [sample(10, short), sample(12, short, false), sample(8, short)]);
    assert.deepEqual([warm.p50_ms, warm.p95_ms, warm.p99_ms], [10, 12, 12]);
    assert.deepEqual([warm.mean_ms, warm.min_ms, warm.max_ms], [10, 8, 12]);
    assert.deepEqual(warm.stages, {
      shortlist: 0.5,
      prompt: 1,
      prefill: 4,
      decode: 2,
      validate: 0.25,
      other: 2.25,
    });
    assert.deepEqual([warm.model, warm.tools, warm.n, warm.right], ["router-x", 4, 3, 0.6667]);
  });

  it("count new prompt tokens, and answer tokens behind the first of each question", () => {
    const warm = summariseWarm(4, [
      sample(10, short),
      sample(10, { ...short, questions: 2, reused: 20, answer: 8 }),
    ]);
    assert.equal(warm.prefill_tokens_per_s, 1250); // 10 in 8 ms
    assert.equal(warm.decode_tokens_per_s, 2500); // 4 + 6 in 4 ms
    assert.equal(warm.prefix_hit, 0.75);
  });

  it("say nothing of tokens where no model was asked", () => {
    const none = { questions: 0, prompt: 0, reused: 0, answer: 0 };
    const warm = summariseWarm(4, [sample(1, none)]);
    assert.deepEqual([warm.prefill_tokens_per_s, warm.decode_tokens_per_s, warm.prefix_hit], [null, null, 0]);
  });
});

describe("the lower bound of a route", () => {
  const bound = (tokens: TokenCounts): number => lowerBoundMs(sample(1, tokens).outcome, limits);
  const near = (left: number, right: number): void =>
    assert.ok(Math.abs(left - right) < 1e-9, `${left} is not ${right}`);

  it("is arithmetic for new prompt tokens, and a pass over the weights for every token behind the first", () => {
    near(bound(short), 10 + 4 * 0.1);
  });

  it("is a pass a question where the prompt is evaluated already", () => {
    near(bound({ questions: 2, prompt: 20, reused: 20, answer: 6 }), 2 * 0.1 + 4 * 0.1);
  });

  it("becomes a share by the median of the routes that asked a model", () => {
    const none = { questions: 0, prompt: 0, reused: 0, answer: 0 };
    const routes = [sample(20.8, short), sample(104, short), sample(13, short), sample(0.1, none)];
    assert.equal(shareOfLimit(routes, limits), 0.5);
  });
});

describe("the table of a benchmark", () => {
  const warm = summariseWarm(4, [sample(10, short)]);
  const report: BenchReport = {
    machine: "A processor",
    model: "router-x",
    rounds: 8,
    gpu: false,
    cold_start_ms: 812.4,
    load_ms: 640,
    first_route_ms: 21.5,
    rss_mb: 100.4,
    warm: {
      "4": warm,
      "36": { ...warm, tools: 36 },
      "500": { ...warm, tools: 500, decode_tokens_per_s: null },
    },
    baseline: { name: "the peer", p50_ms: 400, p95_ms: 500, n: 8, right: 0.05 },
    ratio: 40,
    ratio_same_length: 6,
    limit_share: 0.25,
    limits,
  };

  it("has a line a size whose columns stand under their titles", () => {
    const lines = writeBenchTable(report).split("\n");
    const from = lines.findIndex((line) => /\bp50\b.*\bp95\b/.test(line));
    const table = lines.slice(from, from + 4);
    assert.deepEqual(
      table.slice(1).map((line) => line.trim().split(/\s+/)[0]),
      ["4", "36", "500"],
    );
    assert.equal(new Set(table.map((line) => line.length)).size, 1);
    assert.match(table[3] ?? "", /–/);
  });

  it("compares with the peer and with the machine", () => {
    const text = writeBenchTable(report);
    assert.match(
      text,
      /the peer, four tools: p50 400 ms, 5\.0 % right; Tool Router is 40\.0 times as fast, 6\.0 times against/,
    );
    assert.match(text, /25 % of this machine's limit: memory 8 GB\/s/);
  });

  it("says why there is no peer, and leaves out limits that were not measured", () => {
    const text = writeBenchTable({
      ...report,
      gpu: "cuda",
      baseline: { name: "the peer", p50_ms: null, n: 0, problem: "It has no template." },
      ratio: null,
      ratio_same_length: null,
      limit_share: null,
      limits: null,
    });
    assert.match(text, /\(cuda\)/);
    assert.match(text, /the peer: It has no template\./);
    assert.doesNotMatch(text, /limit/);
  });
});
