// A call as the grading rules see it: host arguments and defaults left out, texts trimmed, versions without v.
import hostArgumentNames from "../../contract/hostArguments.json" with { type: "json" };
import type { Call } from "./decision.ts";
import { canonicalJson, isObject, type Json, type JsonObject } from "./json.ts";
import { readShape, type Field, type Shape } from "./schema.ts";
import type { Tool } from "./tool.ts";

/** The arguments that count, in the form in which they are compared. Numbers are equal by value, as JSON has one kind. */
export function canonicalArguments(call: Call, tools: readonly Tool[]): JsonObject {
  const tool = tools.find((one) => one.name === call.name);
  const values = canonicalObject(call.arguments, tool && readShape(tool.inputSchema));
  const query = values["query"];
  return call.name === "search" && typeof query === "string"
    ? { ...values, query: query.toLowerCase() }
    : values;
}

/** The whole call as text: equal calls give equal texts. */
export function canonicalCall(call: Call, tools: readonly Tool[]): string {
  return canonicalJson({ name: call.name, arguments: canonicalArguments(call, tools) });
}

/** One argument's value in canonical form. `key` is the argument's name: a version drops its v. */
export function canonicalValue(value: Json, key: string, shape?: Shape): Json {
  if (typeof value === "string") {
    const text = value.trim();
    return key === "version" ? text.replace(/^v(?=\d)/i, "") : text;
  }
  if (Array.isArray(value)) {
    const item = shape?.kind === "list" ? shape.item : undefined;
    return value.map((one: Json) => canonicalValue(one, "", item));
  }
  return isObject(value) ? canonicalObject(value, shape) : value;
}

/** An argument equal to its default, and an object without anything in it, equal an absent one. */
function canonicalObject(values: JsonObject, shape: Shape | undefined): JsonObject {
  const fields: readonly Field[] = shape?.kind === "object" ? shape.fields : [];
  const result: Record<string, Json> = {};
  for (const [key, value] of Object.entries(values)) {
    if (hostArgumentNames.includes(key)) continue;
    const field = fields.find((one) => one.name === key);
    const canonical = canonicalValue(value, key, field?.shape);
    if (isObject(canonical) && Object.keys(canonical).length === 0) continue;
    if (field?.default !== undefined) {
      const fallback = canonicalValue(field.default, key, field.shape);
      if (canonicalJson(fallback) === canonicalJson(canonical)) continue;
    }
    result[key] = canonical;
  }
  return result;
}
