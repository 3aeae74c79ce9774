// What speaks for a decision: the probabilities of the tokens that chose it, and whether the rules say the same.
import type { Decision } from "./decision.ts";
import type { Generation } from "./rpc.ts";

/** Kept with an answer, so that a calibration can be fitted to it. */
export interface Evidence {
  /** Product of the token probabilities, 0 to 1: forced tokens count 1, so only choices weigh. */
  readonly product: number;
  /** The least sure token's probability, 0 to 1. */
  readonly least: number;
  /** Probability of the first choice: which tool, asking, or none. */
  readonly first: number;
  /** Tokens that were a real choice: less than 0.999 sure. */
  readonly choices: number;
  /** The plain dispatch phrases say the same call. */
  readonly agrees: boolean;
  readonly kind: Decision["kind"];
}

const lowest = 1e-6;
const certain = 0.999;

export function readEvidence(generation: Generation, kind: Decision["kind"], agrees: boolean): Evidence {
  const probabilities = generation.tokens.map((token) => Math.min(1, Math.max(token.probability, lowest)));
  return {
    product: probabilities.reduce((product, one) => product * one, 1),
    least: Math.min(1, ...probabilities),
    first: probabilities.find((one) => one < 1) ?? 1,
    choices: probabilities.filter((one) => one < certain).length,
    agrees,
    kind,
  };
}
