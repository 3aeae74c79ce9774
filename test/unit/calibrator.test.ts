import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { calibrationError } from "../../src/core/calibration.ts";
import {
  bandOf,
  calibrate,
  fitCalibration,
  leastRows,
  readCalibration,
  type GradedEvidence,
} from "../../src/core/calibrator.ts";
import { readEvidence, type Evidence } from "../../src/core/evidence.ts";

/** Deterministic noise, 0 to 1. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** Answers of a model that is overconfident, and right more often where the rules agree. */
function overconfident(n: number, seed: number): GradedEvidence[] {
  const next = random(seed);
  return Array.from({ length: n }, () => {
    const product = 0.3 + 0.7 * next();
    const agrees = next() < 0.4;
    const evidence: Evidence = { product, least: product, first: product, choices: 2, agrees, kind: "call" };
    return { evidence, right: next() < (agrees ? 0.97 : product * product * 0.9) };
  });
}

describe("calibrator", () => {
  it("brings confidence near the share of right answers on rows it was not fitted to", () => {
    const fitted = fitCalibration(overconfident(3000, 1));
    assert.ok(fitted);
    const fresh = overconfident(3000, 2);
    const before = calibrationError(
      fresh.map(({ evidence, right }) => ({ confidence: evidence.product, right })),
    );
    const after = calibrationError(
      fresh.map(({ evidence, right }) => ({ confidence: calibrate(fitted, evidence), right })),
    );
    assert.ok(before > 0.05, `before ${before}`);
    assert.ok(after < 0.03, `after ${after}`);
  });

  it("finds a band in which 99 of 100 are right, or none", () => {
    const next = random(3);
    const rows = Array.from({ length: 2000 }, (): GradedEvidence => {
      const product = next() < 0.7 ? 0.995 : 0.4;
      const evidence: Evidence = {
        product,
        least: product,
        first: product,
        choices: 1,
        agrees: false,
        kind: "call",
      };
      return { evidence, right: product > 0.9 || next() < 0.3 };
    });
    const fitted = fitCalibration(rows);
    assert.ok(fitted);
    assert.ok(fitted.sure < 1);
    const band = rows.filter(({ evidence }) => bandOf(calibrate(fitted, evidence), fitted) === "sure");
    assert.ok(band.length > 1200);
    assert.ok(band.filter(({ right }) => right).length / band.length >= 0.99);
    const wrong = rows.map((row) => ({ ...row, right: false }));
    assert.equal(fitCalibration(wrong)?.sure, 1);
  });

  it("does not fit to a handful of rows", () => {
    assert.equal(fitCalibration(overconfident(leastRows - 1, 1)), undefined);
  });

  it("reads a card's entry and refuses others", () => {
    const fitted = fitCalibration(overconfident(500, 1));
    assert.deepEqual(readCalibration(JSON.parse(JSON.stringify(fitted))), fitted);
    assert.equal(readCalibration({ ...fitted, weights: [1] }), undefined);
    assert.equal(readCalibration({ ...fitted, sure: 2 }), undefined);
    assert.equal(readCalibration("x"), undefined);
  });

  it("reads evidence from the tokens that were a choice", () => {
    const token = (probability: number) => ({ text: "a", probability });
    const evidence = readEvidence(
      {
        text: "",
        tokens: [token(1), token(0.5), token(0.9999), token(0.8)],
        stopped: "stop",
        promptTokens: 1,
        reusedTokens: 0,
        prefillMs: 0,
        decodeMs: 0,
      },
      "none",
      false,
    );
    assert.ok(Math.abs(evidence.product - 0.39996) < 1e-9);
    assert.deepEqual(
      { ...evidence, product: 0 },
      { product: 0, least: 0.5, first: 0.5, choices: 2, agrees: false, kind: "none" },
    );
  });
});
