// What a smaller, quick model is unsure of, a larger one is asked too; this weighs the two answers.
import { rankAlternatives } from "./alternatives.ts";
import { most } from "./calibrator.ts";
import { sameCall } from "./confidence.ts";
import type { Alternative, Call, Decision, RouteOutcome, Timings, TokenCounts } from "./decision.ts";
import { canonicalJson } from "./json.ts";
import type { SecondOpinion } from "./modelCard.ts";

/** Whether a larger model is worth asking. */
export function isUnsure(outcome: RouteOutcome, wanted: SecondOpinion): boolean {
  return outcome.recovery !== "rules" && outcome.decision.confidence < wanted.below;
}

/**
 * The surer of two answers to one request, the second's confidence counting for `trust` of what it is. Where both models say the same, each makes the other surer; where they differ, the doubt
 * of both stays and the other's call is offered.
 */
export function weighOpinions(first: RouteOutcome, second: RouteOutcome, trust: number): RouteOutcome {
  const keepsFirst = first.decision.confidence >= second.decision.confidence * trust;
  const [winner, loser] = keepsFirst ? [first, second] : [second, first];
  const agrees = sameDecision(first, second);
  const confidence = agrees ? together(winner, loser) : against(winner, loser);
  const others = [...winner.decision.alternatives, ...loser.decision.alternatives];
  const call = callOf(loser.decision);
  if (call && !agrees) others.unshift({ call, confidence: against(loser, winner) });
  const decision = { ...winner.decision, confidence };
  // The confidence is no longer that of one model's evidence.
  const { evidence: _, ...rest } = winner;
  return {
    ...rest,
    decision: { ...decision, alternatives: rank(others, decision) },
    timings: addUp(first.timings, second.timings),
    tokens: addUp(first.tokens, second.tokens),
    second: { model: loser.model, agrees },
  };
}

/** Two that doubt for different reasons and say the same: half of the lesser doubt is left. What the same rule made of both is one opinion. */
function together(winner: RouteOutcome, loser: RouteOutcome): number {
  const confidence = Math.max(winner.decision.confidence, loser.decision.confidence);
  const areTwo = winner.evidence !== undefined && loser.evidence !== undefined;
  return areTwo ? round((1 + confidence) / 2) : confidence;
}

function against(one: RouteOutcome, other: RouteOutcome): number {
  return round(one.decision.confidence * (1 - other.decision.confidence / 2));
}

const round = (confidence: number): number => Math.min(most, Math.round(confidence * 1e4) / 1e4);

/** Each other call once, none surer than the decision, nor than what the decision leaves. */
function rank(others: readonly Alternative[], decision: Decision): Alternative[] {
  const limit = round(Math.min(decision.confidence, 1 - decision.confidence));
  const alternatives = others.map((one) => ({ ...one, confidence: Math.min(one.confidence, limit) }));
  return rankAlternatives(
    { ...decision, alternatives },
    { items: [], opinion: undefined, second: undefined },
  );
}

function sameDecision(
  { decision: a, recovery }: RouteOutcome,
  { decision: b, recovery: its }: RouteOutcome,
): boolean {
  if (recovery === "fallback" || its === "fallback") return false;
  if (a.kind === "call") return sameCall(a.call, callOf(b));
  if (a.kind === "ask" && b.kind === "ask")
    return (
      canonicalJson([...a.missing]) === canonicalJson([...b.missing]) && isSamePartial(a.partial, b.partial)
    );
  return a.kind === b.kind;
}

const isSamePartial = (a: Call | undefined, b: Call | undefined): boolean => (!a && !b) || sameCall(a, b);

const callOf = (decision: Decision): Call | undefined =>
  decision.kind === "call" ? decision.call : undefined;

function addUp<Counts extends Timings | TokenCounts>(a: Counts, b: Counts): Counts {
  const keys = Object.keys(a) as (keyof Counts)[];
  return Object.fromEntries(keys.map((key) => [key, Number(a[key]) + Number(b[key])])) as unknown as Counts;
}
