// The loss curve that a recipe's events tell.
import assert from "node:assert/strict";
import { readLossPoints } from "../../src/host/eval/lossCurve.ts";

describe("loss curve", () => {
  it("keeps the last word on a step, and validation beside its loss", () => {
    const events = [
      { event: "start", step: 0 },
      { event: "step", step: 20, loss: 3 },
      { event: "step", step: 20, loss: 2.5 },
      { event: "validation", step: 40, loss: 1, exact: 0.5 },
      { event: "step", step: 40, loss: 1 },
    ].map((event) => JSON.stringify(event));
    assert.deepEqual(readLossPoints([...events, '{"event": "ste'].join("\n")), [
      { step: 20, loss: 2.5 },
      { step: 40, loss: 1, held_out_exact: 0.5 },
    ]);
  });

  it("thins a long run out and keeps its end", () => {
    const lines = Array.from({ length: 5000 }, (_, step) => JSON.stringify({ step, loss: 1 }));
    const points = readLossPoints(lines.join("\n"));
    assert.ok(points.length <= 401);
    assert.equal(points.at(-1)?.step, 4999);
  });
});
