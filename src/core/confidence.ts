// How sure a decision is, from the evidence for it; and when two calls are the same.
import { calibrate, type Calibration } from "./calibrator.ts";
import type { Call } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import { canonicalJson } from "./json.ts";

/**
 * The probability that a decision is right, 0 to 1. Without a calibration, agreement of rules and model halves the doubt
 * twice; disagreement is no reason to doubt a model that is usually right.
 */
export function confidenceOf(evidence: Evidence, calibration: Calibration | undefined): number {
  const { product, agrees } = evidence;
  const plain = agrees ? 1 - (1 - product) / 4 : product;
  const confidence = calibration ? calibrate(calibration, evidence) : plain;
  return Math.round(confidence * 1e4) / 1e4;
}

export function sameCall(a: Call | undefined, b: Call | undefined): boolean {
  if (a?.name !== b?.name || !a || !b) return false;
  return comparable(a) === comparable(b);
}

function comparable(call: Call): string {
  const { source, ...rest } = call.arguments;
  const query = rest["query"];
  return canonicalJson({
    ...rest,
    ...(typeof query === "string" ? { query: query.trim().toLowerCase() } : {}),
    ...(source === undefined || source === "local" || source === "project" ? {} : { source }),
  });
}
