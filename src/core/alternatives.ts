// Other readings of a request: items of the same name, the rules' opinion, and the model's second choice when in doubt.
import { sameCall } from "./confidence.ts";
import type { Alternative, Call, Decision } from "./decision.ts";
import type { Question } from "./modelAnswer.ts";

/** Below this confidence the model's second choice is worth its milliseconds. */
export const doubtful = 0.7;

const mostAlternatives = 8;

/** The same question without the tool that was chosen, and without asking and abstaining: it gives the second choice.
 * The prompt stays the same, so that its evaluated part is used again. */
export function withoutAnswer(question: Question, decision: Decision): Question {
  const chosen = decision.kind === "call" ? decision.call.name : undefined;
  return {
    ...question,
    permitted: question.tools.filter((tool) => tool.server !== "router" && tool.name !== chosen),
  };
}

export interface OtherReadings {
  /** Other items that the request may mean. */
  readonly items: readonly Call[];
  readonly opinion: Call | undefined;
  readonly second: Decision | undefined;
}

/** Ranks the other readings of a decision, each once; they share what confidence the decision left. */
export function rankAlternatives(decision: Decision, others: OtherReadings): Alternative[] {
  const rest = Math.max(0, 1 - decision.confidence);
  const { items, opinion, second } = others;
  const found: Alternative[] = [
    ...decision.alternatives,
    ...items.map((call) => ({ call, confidence: decision.confidence / 2 })),
    ...(opinion ? [{ call: opinion, confidence: rest / 2 }] : []),
    ...(second?.kind === "call"
      ? [{ call: second.call, confidence: Math.min(rest, second.confidence) }]
      : []),
  ];
  const own = decision.kind === "call" ? decision.call : undefined;
  const isNew = ({ call }: Alternative, index: number): boolean =>
    !sameCall(call, own) && found.findIndex((other) => sameCall(other.call, call)) === index;
  return found
    .filter(isNew)
    .sort((a, b) => b.confidence - a.confidence)
    .map(({ call, confidence }) => ({ call, confidence: Math.round(confidence * 1e4) / 1e4 }))
    .slice(0, mostAlternatives);
}
