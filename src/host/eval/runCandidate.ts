// Lets one candidate answer rows: kept answers are taken, new ones kept; one row's failure is that row's answer.
import { performance } from "node:perf_hooks";
import { describe, Failure, isCancelled } from "../../core/failure.ts";
import { failedAnswer, type RawAnswer } from "../../core/eval/judgeAnswer.ts";
import type { AnswerCache } from "./answerCache.ts";
import type { Candidate, SetRow } from "./candidate.ts";

export interface RunProgress {
  readonly done: number;
  readonly total: number;
  /** Taken from the cache. */
  readonly kept: number;
  /** New answers a second, 0 before the first. */
  readonly rate: number;
}

export interface RunOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
}

export interface RanCandidate {
  /** In the order of the rows. */
  readonly answers: readonly RawAnswer[];
  readonly kept: number;
}

/** No other row would fare better after one of these. */
const hopeless = new Set(["model_missing", "model_corrupt", "model_unsupported", "workspace_missing"]);

/** @throws Failure cancelled (what was answered is kept), or one that would meet every row. */
export async function runCandidate(
  candidate: Candidate,
  rows: readonly SetRow[],
  cache: AnswerCache,
  { signal, onProgress }: RunOptions,
): Promise<RanCandidate> {
  const isNew = rows.some((row) => !cache.get(row));
  if (isNew) await candidate.prepare(signal);
  const began = performance.now();
  const answers: RawAnswer[] = [];
  let kept = 0;
  for (const row of rows) {
    if (signal.aborted) throw new Failure("cancelled", "The evaluation was cancelled.", "Run it again.");
    const known = cache.get(row);
    if (known) kept += 1;
    answers.push(known ?? (await answer(candidate, row, cache, signal)));
    const fresh = answers.length - kept;
    const seconds = (performance.now() - began) / 1000;
    onProgress({
      done: answers.length,
      total: rows.length,
      kept,
      rate: fresh === 0 ? 0 : fresh / Math.max(seconds, 1e-3),
    });
  }
  return { answers, kept };
}

/** Failures are not kept: the next run may fare better. */
async function answer(
  candidate: Candidate,
  row: SetRow,
  cache: AnswerCache,
  signal: AbortSignal,
): Promise<RawAnswer> {
  const began = performance.now();
  try {
    const raw = await candidate.answer(row, signal);
    if (raw.kind !== "failed") cache.set(row, raw);
    return raw;
  } catch (error) {
    if (isCancelled(error) || !(error instanceof Failure) || hopeless.has(error.code)) throw error;
    return failedAnswer(describe(error), performance.now() - began);
  }
}
