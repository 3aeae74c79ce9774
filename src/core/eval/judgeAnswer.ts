// From what a router said to a row of the report: graded, checked against the schemas, its error named.
import type { Call, Decision, RouteOutcome } from "../decision.ts";
import type { Evidence } from "../evidence.ts";
import { classifyError } from "./errorClass.ts";
import { isReadable } from "../formats/callFormats.ts";
import type { GoldRow } from "./goldRow.ts";
import { grade } from "./grade.ts";
import type { Toolbox } from "../interpret.ts";
import type { Graded } from "./metrics.ts";
import type { Answer } from "./report.ts";

/** What a router said of one row, before anybody compared it with the gold: this is what the cache keeps. */
export interface RawAnswer {
  readonly kind: Answer["kind"];
  readonly calls: readonly Call[];
  /** Whether the answer could be read. */
  readonly valid: boolean;
  readonly confidence: number;
  /** Milliseconds. */
  readonly ms: number;
  readonly stages?: Readonly<Record<string, number>>;
  readonly raw?: string;
  readonly evidence?: Evidence;
}

export interface JudgedAnswer {
  readonly answer: Answer;
  readonly graded: Graded;
}

/** What the route decided. An answer that only a rule could give after the model failed is not a valid one. */
export function rawOfOutcome(outcome: RouteOutcome): RawAnswer {
  const { total, ...stages } = outcome.timings;
  const readable = outcome.recovery === "rules" || isReadable(outcome.raw);
  return {
    ...rawOfDecision(outcome.decision),
    valid: readable && outcome.recovery !== "fallback",
    ms: total,
    stages: Object.fromEntries(Object.entries(stages).map(([stage, ms]) => [stage, round(ms)])),
    ...(outcome.raw === "" ? {} : { raw: outcome.raw }),
    ...(outcome.evidence ? { evidence: outcome.evidence } : {}),
  };
}

/** What was decided for the wishes of one request, in their order: all calls, and the least of the confidences. */
export function rawOfOutcomes(outcomes: readonly RouteOutcome[]): RawAnswer {
  const [first, ...others] = outcomes.map(rawOfOutcome);
  if (!first) return failedAnswer("nothing was routed", 0);
  return others.reduce((all, one) => {
    const { evidence: _, ...rest } = all;
    return {
      ...rest,
      kind: one.kind === "call" ? all.kind : one.kind,
      calls: [...all.calls, ...one.calls],
      valid: all.valid && one.valid,
      confidence: Math.min(all.confidence, one.confidence),
      ms: all.ms + one.ms,
    };
  }, first);
}

export function rawOfDecision(decision: Decision): Omit<RawAnswer, "ms"> {
  return {
    kind: decision.kind,
    calls: decision.kind === "call" ? [decision.call] : [],
    valid: true,
    confidence: decision.confidence,
  };
}

/** An answer that never came, with the reason. */
export function failedAnswer(reason: string, ms: number): RawAnswer {
  return { kind: "failed", calls: [], valid: false, confidence: 0, ms, raw: reason };
}

export function judgeAnswer(raw: RawAnswer, row: GoldRow, toolbox: Toolbox): JudgedAnswer {
  const graded = grade(raw, row, toolbox.tools);
  const schemaValid = raw.valid && raw.calls.every((call) => fitsSchema(call, toolbox));
  const error = classifyError({
    said: raw,
    valid: raw.valid,
    grade: graded,
    gold: row,
    request: row.request,
    tools: toolbox.tools,
  });
  const answer: Answer = {
    kind: raw.kind,
    calls: raw.calls,
    valid: raw.valid,
    schema_valid: schemaValid,
    tool: graded.tool,
    ...(graded.arguments === undefined ? {} : { arguments: graded.arguments }),
    exact: graded.exact,
    confidence: raw.confidence,
    ...(error === undefined ? {} : { error }),
    ms: round(raw.ms),
    ...(raw.stages ? { stages: raw.stages } : {}),
    ...(raw.raw === undefined ? {} : { raw: raw.raw }),
  };
  return { answer, graded: { ...graded, valid: raw.valid, schemaValid } };
}

/** Host arguments are not in the schema that routers see, so they are left out here too. */
function fitsSchema(call: Call, toolbox: Toolbox): boolean {
  const tool = toolbox.tools.find((one) => one.name === call.name);
  if (!tool) return false;
  const own = Object.entries(call.arguments).filter(([name]) => !tool.hostArguments.includes(name));
  const values = Object.fromEntries(own);
  return toolbox.validators.get(tool.name)?.validate({ name: call.name, arguments: values }) === undefined;
}

function round(ms: number): number {
  return Math.round(ms * 1e3) / 1e3;
}
