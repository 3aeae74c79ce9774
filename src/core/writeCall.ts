// Writes calls and decisions as one plain line, the way every surface shows them.
import type { Call, Decision } from "./decision.ts";
import type { Json } from "./json.ts";
import { isObject } from "./json.ts";

/** `search {item_type: script, query: email}`; texts are quoted only where they would be misread. */
export function writeCall(call: Call): string {
  return `${call.name} ${writeValue(call.arguments)}`;
}

function writeValue(value: Json | undefined): string {
  if (typeof value === "string")
    return /^[\w./:@+-]+( [\w./:@+-]+)*$/.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeValue).join(", ")}]`;
  if (isObject(value)) {
    const pairs = Object.entries(value).map(([key, item]) => `${key}: ${writeValue(item)}`);
    return `{${pairs.join(", ")}}`;
  }
  return JSON.stringify(value ?? null);
}

/** One line for any decision. */
export function writeDecision(decision: Decision): string {
  switch (decision.kind) {
    case "call":
      return writeCall(decision.call);
    case "ask":
      return decision.question;
    case "none":
      return decision.reason;
  }
}

/** "97 %" */
export function writeConfidence(confidence: number): string {
  return `${Math.round(confidence * 100)} %`;
}
