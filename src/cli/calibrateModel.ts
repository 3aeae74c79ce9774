// tool-router eval --calibrate: fits confidence to what was just graded and keeps the fit in the model's card.
import type { JudgedAnswer, RawAnswer } from "../core/eval/judgeAnswer.ts";
import { writeCalibration } from "../host/eval/writeCalibration.ts";
import { findTuned, type CandidateSetting } from "./evalCandidates.ts";
import type { Terminal } from "./terminal.ts";

export interface GradedAnswers {
  readonly answers: ReadonlyMap<string, JudgedAnswer>;
  /** The same answers before they were graded. */
  readonly raw: ReadonlyMap<string, RawAnswer>;
}

/** Over every set at once: rows that the model has not been trained on. @throws Failure bad_request for too few, or without a card. */
export async function calibrateModel(
  { raw, answers }: GradedAnswers,
  setting: CandidateSetting,
  terminal: Terminal,
): Promise<void> {
  const rows = [...raw].flatMap(([id, { evidence }]) => {
    const judged = answers.get(id);
    return evidence && judged ? [{ evidence, right: judged.answer.exact }] : [];
  });
  const { calibration, ece, coverage, right, path } = await writeCalibration(findTuned(setting), rows);
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  terminal.note(
    `Calibrated on ${rows.length} answers: error ${ece.toFixed(4)}; from ${percent(calibration.sure)} on it acts without asking, ` +
      `${percent(coverage)} of the requests, ${percent(right)} of them right. Written: ${path}`,
  );
}
