// The card beside a GGUF file: what the model is, which prompt it wants, and the hash that proves the file.

import type { Calibration } from "./calibrator.ts";

/**
 * `bare`: tuned on one toolbox, reads the request alone. `declared`: wants every tool's declaration in the prompt, asking and
 * abstaining among them. `declared_words`: knows how to ask and abstain, wants the other declarations, and reads the request word by word.
 */
export const promptStyles = ["bare", "declared", "declared_words"] as const;
export type PromptStyle = (typeof promptStyles)[number];

/** Model families by how they write calls. */
export const formatNames = ["functiongemma", "qwen"] as const;
export type FormatName = (typeof formatNames)[number];

/** How a larger model helps out with a toolbox that a smaller one knows by heart. */
export interface SecondOpinion {
  /** Confidence of the smaller one, 0 to 1, below which the larger is asked. */
  readonly below: number;
  /** Share of the larger one's confidence that counts against the smaller one's, 0 to 1: what it knows by heart it knows better. */
  readonly trust: number;
  /** How the larger one's probabilities become confidence on that toolbox. */
  readonly calibration?: Calibration;
}

/** Least probabilities of the chosen tool, 0 to 1, for which a call is made. */
export interface CallsFrom {
  /** Where the tool's declaration says at least half of the request's plain words. */
  readonly covered: number;
  readonly otherwise: number;
}

/** Parsed `models/<id>.json`; written by training, read by the host. Keys are shared with Python. */
export interface ModelCard {
  readonly id: string;
  readonly file: string;
  /** Size of the file in bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly format: FormatName;
  readonly prompt_style: PromptStyle;
  /** Id of the model beside this one that reads declarations, for toolboxes this one was not tuned on. */
  readonly other_tools?: string;
  /** For which calls to tools that are not built in the model is sure enough; others are offered beside "no tool". */
  readonly calls_from?: CallsFrom;
  /** When that other model is asked too, even for the toolbox this one was tuned on. */
  readonly second_opinion?: SecondOpinion;
  /** Name of a LoRA adapter (GGUF) beside the file, to be applied to it. */
  readonly adapter?: string;
  /** Hash of the toolbox a bare model was tuned on (canonical JSON, sha256). */
  readonly toolset_sha256?: string;
  readonly licence: string;
  /** How the model's probabilities become confidence, fitted to graded held-out rows. */
  readonly calibration?: Calibration;
}
