// How a training run stands, read from its recipe's events (one JSON object a line): step, loss, time left, end.
import { isObject } from "../json.ts";

/** What a recipe has told so far. `state` is of the recipe's own words: whether its process lives is another matter. */
export interface TrainingProgress {
  readonly state: "preparing" | "training" | "done" | "failed";
  readonly step: number;
  /** 0 until the recipe knows. */
  readonly total: number;
  readonly loss?: number;
  /** Share of held-out rows whose call is exactly right, 0 to 1. */
  readonly heldOutExact?: number;
  /** Of the recipe's present process. */
  readonly seconds?: number;
  /** Seconds left, by the recipe's own reckoning. */
  readonly leftSeconds?: number;
  /** Step of the last checkpoint: what a resumed run goes on from. */
  readonly checkpoint?: number;
  /** One sentence, when it failed. */
  readonly problem?: string;
  /** Names of the model's file and its card in the run's folder, when it is done. */
  readonly file?: string;
  readonly card?: string;
}

export const noProgress: TrainingProgress = { state: "preparing", step: 0, total: 0 };

/** Reads a whole file of events; broken lines (a crash cuts the last one short) and foreign lines are left out. */
export function readTrainingProgress(text: string): TrainingProgress {
  return text.split("\n").reduce(addEvent, noProgress);
}

/** Adds one line. A new "start" (a resumed run) takes back an earlier end. */
export function addEvent(before: TrainingProgress, line: string): TrainingProgress {
  const event = parse(line);
  if (!isObject(event)) return before;
  const kind = event["event"];
  if (kind === "error")
    return {
      ...withoutEta(before),
      state: "failed",
      problem: text(event["message"]) ?? "The recipe gave no reason.",
    };
  if (typeof kind !== "string" || !known.has(kind)) return before;
  const { problem: _ended, ...open } = before;
  const loss = amount(event["loss"]);
  const exact = amount(event["exact"]);
  const seconds = amount(event["seconds"]);
  const eta = amount(event["eta_s"]);
  const step = amount(event["step"]) ?? before.step;
  const after = {
    ...withoutEta(open),
    state: "training" as const,
    step,
    total: amount(event["total"]) ?? before.total,
    ...(loss === undefined ? {} : { loss }),
    ...(exact === undefined ? {} : { heldOutExact: exact }),
    ...(seconds === undefined ? {} : { seconds }),
    ...(eta === undefined ? {} : { leftSeconds: eta }),
    ...(kind === "checkpoint" ? { checkpoint: step } : {}),
  };
  if (kind !== "done") return after;
  const file = text(event["file"]);
  const card = text(event["card"]);
  return {
    ...withoutEta(after),
    state: "done",
    ...(file === undefined ? {} : { file }),
    ...(card === undefined ? {} : { card }),
  };
}

const known = new Set(["start", "step", "validation", "checkpoint", "done"]);

/** "3 h 5 min", "12 min", "40 s"; rounded up, so that it never says 0 while something is left. */
export function writeTimeLeft(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))} s`;
  const minutes = Math.ceil(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes % 60} min`;
}

/** "31 %, loss 0.412, 12 min left": for the status item and the terminal. */
export function writeTrainingProgress(progress: TrainingProgress): string {
  const { state, step, total, loss, leftSeconds, problem } = progress;
  switch (state) {
    case "preparing":
      return "preparing";
    case "failed":
      return problem ?? "failed";
    case "done":
      return loss === undefined ? "done" : `done, loss ${loss.toFixed(3)}`;
    case "training":
      return [
        total === 0 ? `step ${step}` : `${Math.floor((100 * step) / total)} %`,
        ...(loss === undefined ? [] : [`loss ${loss.toFixed(3)}`]),
        ...(leftSeconds === undefined ? [] : [`${writeTimeLeft(leftSeconds)} left`]),
      ].join(", ");
  }
}

function withoutEta<Known extends TrainingProgress>({
  leftSeconds: _left,
  ...rest
}: Known): Omit<Known, "leftSeconds"> {
  return rest;
}

function amount(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // An empty or torn line, or a word of a library.
  }
}
