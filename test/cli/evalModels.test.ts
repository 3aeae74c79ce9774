// tool-router eval with changes to a model: an adapter and the same without it, another call format, a calibration.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { after, before, describe, it } from "mocha";
import { loraFile } from "./loraFile.ts";

interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe("tool-router eval with another setting of the model", () => {
  let folder: string;
  let rows: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tool-router-"));
    rows = join(folder, "rows.jsonl");
    const own = await readFile(resolve("test/eval/kiwi-own.jsonl"), "utf8");
    await writeFile(rows, own.split("\n").slice(0, 12).join("\n"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  function run(args: readonly string[]): Promise<Finished> {
    const env = { ...process.env, TOOL_ROUTER_CACHE: join(folder, "cache"), NO_COLOR: "1" };
    return new Promise((done) => {
      const all = [resolve("dist/cli.mjs"), "eval", ...args, "--workspace", folder, "--cpu"];
      const child = execFile(process.execPath, all, { env, maxBuffer: 64 << 20 }, (error, out, err) =>
        done({ code: error ? (typeof error.code === "number" ? error.code : 1) : 0, out, err }),
      );
      child.stdin?.end();
    });
  }

  it("applies an adapter, and compares with the same model without it", async () => {
    const adapter = join(folder, "noise.gguf");
    await writeFile(adapter, loraFile("blk.0.attn_q.weight", 224, 256));
    const { code, out, err } = await run([rows, "--adapter", adapter, "--baseline", "no-adapter", "--json"]);
    assert.equal(code, 0, err);
    const { metrics, baseline } = JSON.parse(out);
    assert.equal(baseline.model, "router-nano (no adapter)");
    assert.ok(metrics.exact_call.value < baseline.metrics.exact_call.value, out);
  });

  it("refuses an adapter that is missing or none, and a baseline without one", async () => {
    const missing = await run([rows, "--adapter", join(folder, "nowhere.gguf")]);
    assert.equal(missing.code, 1);
    assert.match(missing.err, /The adapter .* is missing/);
    const model = await run([rows, "--adapter", resolve("models/router-nano.gguf")]);
    assert.equal(model.code, 1);
    assert.match(model.err, /is no LoRA adapter in GGUF/);
    const without = await run([rows, "--baseline", "no-adapter"]);
    assert.equal(without.code, 1);
    assert.match(without.err, /no adapter to leave out/);
  });

  it("asks in another family's words, and knows which there are", async () => {
    const qwen = await run([rows, "--format", "qwen", "--limit", "2", "--json"]);
    assert.equal(qwen.code, 0, qwen.err);
    assert.equal(JSON.parse(qwen.out).n, 2);
    const { code, err } = await run([rows, "--format", "latin"]);
    assert.equal(code, 1);
    assert.match(err, /Known are functiongemma, qwen/);
  });

  it("fits confidence to rows and keeps the fit in the model's card", async () => {
    const model = join(folder, "copy.gguf");
    const shipped = JSON.parse(await readFile(resolve("models/router-nano.json"), "utf8"));
    const card = { ...shipped, id: "copy", file: "copy.gguf", calibration: undefined };
    await copyFile(resolve("models/router-nano.gguf"), model);
    await writeFile(join(folder, "copy.json"), JSON.stringify(card));
    const few = await run([rows, "--model", model, "--calibrate"]);
    assert.equal(few.code, 1);
    assert.match(few.err, /needs at least 100 answers/);

    const all = resolve("test/eval/kiwi-own.jsonl");
    const plain = JSON.parse((await run([all, "--model", model, "--json"])).out);
    assert.equal(plain.acting, undefined);
    const fitted = await run([all, "--model", model, "--calibrate", "--json"]);
    assert.equal(fitted.code, 0, fitted.err);
    assert.match(fitted.err, /Calibrated on \d+ answers/);
    const { calibration } = JSON.parse(await readFile(join(folder, "copy.json"), "utf8"));
    assert.equal(calibration.weights.length, 7);
    const after = JSON.parse((await run([all, "--model", model, "--json", "--fresh"])).out);
    // Fitted to these very rows it is near the truth, though chance may have put the bare probabilities nearer.
    assert.ok(after.ece < Math.max(plain.ece, 0.02), `${plain.ece} before, ${after.ece} after`);
    assert.notEqual(after.ece, plain.ece);
    assert.equal(after.acting.threshold, calibration.sure);
  });
});
