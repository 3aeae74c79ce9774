// What the page calls metrics, outcomes and error classes.
import type { Outcome } from "../core/eval/caseIndex.ts";
import type { Metrics } from "../core/eval/metrics.ts";
import type { ErrorClass } from "../core/eval/report.ts";

export type MetricName = keyof Metrics;

/** In the order in which they are shown. */
export const metricNames: Readonly<Record<MetricName, string>> = {
  exact_call: "Exact call",
  tool: "Right tool",
  arguments: "Right arguments",
  none_f1: "Abstaining F1",
  none_precision: "Abstaining precision",
  none_recall: "Abstaining recall",
  valid: "Readable",
  schema_valid: "Schema valid",
  item_type: "Item type",
  action: "Action",
  query_f1: "Search text F1",
};

export const outcomeNames: Readonly<Record<Outcome, string>> = {
  fixed: "Fixed",
  broken: "Broken",
  both_wrong: "Both wrong",
  both_right: "Both right",
  right: "Right",
  wrong: "Wrong",
};

/** A sign beside the word, so that colour is never alone. */
export const outcomeSigns: Readonly<Record<Outcome, string>> = {
  fixed: "▲",
  broken: "▼",
  both_wrong: "✕",
  both_right: "✓",
  right: "✓",
  wrong: "✕",
};

export const errorNames: Readonly<Record<ErrorClass, string>> = {
  invalid: "Not readable",
  wrong_tool: "Wrong tool",
  wrong_enum: "Wrong choice",
  missing_argument: "Missing argument",
  extra_argument: "Extra argument",
  wrong_span: "Wrong words copied",
  wrong_id: "Wrong item",
  wrong_value: "Wrong value",
  missing_call: "Missing call",
  extra_call: "Extra call",
  wrong_order: "Wrong order",
  called_when_it_should_not: "Called when it should not",
  silent_when_it_should: "Silent when it should call",
};
