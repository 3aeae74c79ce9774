// One router under evaluation, whatever answers: a GGUF, the rules, an endpoint, the library's chat functions.
import type { GoldRow } from "../../core/eval/goldRow.ts";
import type { Toolbox } from "../../core/interpret.ts";
import type { RawAnswer } from "../../core/eval/judgeAnswer.ts";
import type { Run } from "../../core/eval/report.ts";

/** A row with the tools that it is answered and graded with. */
export interface SetRow {
  readonly row: GoldRow;
  readonly toolbox: Toolbox;
  /** Where it stands in its file, from 1. */
  readonly line: number;
}

export interface Candidate extends Pick<Run, "id" | "label" | "kind"> {
  /** Everything that an answer depends on beside the row: an answer is looked up under both. */
  readonly fingerprint: string;
  /** Loads what the first answer would otherwise pay for. */
  prepare(signal: AbortSignal): Promise<void>;
  /** @throws Failure; one row's failure is that row's answer, see `runCandidate`. */
  answer(row: SetRow, signal: AbortSignal): Promise<RawAnswer>;
  dispose(): Promise<void>;
}
