// What the arguments of a call are read against: their schema, and the request that says them.
import type { JsonObject } from "../json.ts";
import type { Field } from "../schema.ts";
import type { Word } from "../words.ts";

export interface Reading {
  readonly fields: readonly Field[];
  readonly request: string;
  /** The words of the request. */
  readonly words: readonly Word[];
}

/** Gives values that the request says more plainly than the ones given; leaves alone what it does not say. Pure. */
export type Heed = (values: JsonObject, reading: Reading) => JsonObject;
