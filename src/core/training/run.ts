// A training run as its folder tells it: what was started, and where it stands.
import { isObject } from "../json.ts";
import type { Command } from "./command.ts";
import { writeTrainingProgress, type TrainingProgress } from "./progress.ts";

/** run.json: written once, before the recipe is started. */
export interface RunRecord {
  /** Name of the folder. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly recipe: string;
  /** Of the new model. */
  readonly name: string;
  readonly smoke: boolean;
  /** What it is trained on, in words. */
  readonly about: string;
  readonly start: Command;
  readonly resume: Command;
  /** File in the model's folder that it can go on from. */
  readonly checkpoint: string;
}

export function readRunRecord(text: string): RunRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // A file that a full disk cut short.
  }
  if (!isObject(value) || typeof value["smoke"] !== "boolean") return undefined;
  const texts = ["id", "created", "recipe", "name", "about", "checkpoint"];
  const whole =
    texts.every((key) => typeof value[key] === "string") &&
    isCommand(value["start"]) &&
    isCommand(value["resume"]);
  return whole ? (value as unknown as RunRecord) : undefined;
}

function isCommand(value: unknown): value is Command {
  return (
    isObject(value) &&
    typeof value["program"] === "string" &&
    Array.isArray(value["args"]) &&
    value["args"].every((one) => typeof one === "string")
  );
}

export interface TrainingRun {
  readonly record: RunRecord;
  /** Absolute path. */
  readonly folder: string;
  readonly progress: TrainingProgress;
  /** "stopped": by the person, or its process is gone; "failed": the recipe said why. */
  readonly state: "running" | "done" | "stopped" | "failed";
  /** Whether there is a checkpoint to go on from. */
  readonly canResume: boolean;
  /** Of its report, once it is evaluated. */
  readonly report?: string;
  /** Whether the person has been told of its end, and has answered. */
  readonly wasOffered: boolean;
}

export interface RunSigns {
  readonly progress: TrainingProgress;
  readonly isAlive: boolean;
  readonly wasCancelled: boolean;
}

/** A process that lives counts more than an earlier end: it was resumed and has not told of itself yet. */
export function stateOf({ progress, isAlive, wasCancelled }: RunSigns): TrainingRun["state"] {
  if (progress.state === "done") return "done";
  if (isAlive) return "running";
  return progress.state === "failed" && !wasCancelled ? "failed" : "stopped";
}

/** One line for lists and the status item. */
export function writeRun({ record, state, progress, canResume }: TrainingRun): string {
  const on = canResume ? "; it can go on" : "";
  switch (state) {
    case "running":
    case "done":
      return `${record.name}: ${writeTrainingProgress(progress)}`;
    case "failed":
      return `${record.name}: ${progress.problem ?? "failed"}`;
    case "stopped":
      return progress.total === 0
        ? `${record.name}: stopped before it began${on}`
        : `${record.name}: stopped at step ${progress.step} of ${progress.total}${on}`;
  }
}
