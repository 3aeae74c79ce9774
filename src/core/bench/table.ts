// A benchmark as a table for people: one line a toolbox size, then the peer and the machine's limits.
import type { BenchReport, WarmFigures } from "./report.ts";

const sizes = ["4", "36", "500"] as const;
const columns: readonly (readonly [string, (warm: WarmFigures) => string])[] = [
  ["tools", (warm) => String(warm.tools)],
  ["p50", (warm) => writeMs(warm.p50_ms)],
  ["p95", (warm) => writeMs(warm.p95_ms)],
  ["p99", (warm) => writeMs(warm.p99_ms)],
  ["mean", (warm) => writeMs(warm.mean_ms)],
  ["min", (warm) => writeMs(warm.min_ms)],
  ["max", (warm) => writeMs(warm.max_ms)],
  ["shortlist", (warm) => writeMs(warm.stages.shortlist)],
  ["prompt", (warm) => writeMs(warm.stages.prompt)],
  ["prefill", (warm) => writeMs(warm.stages.prefill)],
  ["decode", (warm) => writeMs(warm.stages.decode)],
  ["validate", (warm) => writeMs(warm.stages.validate)],
  ["other", (warm) => writeMs(warm.stages.other)],
  ["prefill t/s", (warm) => String(warm.prefill_tokens_per_s ?? "–")],
  ["decode t/s", (warm) => String(warm.decode_tokens_per_s ?? "–")],
  ["kept", (warm) => writePercent(warm.prefix_hit)],
  ["right", (warm) => writePercent(warm.right)],
  ["routes", (warm) => String(warm.n)],
  ["model", (warm) => warm.model],
];

export function writeBenchTable(report: BenchReport): string {
  const { baseline, limits, limit_share: share } = report;
  const where = report.gpu === false ? "processor" : report.gpu;
  const lines = [
    `${report.model} on ${report.machine} (${where})`,
    `cold start ${writeMs(report.cold_start_ms)} ms · load ${writeMs(report.load_ms)} ms · first route ` +
      `${writeMs(report.first_route_ms)} ms · ${Math.round(report.rss_mb)} MB`,
    "",
    "Warm routes, milliseconds; the stages are means",
    ...align([columns.map(([title]) => title), ...sizes.map((size) => cells(report.warm[size]))]),
    "",
    baseline.p50_ms === null
      ? `${baseline.name}: ${baseline.problem ?? "not measured"}`
      : `${baseline.name}, four tools: p50 ${writeMs(baseline.p50_ms)} ms, ${writePercent(baseline.right ?? 0)} right; ` +
        `Tool Router is ${report.ratio?.toFixed(1) ?? "?"} times as fast, ` +
        `${report.ratio_same_length?.toFixed(1) ?? "?"} times against answers of the same length`,
  ];
  if (limits && share !== null)
    lines.push(
      `${writePercent(share)} of this machine's limit: memory ${limits.memory_gb_s} GB/s, over the model's bytes ` +
        `${limits.weights_gb_s} GB/s, prompts ${Math.round(limits.prefill_peak_tokens_per_s)} tokens/s`,
    );
  return lines.join("\n");
}

const cells = (warm: WarmFigures): string[] => columns.map(([, read]) => read(warm));

function align(rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  "));
}

function writeMs(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function writePercent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}
