// Inputs given as a JSON object inside a request ("run csv_summary with {"file": "a.csv"}") are read, not guessed.
import type { Call } from "../decision.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

export interface InlineParameters {
  /** The request without the object and the words that only introduced it. */
  readonly request: string;
  readonly parameters: JsonObject | undefined;
}

const introduction =
  /\s*(?:,?\s*(?:with|using|and|passing|inputs?|params|parameters|args|arguments|json)\s*[:=]?)*\s*$/i;

/** Takes the first JSON object out of a request; a request that is nothing but an object stays as it is. */
export function takeInlineParameters(request: string): InlineParameters {
  const start = request.indexOf("{");
  for (
    let end = request.lastIndexOf("}");
    start > 0 && end > start;
    end = request.lastIndexOf("}", end - 1)
  ) {
    const value = parseObject(request.slice(start, end + 1));
    if (value === undefined) continue;
    const before = request.slice(0, start).replace(introduction, "");
    return { request: `${before} ${request.slice(end + 1).trim()}`.trim(), parameters: value };
  }
  return { request, parameters: undefined };
}

/** Adds inline parameters to a call that takes parameters; what the object says wins over what words say. */
export function addInlineParameters(call: Call, parameters: JsonObject | undefined): Call {
  if (!parameters || call.name !== "execute") return call;
  const given = call.arguments["parameters"];
  const said = isObject(given) ? given : {};
  return { ...call, arguments: { ...call.arguments, parameters: { ...said, ...parameters } } };
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // Braces that are no JSON stay part of the request.
  }
}
