// What the journal says over time: how often calls went well, which step answered, how fast, and what was corrected.
import type { Recovery } from "../decision.ts";
import { binEdges, countBins, type Bin } from "../eval/histogram.ts";
import type { JournalEntry } from "./journalEntry.ts";
import { percentiles, wilson, type Latency, type Share } from "../eval/metrics.ts";

export interface LogSummary {
  readonly entries: number;
  /** ISO dates of the first and the last entry; absent in an empty journal. */
  readonly from?: string;
  readonly to?: string;
  /** Calls that ended well, among those that ran to an end. */
  readonly success: Share;
  readonly ended: number;
  readonly decisions: Readonly<Record<JournalEntry["decision"], number>>;
  readonly outcomes: Readonly<Record<NonNullable<JournalEntry["outcome"]>, number>>;
  readonly recovery: readonly RecoveryShare[];
  /** What the person waited for, with the loading of the model where it was not loaded. */
  readonly latency_ms: Latency;
  /** The stages of the route alone. */
  readonly stages_ms: Latency;
  readonly latency_bins: readonly Bin[];
  readonly corrections: number;
  readonly days: readonly LogDay[];
}

export interface RecoveryShare {
  readonly recovery: Recovery;
  readonly n: number;
  /** Calls that ran to an end, and those that ended well. */
  readonly ended: number;
  readonly succeeded: number;
}

/** One day on which something was asked, UTC. */
export interface LogDay {
  readonly day: string;
  readonly n: number;
  readonly corrected: number;
  readonly p50_ms: number;
}

const recoveries: readonly Recovery[] = ["rules", "none", "repair", "fallback"];

export function summariseLog(entries: readonly JournalEntry[]): LogSummary {
  const ended = entries.filter(hasEnded);
  const times = entries.map((entry) => entry.time).sort();
  const milliseconds = entries.map((entry) => entry.ms);
  const [from, to] = [times[0], times.at(-1)];
  const count = <Key extends string>(keys: readonly Key[], read: (entry: JournalEntry) => Key | undefined) =>
    Object.fromEntries(keys.map((key) => [key, entries.filter((entry) => read(entry) === key).length])) as {
      readonly [name in Key]: number;
    };
  return {
    entries: entries.length,
    ...(from === undefined ? {} : { from: from.slice(0, 10) }),
    ...(to === undefined ? {} : { to: to.slice(0, 10) }),
    success: wilson(ended.filter((entry) => entry.outcome === "ok").length, ended.length),
    ended: ended.length,
    decisions: count(["call", "ask", "none"], (entry) => entry.decision),
    outcomes: count(["ok", "error", "cancelled", "declined"], (entry) => entry.outcome),
    recovery: recoveries.map((recovery) => {
      const of = entries.filter((entry) => entry.recovery === recovery);
      return {
        recovery,
        n: of.length,
        ended: of.filter(hasEnded).length,
        succeeded: of.filter((entry) => entry.outcome === "ok").length,
      };
    }),
    latency_ms: percentiles(milliseconds),
    stages_ms: percentiles(entries.map(sumStages)),
    latency_bins: countBins(milliseconds, binEdges(milliseconds)),
    corrections: entries.filter((entry) => entry.corrected).length,
    days: byDay(entries),
  };
}

function hasEnded(entry: JournalEntry): boolean {
  return entry.outcome === "ok" || entry.outcome === "error";
}

function sumStages({ stages }: JournalEntry): number {
  return Object.values(stages).reduce((sum, ms) => sum + ms, 0);
}

function byDay(entries: readonly JournalEntry[]): LogDay[] {
  const days = new Map<string, JournalEntry[]>();
  for (const entry of entries) {
    const day = entry.time.slice(0, 10);
    const known = days.get(day);
    if (known) known.push(entry);
    else days.set(day, [entry]);
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, of]) => ({
      day,
      n: of.length,
      corrected: of.filter((entry) => entry.corrected).length,
      p50_ms: percentiles(of.map((entry) => entry.ms)).p50,
    }));
}
