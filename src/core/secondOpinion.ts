// What a smaller, quick model is unsure of, a larger one is asked too; this weighs the two answers.
import { sameCall } from "./confidence.ts";
import { rankAlternatives } from "./alternatives.ts";
import type { Call, Decision, RouteOutcome, Timings, TokenCounts } from "./decision.ts";
import type { SecondOpinion } from "./modelCard.ts";

/** Whether a larger model is worth asking. */
export function isUnsure(outcome: RouteOutcome, wanted: SecondOpinion): boolean {
  return outcome.recovery !== "rules" && outcome.decision.confidence < wanted.below;
}

/**
 * The surer of two answers to one request. Where both say the same, each makes the other surer; where they differ, the doubt of both
 * stays and the other's call is offered.
 */
export function weighOpinions(first: RouteOutcome, second: RouteOutcome): RouteOutcome {
  const agrees = sameDecision(first.decision, second.decision);
  const [winner, loser] =
    agrees || first.decision.confidence >= second.decision.confidence ? [first, second] : [second, first];
  const confidence = agrees
    ? together(first.decision.confidence, second.decision.confidence)
    : winner.decision.confidence * (1 - loser.decision.confidence / 2);
  const rounded = Math.round(confidence * 1e4) / 1e4;
  const decision: Decision = { ...winner.decision, confidence: rounded, alternatives: [] };
  const alternatives = rankAlternatives(
    { ...decision, alternatives: [...winner.decision.alternatives, ...loser.decision.alternatives] },
    { items: [], opinion: undefined, second: loser.decision },
  );
  // The confidence is no longer that of one model's evidence.
  const { evidence: _, ...rest } = winner;
  return {
    ...rest,
    decision: { ...decision, alternatives },
    timings: addUp(first.timings, second.timings),
    tokens: addUp(first.tokens, second.tokens),
    second: { model: loser.model, agrees },
  };
}

/** Two that doubt for different reasons and say the same: half of the lesser doubt is left. */
function together(a: number, b: number): number {
  return 1 - Math.min(1 - a, 1 - b) / 2;
}

function sameDecision(a: Decision, b: Decision): boolean {
  if (a.kind === "call" || b.kind === "call") return sameCall(callOf(a), callOf(b));
  // Asking and abstaining both call nothing.
  return true;
}

const callOf = (decision: Decision): Call | undefined =>
  decision.kind === "call" ? decision.call : undefined;

function addUp<Counts extends Timings | TokenCounts>(a: Counts, b: Counts): Counts {
  const keys = Object.keys(a) as (keyof Counts)[];
  return Object.fromEntries(keys.map((key) => [key, Number(a[key]) + Number(b[key])])) as unknown as Counts;
}
