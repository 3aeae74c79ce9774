// Prints what was decided: one line for the call, one for the doubts.
import type { Decision, RouteOutcome } from "../core/decision.ts";
import type { ToolResult } from "../core/toolResult.ts";
import { writeCall, writeConfidence, writeDecision } from "../core/writeCall.ts";
import type { Paint } from "./paint.ts";

/** The lines a person sees for a routed request. */
export function printOutcome(outcome: RouteOutcome, paint: Paint): string {
  const { decision } = outcome;
  const lines = [`${mark(decision, paint)} ${paint.bold(writeDecision(decision))}`];
  const by =
    outcome.recovery === "rules"
      ? "rules"
      : `${writeModels(outcome)}, ${writeConfidence(decision.confidence)} sure`;
  lines.push(paint.dim(`  ${by}, ${writeDuration(outcome)}`));
  const shown = decision.alternatives.slice(0, 3);
  if (shown.length > 0)
    lines.push(paint.dim(`  or: ${shown.map((one) => writeCall(one.call)).join("\n      ")}`));
  return lines.join("\n");
}

/** The route itself; what the first request also waited for, such as loading the model, stands apart. */
function writeDuration({ timings }: RouteOutcome): string {
  const own = timings.shortlist + timings.prompt + timings.prefill + timings.decode + timings.validate;
  const waited = timings.total - own;
  const start = waited > 100 ? ` after ${(waited / 1000).toFixed(1)} s of starting` : "";
  return `${own < 1 ? "< 1" : Math.round(own)} ms${start}`;
}

function mark(decision: Decision, paint: Paint): string {
  switch (decision.kind) {
    case "call":
      return paint.green("→");
    case "ask":
      return paint.yellow("?");
    case "none":
      return paint.yellow("∅");
  }
}

/** 0 call, 2 ask, 3 none. */
export function exitCode(decision: Decision): number {
  switch (decision.kind) {
    case "call":
      return 0;
    case "ask":
      return 2;
    case "none":
      return 3;
  }
}

/** The line that `--json` prints: the decision, what the request says after it, and the result once the call has run. */
export function writeOutcomeJson(outcome: RouteOutcome, result?: ToolResult): string {
  const { request, rest, decision, recovery, timings, model, second } = outcome;
  return JSON.stringify({
    request,
    ...(rest === undefined ? {} : { rest }),
    decision,
    recovery,
    timings,
    model,
    ...(second ? { second } : {}),
    ...(result ? { result } : {}),
  });
}

/** Both models where they say the same; the one that was surer where they differ. */
function writeModels({ model, second }: RouteOutcome): string {
  return second?.agrees === true ? `${model} and ${second.model}` : model;
}
