// What `tool-router logs` prints for people: how requests ended, which step answered, how fast, and what was corrected.
import type { LogSummary } from "./logSummary.ts";
import type { Latency } from "../eval/metrics.ts";

const recoveryNames = {
  none: "model",
  rules: "rules",
  repair: "model, repaired",
  fallback: "rules, model failed",
} as const;

/** More days than this are only counted. */
const shownDays = 14;

/** `skipped`: lines that could not be read. */
export function writeLogTable(summary: LogSummary, skipped: number): string {
  const unread =
    skipped === 0 ? [] : ["", `${count(skipped, "line")} could not be read and ${are(skipped)} left out.`];
  if (summary.entries === 0) return ["No requests yet.", ...unread].join("\n");
  return [
    `${count(summary.entries, "request")} from ${summary.from ?? ""} to ${summary.to ?? ""}`,
    "",
    ...outcomeLines(summary),
    "",
    ...recoveryLines(summary),
    "",
    ...dayLines(summary),
    ...unread,
  ].join("\n");
}

function outcomeLines({ success, ended, decisions, outcomes, ...rest }: LogSummary): string[] {
  const share =
    ended === 0
      ? "no call has run"
      : `${percent(success.value)} of ${ended} that ran (95 %: ${percent(success.low)} to ${percent(success.high)})`;
  return align([
    ["went well", share],
    ["decided", `${decisions.call} call, ${decisions.ask} ask, ${decisions.none} none`],
    ["not run", `${outcomes.declined} declined, ${outcomes.cancelled} cancelled`],
    ["corrected", `${rest.corrections} (${percent(rest.corrections / rest.entries)})`],
    ["waited", writeLatency(rest.latency_ms)],
    ["routing alone", writeLatency(rest.stages_ms)],
  ]);
}

function recoveryLines({ recovery, entries }: LogSummary): string[] {
  return align([
    ["answered by", "requests", "share", "ran", "went well"],
    ...recovery
      .filter((one) => one.n > 0)
      .map((one) => [
        recoveryNames[one.recovery],
        String(one.n),
        percent(one.n / entries),
        String(one.ended),
        one.ended === 0 ? "–" : percent(one.succeeded / one.ended),
      ]),
  ]);
}

function dayLines({ days }: LogSummary): string[] {
  const earlier = days.length - shownDays;
  return [
    ...align([
      ["day (UTC)", "requests", "corrected", "p50 ms"],
      ...days.slice(-shownDays).map((one) => [one.day, String(one.n), String(one.corrected), ms(one.p50_ms)]),
    ]),
    ...(earlier > 0 ? [`and ${count(earlier, "day")} before`] : []),
  ];
}

function writeLatency({ p50, p95, p99, mean, min, max }: Latency): string {
  return `p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}, mean ${ms(mean)}, ${ms(min)} to ${ms(max)} ms`;
}

/** Columns as wide as their widest cell. */
function align(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(width(at)))
      .join("  ")
      .trimEnd(),
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function ms(milliseconds: number): string {
  return milliseconds < 10 ? milliseconds.toFixed(1) : String(Math.round(milliseconds));
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

function are(n: number): string {
  return n === 1 ? "is" : "are";
}
