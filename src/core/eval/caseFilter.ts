// Which cases the page lists: by outcome, error class, set, tag, confusion cell and text.
import type { IndexedCase, Outcome } from "./caseIndex.ts";
import { cellOf, type CellChoice } from "./confusionMatrix.ts";
import type { ErrorClass } from "./report.ts";

export interface CaseFilter {
  readonly outcome?: Outcome | undefined;
  readonly error?: ErrorClass | undefined;
  readonly set?: string | undefined;
  readonly tag?: string | undefined;
  readonly cell?: CellChoice | undefined;
  readonly text: string;
}

export const noFilter: CaseFilter = { text: "" };

/** `labels` are those of the matrix that `filter.cell` was chosen in. Every word of the text must occur. */
export function filterCases(
  cases: readonly IndexedCase[],
  filter: CaseFilter,
  labels: readonly string[],
): IndexedCase[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const { cell } = filter;
  const isInCell = (one: IndexedCase): boolean => {
    if (!cell) return true;
    const { gold, said } = cellOf(one.case, cell.run, labels);
    return gold === cell.gold && said === cell.said;
  };
  return cases.filter(
    (one) =>
      (filter.outcome === undefined || one.outcome === filter.outcome) &&
      (filter.error === undefined || one.error === filter.error) &&
      (filter.set === undefined || one.case.set === filter.set) &&
      (filter.tag === undefined || one.case.tags.includes(filter.tag)) &&
      words.every((word) => one.text.includes(word)) &&
      isInCell(one),
  );
}

export function isFiltered(filter: CaseFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined && value !== "");
}
