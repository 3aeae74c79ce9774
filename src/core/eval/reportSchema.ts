// The JSON Schema of a report: what the evaluation page relies on. Unknown fields are left alone.
import { errorClasses, reportFormat } from "./report.ts";

const text = { type: "string" };
const number = { type: "number" };
const fraction = { type: "number", minimum: 0, maximum: 1 };
const truth = { type: "boolean" };
const list = (items: object) => ({ type: "array", items });
const record = (values: object) => ({ type: "object", additionalProperties: values });
const object = (required: Record<string, object>, optional: Record<string, object> = {}) => ({
  type: "object",
  required: Object.keys(required),
  properties: { ...required, ...optional },
});
const numbers = (...names: string[]) => object(Object.fromEntries(names.map((name) => [name, number])));

const share = numbers("value", "low", "high");
const shares = (...names: string[]) => Object.fromEntries(names.map((name) => [name, share]));
const summary = object(
  { n: number, ...shares("exact_call", "tool", "arguments", "none_precision", "none_recall", "none_f1") },
  shares("valid", "schema_valid", "item_type", "action", "query_f1"),
);
const call = object({ name: text, arguments: { type: "object" } });
const errorClass = { enum: errorClasses };

const run = object({
  id: text,
  label: text,
  kind: text,
  whole: summary,
  by_set: record(summary),
  by_tag: record(summary),
  latency_ms: numbers("p50", "p95", "p99", "mean", "min", "max"),
  ece: number,
  reliability: list(numbers("from", "to", "n", "confidence", "right")),
  risk_coverage: list(numbers("threshold", "coverage", "risk")),
});

const answer = object(
  {
    kind: { enum: ["call", "ask", "none", "failed"] },
    calls: list(call),
    valid: truth,
    schema_valid: truth,
    tool: truth,
    exact: truth,
    confidence: fraction,
    ms: number,
  },
  { arguments: truth, error: errorClass, stages: record(number), raw: text },
);

export const reportSchema = object(
  {
    format: { const: reportFormat },
    created: text,
    contract: number,
    machine: text,
    sets: list(object({ name: text, rows: number }, { notes: list(text) })),
    tuned: text,
    runs: { ...list(run), minItems: 1 },
    cases: list(
      object({
        id: text,
        set: text,
        request: text,
        tags: list(text),
        gold: list(call),
        answers: record(answer),
      }),
    ),
  },
  {
    baseline: text,
    comparison: object({
      fixed: number,
      broken: number,
      both_right: number,
      both_wrong: number,
      mcnemar_p: number,
      deltas: record(share),
    }),
    training: list(object({ step: number, loss: number }, { held_out_exact: number })),
  },
);
