// Runs one rule of what is said on a request, against a schema as a server gives it.
import assert from "node:assert/strict";
import type { JsonObject } from "../../../src/core/json.ts";
import type { Heed } from "../../../src/core/said/reading.ts";
import { readShape } from "../../../src/core/schema.ts";
import { splitWords } from "../../../src/core/words.ts";

export const text = { type: "string" };
export const whole = { type: "integer" };
export const number = { type: "number" };

/** A rule with the arguments of a tool: what it makes of a request and the values of the model. */
export function heedWith(
  heed: Heed,
  properties: JsonObject,
  required: readonly string[] = [],
): (request: string, values: JsonObject) => JsonObject {
  const shape = readShape({ type: "object", properties, required });
  assert.ok(shape.kind === "object");
  return (request, values) => heed(values, { fields: shape.fields, request, words: splitWords(request) });
}
