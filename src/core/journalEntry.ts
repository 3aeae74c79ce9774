// One line of the journal: a routed request, what came of it, and what the person said should have been called.
import type { Call, Decision, Recovery } from "./decision.ts";
import { isObject } from "./json.ts";

export interface JournalEntry {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly request: string;
  readonly decision: Decision["kind"];
  readonly call?: Call;
  /** Id of the model that answered, or "rules". */
  readonly model: string;
  readonly recovery: Recovery;
  /** 0 to 1. */
  readonly confidence: number;
  /** The whole route, milliseconds. */
  readonly ms: number;
  readonly stages: Readonly<Record<string, number>>;
  /** What the policy said of the call. */
  readonly verdict?: "run" | "confirm" | "refuse";
  /** What came of the call; absent while it waits and where nothing was called. */
  readonly outcome?: "ok" | "error" | "cancelled" | "declined";
  /** The call that the person wanted in its place. */
  readonly corrected?: Call;
}

/** Reads one line; undefined for a line that is not an entry, such as one that a crash cut short. */
export function readJournalEntry(line: string): JournalEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined; // A line that was cut short: the others still count.
  }
  return isEntry(value) ? value : undefined;
}

function isEntry(value: unknown): value is JournalEntry {
  if (!isObject(value)) return false;
  const texts = ["time", "request", "decision", "model", "recovery"];
  const numbers = ["confidence", "ms"];
  return (
    texts.every((key) => typeof value[key] === "string") &&
    numbers.every((key) => typeof value[key] === "number") &&
    !Number.isNaN(Date.parse(String(value["time"]))) &&
    isObject(value["stages"])
  );
}
