import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import type { BenchReport } from "../../src/core/bench/report.ts";

interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

// The shape of a real run, never its speed: a busy machine must not fail it.
describe("tool-router bench", function () {
  this.timeout(240_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "tool-router-bench-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(args: readonly string[]): Promise<Finished> {
    const state = join(folder, "state");
    const on = { TOOL_ROUTER_JOURNAL: "on", NO_COLOR: "1" };
    const env = { ...process.env, ...on, XDG_STATE_HOME: state, LOCALAPPDATA: state };
    const all = [resolve("dist/cli.mjs"), ...args, "--workspace", resolve("test/fixtures/workspaces/demo")];
    return new Promise((done) => {
      const child = execFile(process.execPath, all, { env, maxBuffer: 64 << 20 }, (error, out, err) =>
        done({ code: error ? (typeof error.code === "number" ? error.code : 1) : 0, out, err }),
      );
      child.stdin?.end();
    });
  }

  it("measures a cold start, warm routes of three sizes, the peer and the limits, and writes no journal", async () => {
    const { code, out, err } = await run(["bench", "--rounds", "2", "--cpu", "--json"]);
    assert.equal(code, 0, err);
    const report = JSON.parse(out) as BenchReport;
    assert.deepEqual([report.model, report.rounds, report.gpu], ["router-nano", 2, false]);
    assert.ok(report.cold_start_ms > report.first_route_ms);
    assert.ok(report.cold_start_ms > report.load_ms && report.load_ms > 0);
    // A process with Node and a model in it holds tens of MiB; bytes or KiB would be far off.
    assert.ok(report.rss_mb > 20 && report.rss_mb < 100_000, String(report.rss_mb));

    for (const [size, warm] of Object.entries(report.warm)) {
      assert.equal(String(warm.tools), size);
      assert.ok(warm.n > 0 && warm.n % 12 === 0, `${warm.n} routes`);
      const { min_ms, p50_ms, p95_ms, p99_ms, max_ms, mean_ms } = warm;
      assert.ok(0 < min_ms && min_ms <= p50_ms && p50_ms <= p95_ms && p95_ms <= p99_ms && p99_ms <= max_ms);
      const staged = Object.values(warm.stages).reduce((sum, ms) => sum + ms, 0);
      assert.ok(Math.abs(staged - mean_ms) < 0.01 + mean_ms * 0.01, `${staged} of ${mean_ms}`);
      assert.ok(warm.prefix_hit >= 0 && warm.prefix_hit <= 1);
      assert.ok((warm.prefill_tokens_per_s ?? 0) > 0);
    }
    assert.ok(report.warm["4"].right >= 0.9, "the shipped model knows the built-in tools");
    assert.ok(report.warm["500"].stages.shortlist > 0);

    const { baseline, limits, limit_share: share } = report;
    assert.ok(baseline.p50_ms !== null && baseline.p50_ms > 0, baseline.problem);
    assert.ok(baseline.n > 0);
    const { ratio_same_length: sameLength } = report;
    assert.ok(sameLength !== null && sameLength > 0);
    assert.ok(Math.abs((report.ratio ?? 0) - baseline.p50_ms / report.warm["4"].p50_ms) < 0.01);
    assert.ok(limits && limits.memory_gb_s > 0.1 && limits.memory_gb_s < 10_000);
    // Nothing is faster than its bound.
    assert.ok(share !== null && share > 0 && share <= 1, String(share));
    assert.ok(!existsSync(join(folder, "state")));
  });

  it("says what is wrong with a model or a number of rounds before it measures", async () => {
    const model = await run(["bench", "--model", "unknown-model"]);
    assert.deepEqual([model.code, model.err.includes("There is no model")], [1, true]);
    const rounds = await run(["bench", "--rounds", "0"]);
    assert.deepEqual([rounds.code, rounds.err.includes("--rounds 0 is not a whole number")], [1, true]);
  });
});
