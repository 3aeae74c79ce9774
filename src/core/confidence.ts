// How sure a decision is, from the probabilities of the tokens that chose it and the rules' second opinion.
import type { Generation } from "./rpc.ts";
import type { Call } from "./decision.ts";
import { canonicalJson } from "./json.ts";

/** Product of the token probabilities of an answer, 0 to 1: forced tokens count 1, so only choices weigh. */
export function answerProbability(generation: Generation): number {
  return generation.tokens.reduce(
    (product, token) => product * Math.min(1, Math.max(token.probability, 1e-6)),
    1,
  );
}

/** Agreement of rules and model halves the doubt twice; disagreement is no reason to doubt a model that is usually right. */
export function combine(probability: number, agrees: boolean): number {
  const combined = agrees ? 1 - (1 - probability) / 4 : probability;
  return Math.round(combined * 1e4) / 1e4;
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
