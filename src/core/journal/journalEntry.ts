// One line of the journal: a routed request, what came of it, and what the person said should have been called.
import type { Call, Decision, Recovery } from "../decision.ts";
import { isObject } from "../json.ts";

export interface JournalEntry {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly request: string;
  readonly decision: Decision["kind"];
  readonly call?: Call;
  /** Id of the model that answered, or "rules". */
  readonly model: string;
  /** Id of the other model, where one was asked for a second opinion. */
  readonly second?: string;
  readonly recovery: Recovery;
  /** 0 to 1. */
  readonly confidence: number;
  /** The whole route, with the loading of the model where it was not loaded; milliseconds. */
  readonly ms: number;
  /** Milliseconds of each stage; together less than the whole where something was loaded. */
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

const kinds: readonly unknown[] = ["call", "ask", "none"] satisfies Decision["kind"][];
const recoveries: readonly unknown[] = ["rules", "none", "repair", "fallback"] satisfies Recovery[];

/** The optional parts are what we wrote; a line that passes is ours. */
function isEntry(value: unknown): value is JournalEntry {
  if (!isObject(value)) return false;
  const { time } = value;
  return (
    typeof time === "string" &&
    /^\d{4}-\d{2}-\d{2}T/.test(time) &&
    !Number.isNaN(Date.parse(time)) &&
    ["request", "model"].every((key) => typeof value[key] === "string") &&
    ["confidence", "ms"].every((key) => typeof value[key] === "number") &&
    kinds.includes(value["decision"]) &&
    recoveries.includes(value["recovery"]) &&
    isObject(value["stages"]) &&
    Object.values(value["stages"]).every((ms) => typeof ms === "number") &&
    ["call", "corrected"].every((key) => value[key] === undefined || isObject(value[key]))
  );
}
