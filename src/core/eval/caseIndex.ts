// The cases of a report as the page lists them: with their outcome between two runs and what they can be filtered by.
import type { Call } from "../decision.ts";
import type { Answer, Case, ErrorClass, Report } from "./report.ts";
import { writeCall } from "../writeCall.ts";

/** Between baseline and tuned; without a baseline only right and wrong. */
export const outcomes = ["fixed", "broken", "both_wrong", "both_right", "right", "wrong"] as const;
export type Outcome = (typeof outcomes)[number];

export interface IndexedCase {
  readonly case: Case;
  readonly outcome: Outcome;
  readonly tuned: Answer | undefined;
  readonly baseline: Answer | undefined;
  readonly error: ErrorClass | undefined;
  readonly gold: string;
  /** Lower case: what the text filter looks through. */
  readonly text: string;
}

export function indexCases(report: Report): IndexedCase[] {
  return report.cases.map((one) => {
    const tuned = one.answers[report.tuned];
    const baseline = report.baseline === undefined ? undefined : one.answers[report.baseline];
    const calls = [...one.gold, ...(tuned?.calls ?? []), ...(baseline?.calls ?? [])];
    return {
      case: one,
      outcome: outcomeOf(tuned, report.baseline === undefined ? "none" : baseline),
      tuned,
      baseline,
      error: tuned?.error,
      gold: toolLabel(one.gold),
      text: [one.id, one.request, ...calls.map(writeCall)].join("\n").toLowerCase(),
    };
  });
}

/** As `ConfusionCell` names them. */
export function toolLabel(calls: readonly Call[]): string {
  return calls.length === 0 ? "(none)" : calls.map((call) => call.name).join(" + ");
}

function outcomeOf(tuned: Answer | undefined, baseline: Answer | undefined | "none"): Outcome {
  const right = tuned?.exact === true;
  if (baseline === "none") return right ? "right" : "wrong";
  const wasRight = baseline?.exact === true;
  if (right) return wasRight ? "both_right" : "fixed";
  return wasRight ? "broken" : "both_wrong";
}
