// Puts judged answers together to a report: summaries, calibration, confusion, errors, and the comparison of two runs.
import { calibrationError, reliabilityBins, riskCoverage } from "../calibration.ts";
import { toolLabel } from "./caseIndex.ts";
import type { GoldRow } from "./goldRow.ts";
import type { JudgedAnswer } from "./judgeAnswer.ts";
import { percentiles, summarise, type Graded } from "./metrics.ts";
import { mcnemarExact, pairedDelta, type Pair } from "./pairedComparison.ts";
import {
  errorClasses,
  reportFormat,
  reportVersion,
  type Case,
  type Comparison,
  type ConfusionCell,
  type Delta,
  type Report,
  type ReportSet,
  type Run,
  type Summary,
} from "./report.ts";

/** One set with its rows, each under a name that is unique in the report. */
export interface JudgedSet extends ReportSet {
  readonly cases: readonly { readonly id: string; readonly row: GoldRow }[];
}

/** One router's answers, by case id. */
export interface JudgedRun extends Pick<Run, "id" | "label" | "kind"> {
  readonly answers: ReadonlyMap<string, JudgedAnswer>;
}

export interface ReportInput {
  readonly created: string;
  readonly contract: number;
  readonly machine: string;
  readonly sets: readonly JudgedSet[];
  readonly tuned: JudgedRun;
  readonly baseline?: JudgedRun;
}

/** Pure. Cases without an answer of `tuned` are left out. */
export function buildReport(input: ReportInput): Report {
  const { tuned, baseline } = input;
  const runs = baseline ? [tuned, baseline] : [tuned];
  const cases = input.sets.flatMap((set) => set.cases.map((one) => makeCase(set.name, one, runs)));
  return {
    format: reportFormat,
    version: reportVersion,
    created: input.created,
    contract: input.contract,
    machine: input.machine,
    sets: input.sets.map(({ cases: _, ...set }) => set),
    tuned: tuned.id,
    ...(baseline ? { baseline: baseline.id, comparison: compareRuns(tuned, baseline) } : {}),
    runs: runs.map((run) => makeRun(run, input.sets)),
    cases,
  };
}

function makeCase(set: string, { id, row }: JudgedSet["cases"][number], runs: readonly JudgedRun[]): Case {
  const answers = runs.flatMap((run) => {
    const judged = run.answers.get(id);
    return judged ? [[run.id, judged.answer] as const] : [];
  });
  return {
    id,
    set,
    request: row.request,
    tags: row.tags,
    gold: row.calls,
    answers: Object.fromEntries(answers),
  };
}

export function makeRun(run: JudgedRun, sets: readonly JudgedSet[]): Run {
  const all = sets.flatMap((set) =>
    set.cases.flatMap(({ id, row }) => {
      const judged = run.answers.get(id);
      return judged ? [{ set: set.name, row, ...judged }] : [];
    }),
  );
  const sure = all.map(({ answer }) => ({ confidence: answer.confidence, right: answer.exact }));
  const tags = [...new Set(all.flatMap(({ row }) => row.tags))].sort();
  const came = all.filter(({ answer }) => answer.kind !== "failed");
  return {
    id: run.id,
    label: run.label,
    kind: run.kind,
    whole: summary(all.map((one) => one.graded)),
    by_set: Object.fromEntries(
      sets.map(({ name }) => [name, summary(all.filter((one) => one.set === name).map((one) => one.graded))]),
    ),
    by_tag: Object.fromEntries(
      tags.map((tag) => [
        tag,
        summary(all.filter((one) => one.row.tags.includes(tag)).map((one) => one.graded)),
      ]),
    ),
    latency_ms: percentiles(came.map(({ answer }) => answer.ms)),
    ece: calibrationError(sure),
    reliability: reliabilityBins(sure),
    risk_coverage: riskCoverage(sure),
    confusion: countConfusion(
      all.map(({ row, answer }) => [toolLabel(row.calls), toolLabel(answer.calls)] as const),
    ),
    errors: Object.fromEntries(
      errorClasses.flatMap((error) => {
        const n = all.filter(({ answer }) => answer.error === error).length;
        return n === 0 ? [] : [[error, n]];
      }),
    ),
  };
}

function summary(graded: readonly Graded[]): Summary {
  return { n: graded.length, ...summarise(graded) };
}

function countConfusion(labels: readonly (readonly [gold: string, said: string])[]): ConfusionCell[] {
  const cells = new Map<string, ConfusionCell>();
  for (const [gold, said] of labels) {
    const key = `${gold}\n${said}`;
    cells.set(key, { gold, said, n: (cells.get(key)?.n ?? 0) + 1 });
  }
  return [...cells.values()].sort((a, b) => b.n - a.n || (a.gold < b.gold ? -1 : 1));
}

/** Over the cases that both answered. */
export function compareRuns(tuned: JudgedRun, baseline: JudgedRun): Comparison {
  const both = [...tuned.answers].flatMap(([id, one]) => {
    const other = baseline.answers.get(id);
    return other ? [{ tuned: one.graded, baseline: other.graded }] : [];
  });
  /** Shares that both have over the same cases; the others cannot be paired. */
  const delta = (read: (graded: Graded) => boolean | undefined): Delta | undefined => {
    const pairs: Pair[] = both.flatMap((one) => {
      const [left, right] = [read(one.tuned), read(one.baseline)];
      return left === undefined || right === undefined ? [] : [{ tuned: left, baseline: right }];
    });
    return pairs.length === 0 ? undefined : pairedDelta(pairs);
  };
  const count = (left: boolean, right: boolean): number =>
    both.filter((one) => one.tuned.exact === left && one.baseline.exact === right).length;
  const fixed = count(true, false);
  const broken = count(false, true);
  const deltas: Record<string, Delta | undefined> = {
    exact_call: delta((one) => one.exact),
    tool: delta((one) => one.tool),
    arguments: delta((one) => one.arguments),
    none_recall: delta((one) => (one.goldNone ? one.saidNone : undefined)),
    valid: delta((one) => one.valid),
    schema_valid: delta((one) => one.schemaValid),
    item_type: delta((one) => one.itemType),
    action: delta((one) => one.action),
  };
  return {
    fixed,
    broken,
    both_right: count(true, true),
    both_wrong: count(false, false),
    mcnemar_p: mcnemarExact(fixed, broken),
    deltas: Object.fromEntries(
      Object.entries(deltas).flatMap(([name, one]) => (one ? [[name, one] as const] : [])),
    ),
  };
}
