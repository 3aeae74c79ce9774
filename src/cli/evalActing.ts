// How often the model is sure enough to act without asking, and how often it is right then.
import { bandOf, type Calibration } from "../core/calibrator.ts";
import type { JudgedAnswer } from "../core/eval/judgeAnswer.ts";
import { wilson, type Share } from "../core/eval/metrics.ts";

export interface Acting {
  /** Least confidence of the band. */
  readonly threshold: number;
  /** Share of the answers in the band. */
  readonly coverage: Share;
  /** Share of right ones among those. */
  readonly right: Share;
}

export function judgeActing(answers: readonly JudgedAnswer[], calibration: Calibration): Acting {
  const sure = answers.filter(({ answer }) => bandOf(answer.confidence, calibration) === "sure");
  return {
    threshold: calibration.sure,
    coverage: wilson(sure.length, answers.length),
    right: wilson(sure.filter(({ answer }) => answer.exact).length, sure.length),
  };
}
