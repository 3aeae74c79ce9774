import assert from "node:assert/strict";
import {
  readTrainingProgress,
  writeTimeLeft,
  writeTrainingProgress,
} from "../../src/core/training/progress.ts";

const start = { event: "start", step: 0, total: 200, seconds: 0, eta_s: null, parameters: 90_000 };
const step = (n: number, loss: number) => ({
  event: "step",
  step: n,
  total: 200,
  seconds: n,
  eta_s: 200 - n,
  loss,
});
const done = {
  event: "done",
  step: 200,
  total: 200,
  seconds: 200,
  eta_s: 0,
  loss: 0.1,
  file: "a.gguf",
  card: "a.json",
};
const lines = (...events: unknown[]): string => events.map((one) => `${JSON.stringify(one)}\n`).join("");

describe("the progress of a training run", () => {
  it("is preparing before the first event", () => {
    assert.deepEqual(readTrainingProgress(""), { state: "preparing", step: 0, total: 0 });
  });

  it("follows step, loss and time left", () => {
    const progress = readTrainingProgress(lines(start, step(20, 2.5), step(40, 1.5)));
    assert.deepEqual(progress, {
      state: "training",
      step: 40,
      total: 200,
      loss: 1.5,
      seconds: 40,
      leftSeconds: 160,
    });
    assert.equal(writeTrainingProgress(progress), "20 %, loss 1.500, 3 min left");
  });

  it("keeps what was measured on held-out rows, and the checkpoint's step", () => {
    const valid = { event: "validation", step: 60, total: 200, loss: 1, exact: 0.25 };
    const kept = { event: "checkpoint", step: 60, total: 200, file: "checkpoint.pt" };
    const progress = readTrainingProgress(lines(start, valid, kept, step(80, 0.9)));
    assert.equal(progress.heldOutExact, 0.25);
    assert.equal(progress.checkpoint, 60);
    assert.equal(progress.file, undefined, "a checkpoint is not the model");
  });

  it("names the model's file and card when it is done, with no time left", () => {
    const progress = readTrainingProgress(lines(start, step(200, 0.1), done));
    assert.equal(progress.state, "done");
    assert.equal(progress.file, "a.gguf");
    assert.equal(progress.card, "a.json");
    assert.equal(progress.leftSeconds, undefined);
  });

  it("carries the recipe's own sentence when it failed", () => {
    const progress = readTrainingProgress(
      lines(start, step(20, 2), { event: "error", message: "Disk full." }),
    );
    assert.equal(progress.state, "failed");
    assert.equal(writeTrainingProgress(progress), "Disk full.");
    assert.equal(progress.step, 20);
  });

  it("goes on after a resumed start", () => {
    const stopped = { event: "error", message: "Stopped at step 40. Go on with --resume." };
    const again = { ...start, step: 40 };
    const progress = readTrainingProgress(lines(start, step(40, 2), stopped, again, step(60, 1.8)));
    assert.equal(progress.state, "training");
    assert.equal(progress.problem, undefined);
    assert.equal(progress.step, 60);
  });

  it("leaves out torn lines, words of libraries and values that are no numbers", () => {
    const text = `Downloading…\n${lines(start, step(20, 2))}[1, 2]\n{"event":"step","step":"x","loss":NaN}\n{"event":"step","step":30,"loss":null}\n{"event":"st`;
    const progress = readTrainingProgress(text);
    assert.equal(progress.step, 30);
    assert.equal(progress.loss, 2);
  });

  it("says seconds, minutes and hours, never 0", () => {
    assert.deepEqual([0, 0.4, 59.2, 60, 61, 3600, 11_100].map(writeTimeLeft), [
      "1 s",
      "1 s",
      "60 s",
      "1 min",
      "2 min",
      "1 h 0 min",
      "3 h 5 min",
    ]);
  });
});
