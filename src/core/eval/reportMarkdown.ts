// The report as Markdown: what was run, the figures with their intervals, what changed, what goes wrong.
import type { Share } from "./metrics.ts";
import { errorClasses, type Delta, type Report, type Run, type Summary } from "./report.ts";

const metricNames = [
  "exact_call",
  "tool",
  "arguments",
  "none_precision",
  "none_recall",
  "none_f1",
  "valid",
  "schema_valid",
  "item_type",
  "action",
  "query_f1",
] as const satisfies readonly (keyof Summary)[];

/** @param charts file names of the charts beside it. */
export function writeReportMarkdown(report: Report, charts: readonly string[] = []): string {
  const { runs } = report;
  const rows = report.sets.map((set) => `${set.name} (${set.rows} rows, \`${set.sha256.slice(0, 12)}\`)`);
  const notes = report.sets.flatMap((set) =>
    (set.notes ?? []).map((note) => `- ${escape(set.name)}: ${escape(note)}`),
  );
  const parts = [
    `# Evaluation of ${escape(label(report.tuned, runs))}`,
    `${report.created} · contract ${report.contract} · ${escape(report.machine)}\n\nSets: ${rows.join(", ")}.`,
    ...(notes.length === 0 ? [] : [notes.join("\n")]),
    section("Metrics", metricTable(report)),
    ...(report.comparison ? [section("Against the baseline", comparison(report))] : []),
    section(
      "By set",
      shareTable(runs, (run) => run.by_set),
    ),
    section(
      "By tag",
      shareTable(runs, (run) => run.by_tag),
    ),
    section("Errors", errorTable(runs)),
    section("Latency", latencyTable(runs)),
    ...(charts.length === 0
      ? []
      : [section("Charts", charts.map((name) => `![${name}](${name})`).join("\n\n"))]),
    "Shares carry Wilson 95 % intervals; differences are paired (Bonett and Price), p is McNemar's exact test.",
  ];
  return `${parts.join("\n\n")}\n`;
}

function metricTable({ runs }: Report): string {
  const rows = metricNames
    .filter((name) => runs.some((run) => run.whole[name]))
    .map((name) => [name, ...runs.map((run) => share(run.whole[name]))]);
  return table(
    ["", ...runs.map((run) => run.label)],
    [...rows, ["ece", ...runs.map((run) => run.ece.toFixed(4))]],
  );
}

function comparison({ comparison: both, runs, baseline }: Report): string {
  if (!both) return "";
  const { fixed, broken, both_right, both_wrong, mcnemar_p: p } = both;
  const deltas = Object.entries(both.deltas).map(([name, one]) => [name, delta(one)]);
  const counts = `Against ${escape(label(baseline ?? "", runs))}: ${fixed} fixed, ${broken} broken, ${both_right} right in both, ${both_wrong} wrong in both; p = ${p.toPrecision(3)}.`;
  return `${counts}\n\n${table(["", "difference"], deltas)}`;
}

function shareTable(runs: readonly Run[], read: (run: Run) => Readonly<Record<string, Summary>>): string {
  const names = [...new Set(runs.flatMap((run) => Object.keys(read(run))))];
  const rows = names.map((name) => {
    const n = runs.map((run) => read(run)[name]?.n ?? 0);
    return [name, String(Math.max(...n)), ...runs.map((run) => share(read(run)[name]?.exact_call))];
  });
  return table(["", "n", ...runs.map((run) => `exact_call, ${run.label}`)], rows);
}

function errorTable(runs: readonly Run[]): string {
  const rows = errorClasses
    .filter((error) => runs.some((run) => run.errors[error] !== undefined))
    .map((error) => [error, ...runs.map((run) => String(run.errors[error] ?? 0))]);
  return rows.length === 0 ? "None." : table(["", ...runs.map((run) => run.label)], rows);
}

function latencyTable(runs: readonly Run[]): string {
  const names = ["p50", "p95", "p99", "mean", "min", "max"] as const;
  const rows = runs.map((run) => [run.label, ...names.map((name) => run.latency_ms[name].toFixed(1))]);
  return table(["ms", ...names], rows);
}

function section(title: string, body: string): string {
  return `## ${title}\n\n${body}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(" | ")} |`;
  const rule = `|${head.map((_, index) => (index === 0 ? "---" : "---:")).join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

function share(one: Share | undefined): string {
  return one ? `${percent(one.value)} (${percent(one.low)}–${percent(one.high)})` : "–";
}

function delta(one: Delta): string {
  const sign = (value: number): string => `${value > 0 ? "+" : ""}${(value * 100).toFixed(1)}`;
  return `${sign(one.value)} points (${sign(one.low)} to ${sign(one.high)})`;
}

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;

function label(id: string, runs: readonly Run[]): string {
  return runs.find((run) => run.id === id)?.label ?? id;
}

/** Names come from files and endpoints; they must not open a cell or a link. */
function escape(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[|<[\\]/g, (mark) => `\\${mark}`);
}
