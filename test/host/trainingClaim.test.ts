import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { claimEvaluation } from "../../src/host/training/claim.ts";

describe("judging a finished run", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tool-router-claim-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is claimed by one window, until it gives the claim back", async () => {
    const release = await claimEvaluation(folder);
    assert.ok(release);
    assert.equal(await claimEvaluation(folder), undefined);
    await release();
    assert.ok(await claimEvaluation(folder));
  });

  it("is taken over from a window that is gone, or that claimed it long ago", async () => {
    const gone = spawnSync(process.execPath, ["-e", "console.log(process.pid)"], { encoding: "utf8" });
    writeFileSync(join(folder, "evaluating"), gone.stdout.trim());
    const release = await claimEvaluation(folder);
    assert.ok(release);
    const hourAgo = Date.now() / 1000 - 3600;
    utimesSync(join(folder, "evaluating"), hourAgo, hourAgo);
    assert.ok(await claimEvaluation(folder));
  });

  it("says when the folder is gone", async () => {
    await assert.rejects(claimEvaluation(join(folder, "nowhere")), /ENOENT/);
  });
});
