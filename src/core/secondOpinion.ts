// What a smaller, quick model is unsure of, a larger one is asked too; this weighs the two answers.
import { sameCall } from "./confidence.ts";
import type { Alternative, Call, Decision, RouteOutcome, Timings, TokenCounts } from "./decision.ts";
import { canonicalJson } from "./json.ts";
import type { SecondOpinion } from "./modelCard.ts";

/** Whether a larger model is worth asking. */
export function isUnsure(outcome: RouteOutcome, wanted: SecondOpinion): boolean {
  return outcome.recovery !== "rules" && outcome.decision.confidence < wanted.below;
}

/** Confidence never says "certain". */
const most = 0.9999;
const mostAlternatives = 8;

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
  // The confidence is no longer that of one model's evidence.
  const { evidence: _, ...rest } = winner;
  return {
    ...rest,
    decision: { ...winner.decision, confidence, alternatives: rank(others, winner.decision, confidence) },
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
function rank(others: readonly Alternative[], decision: Decision, confidence: number): Alternative[] {
  const limit = round(Math.min(confidence, 1 - confidence));
  return others
    .filter(
      ({ call }, index) =>
        !sameCall(call, callOf(decision)) && others.findIndex((one) => sameCall(one.call, call)) === index,
    )
    .map(({ call, confidence: own }) => ({ call, confidence: Math.min(own, limit) }))
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, mostAlternatives);
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
