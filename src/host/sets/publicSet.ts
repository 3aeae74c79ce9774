// What a public test set is to an evaluation: its rows, where they come from, and what a reader must know of the figures.
import type { GoldRow } from "../../core/eval/goldRow.ts";

export interface Origin {
  /** Publisher and commit or version. */
  readonly source: string;
  /** SPDX identifier. */
  readonly licence: string;
}

/** One source of sets: `name:part`, or `name` alone where `parts` has an empty one. */
export interface PublicSource {
  readonly name: string;
  readonly parts: readonly string[];
  readonly origin: Origin;
  /** @throws Failure bad_request for data that is missing or broken. */
  open(folder: string, part: string): Promise<OpenedRows>;
}

export interface OpenedRows {
  readonly rows: readonly GoldRow[];
  /** Whole sentences: what was left out, and what the figures can be compared with. */
  readonly notes: readonly string[];
}
