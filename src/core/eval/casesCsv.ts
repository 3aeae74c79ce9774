// The cases as CSV (RFC 4180), a row each, for a spreadsheet.
import type { IndexedCase } from "./caseIndex.ts";
import type { Answer } from "./report.ts";
import { writeCall } from "../writeCall.ts";

const columns = ["id", "set", "request", "tags", "outcome", "error", "gold"] as const;
const answerColumns = ["answer", "exact", "confidence", "ms"] as const;

/** `baseline`: whether the report has one; its columns are left out otherwise. */
export function writeCasesCsv(cases: readonly IndexedCase[], baseline: boolean): string {
  const header = [
    ...columns,
    ...answerColumns.map((name) => `tuned_${name}`),
    ...(baseline ? answerColumns.map((name) => `baseline_${name}`) : []),
  ];
  const rows = cases.map((one) => [
    one.case.id,
    one.case.set,
    one.case.request,
    one.case.tags.join(" "),
    one.outcome,
    one.error ?? "",
    writeCalls(one.case.gold),
    ...answerCells(one.tuned),
    ...(baseline ? answerCells(one.baseline) : []),
  ]);
  return [header, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function answerCells(answer: Answer | undefined): string[] {
  if (!answer) return ["", "", "", ""];
  return [
    answer.calls.length > 0 ? writeCalls(answer.calls) : `(${answer.kind})`,
    answer.exact ? "1" : "0",
    String(answer.confidence),
    String(answer.ms),
  ];
}

function writeCalls(calls: readonly Parameters<typeof writeCall>[0][]): string {
  return calls.length === 0 ? "(none)" : calls.map(writeCall).join(" ; ");
}

/** A spreadsheet runs a text that begins like a formula: an apostrophe keeps it text. Source: OWASP, CSV injection. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[\d.e-]+$/i.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
