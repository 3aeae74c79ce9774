// Fits confidence to graded answers and writes the fit into the model's card.
import { readFile, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { calibrationError } from "../../core/calibration.ts";
import {
  bandOf,
  calibrate,
  fitCalibration,
  leastRows,
  type Calibration,
  type GradedEvidence,
} from "../../core/calibrator.ts";
import { Failure } from "../../core/failure.ts";
import type { FoundModel } from "../modelStore.ts";

export interface Calibrated {
  readonly calibration: Calibration;
  /** Over the rows that it was fitted to. */
  readonly ece: number;
  /** Share of the rows in the sure band, and how many of those are right. */
  readonly coverage: number;
  readonly right: number;
  /** The card. */
  readonly path: string;
}

/** @throws Failure bad_request for too few rows, or a card that cannot be read or written. */
export async function writeCalibration(
  model: FoundModel,
  rows: readonly GradedEvidence[],
): Promise<Calibrated> {
  const calibration = fitCalibration(rows);
  if (!calibration)
    throw new Failure(
      "bad_request",
      `A calibration needs at least ${leastRows} answers of the model; there are ${rows.length}.`,
      "Give more rows, which the model was not trained on.",
    );
  const path = join(dirname(model.path), `${basename(model.path, ".gguf")}.json`);
  const card = await readFile(path, "utf8").then(
    (text) => JSON.parse(text) as object,
    (error: unknown) => {
      throw new Failure("bad_request", `The model has no card ${path}.`, "Write one beside the file.", error);
    },
  );
  const part = `${path}.part`;
  await writeFile(part, `${JSON.stringify({ ...card, calibration }, undefined, 2)}\n`);
  await rename(part, path);
  const judged = rows.map(({ evidence, right }) => ({ confidence: calibrate(calibration, evidence), right }));
  const sure = judged.filter(({ confidence }) => bandOf(confidence, calibration) === "sure");
  return {
    calibration,
    ece: calibrationError(judged),
    coverage: sure.length / rows.length,
    right: sure.filter((one) => one.right).length / Math.max(1, sure.length),
    path,
  };
}
