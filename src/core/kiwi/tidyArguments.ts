// The arguments of a Kiwi call in their shortest form: what is left out means the same.
import type { Call } from "../decision.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

/** Drops what equals the default, a version's leading `v`, and empty parameters. Pure. */
export function tidyArguments(call: Call): JsonObject {
  const result: Record<string, Json> = { ...call.arguments };
  if (call.name === "search" && result["source"] === "local") delete result["source"];
  if (typeof result["query"] === "string") result["query"] = withoutDeterminer(result["query"]);
  if (call.name === "load" && result["source"] === undefined) result["source"] = "project";
  if (call.name === "load" && result["destination"] === result["source"]) delete result["destination"];
  if (typeof result["version"] === "string") result["version"] = withoutV(result["version"]);
  const parameters = result["parameters"];
  if (isObject(parameters)) {
    const version = parameters["version"];
    if (Object.keys(parameters).length === 0) delete result["parameters"];
    else if (typeof version === "string" || typeof version === "number")
      result["parameters"] = { ...parameters, version: withoutV(String(version)) };
  }
  return result;
}

/** "our pricing model" is about the pricing model; a query that is nothing but such a word stays. */
const withoutDeterminer = (query: string): string =>
  query.replace(/^(?:for\s+(?=\S))?(?:an?|the|my|our|any|some)\s+(?=\S)|^for\s+(?=\S)/i, "");

const withoutV = (version: string): string => version.replace(/^v(?=\d)/i, "");
