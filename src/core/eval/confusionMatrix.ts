// Which tool was right against which was called, with the rarest tools taken together so that a table stays readable.
import { toolLabel } from "./caseIndex.ts";
import type { Case } from "./report.ts";

export const otherLabel = "(other)";

export interface ConfusionMatrix {
  /** Rows (right) and columns (called) alike. */
  readonly labels: readonly string[];
  /** `counts[gold][said]`. */
  readonly counts: readonly (readonly number[])[];
}

/** One cell, in the matrix's labels. */
export interface CellChoice {
  /** Id of the run whose answers the matrix counts. */
  readonly run: string;
  readonly gold: string;
  readonly said: string;
}

export function confusionMatrix(cases: readonly Case[], run: string, mostLabels = 10): ConfusionMatrix {
  const labels = matrixLabels(cases, run, mostLabels);
  const counts = labels.map(() => labels.map(() => 0));
  for (const one of cases) {
    const { gold, said } = cellOf(one, run, labels);
    const row = counts[labels.indexOf(gold)];
    const column = labels.indexOf(said);
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return { labels, counts };
}

/** The cell that a case is counted in. */
export function cellOf(one: Case, run: string, labels: readonly string[]): CellChoice {
  const fold = (label: string): string => (labels.includes(label) ? label : otherLabel);
  return { run, gold: fold(toolLabel(one.gold)), said: fold(toolLabel(one.answers[run]?.calls ?? [])) };
}

/** The most frequent first, "(none)" behind them, "(other)" last where some are left over. */
function matrixLabels(cases: readonly Case[], run: string, most: number): string[] {
  const seen = new Map<string, number>();
  for (const one of cases)
    for (const label of [toolLabel(one.gold), toolLabel(one.answers[run]?.calls ?? [])])
      seen.set(label, (seen.get(label) ?? 0) + 1);
  const named = [...seen]
    .filter(([label]) => label !== "(none)")
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([label]) => label);
  const kept = named.length > most ? named.slice(0, most - 1) : named;
  return [
    ...kept,
    ...(seen.has("(none)") ? ["(none)"] : []),
    ...(named.length > kept.length ? [otherLabel] : []),
  ];
}
