// What an evaluation prints: misses, figures and errors for a person, one JSON line a set for a script.
import type { JudgedAnswer } from "../core/eval/judgeAnswer.ts";
import type { GoldRow } from "../core/eval/goldRow.ts";
import { isMeasured, type Share } from "../core/eval/metrics.ts";
import { errorClasses, type Comparison, type Run } from "../core/eval/report.ts";
import { writeCall, writeConfidence } from "../core/writeCall.ts";
import type { Acting } from "./evalActing.ts";
import type { Paint } from "./paint.ts";

/** One set's figures. */
export interface SetFigures {
  readonly set: string;
  readonly run: Run;
  /** For a calibrated model. */
  readonly acting?: Acting;
  readonly baseline?: Run;
  readonly comparison?: Comparison;
}

/** Keys that scripts rely on; more may come. */
export function writeSetJson({ set, run, acting, baseline, comparison }: SetFigures): string {
  return JSON.stringify({
    set,
    ...figures(run),
    ...(acting ? { acting } : {}),
    ...(baseline ? { baseline: figures(baseline), comparison } : {}),
  });
}

function figures(run: Run): object {
  const { n, ...metrics } = run.whole;
  const { by_tag, latency_ms, ece, errors } = run;
  return { model: run.id, n, metrics, by_tag, latency_ms, ece, errors };
}

export function writeMiss(row: GoldRow, { answer }: JudgedAnswer, paint: Paint): string {
  const gold = row.calls.map(writeCall).join(" ; ") || (row.any_call ? "(any call)" : "(nothing)");
  const words = { call: "", ask: "(asks back)", none: "(no call)", failed: `(failed: ${answer.raw ?? ""})` };
  const said = answer.calls.map(writeCall).join(" ; ") || words[answer.kind];
  const how = paint.dim(`${writeConfidence(answer.confidence)} ${answer.error ?? ""}`);
  return `${paint.red("✗")} ${row.request}\n    gold ${gold}\n    said ${said} ${how}`;
}

const shownMetrics = ["exact_call", "tool", "arguments", "none_f1", "schema_valid"] as const;

export function writeSetSummary(
  { set, run, acting, baseline, comparison }: SetFigures,
  paint: Paint,
): string {
  const lines = [`${paint.bold(set)}: ${run.whole.n} requests, ${run.label}`];
  for (const name of shownMetrics) {
    const share = run.whole[name];
    if (!share || !isMeasured(name === "none_f1" ? run.whole.none_recall : share)) continue;
    const other = baseline?.whole[name];
    lines.push(`  ${name.padEnd(13)} ${writeShare(share)}${other ? `   ${percent(other)}` : ""}`);
  }
  const { p50, p95 } = run.latency_ms;
  lines.push(`  latency       p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
  lines.push(`  ece           ${run.ece.toFixed(4)}`);
  if (acting)
    lines.push(`  acts unasked  ${percent(acting.coverage)} of the requests, ${percent(acting.right)} right`);
  if (baseline && comparison)
    lines.push(
      `  against ${baseline.label} (right column): ${comparison.fixed} fixed, ${comparison.broken} broken, p = ${comparison.mcnemar_p.toPrecision(2)}`,
    );
  lines.push(...errorTable(run, baseline));
  return lines.join("\n");
}

function errorTable(run: Run, baseline: Run | undefined): string[] {
  const found = errorClasses.filter((error) => (run.errors[error] ?? baseline?.errors[error]) !== undefined);
  if (found.length === 0) return [];
  const width = Math.max(...found.map((error) => error.length));
  const rows = found.map((error) => {
    const other = baseline ? String(baseline.errors[error] ?? 0).padStart(6) : "";
    return `    ${error.padEnd(width)} ${String(run.errors[error] ?? 0).padStart(5)}${other}`;
  });
  return ["  errors", ...rows];
}

function writeShare(share: Share): string {
  const text = (value: number): string => (value * 100).toFixed(1);
  return `${percent(share).padStart(7)}  (${text(share.low)} to ${text(share.high)})`;
}

function percent(share: Share): string {
  return `${(share.value * 100).toFixed(1)} %`;
}
