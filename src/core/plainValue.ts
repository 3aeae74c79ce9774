// A value without a schema: what looks like a number or a truth value is one.
import type { Json } from "./json.ts";

/** "14" → 14, "true" → true. "1.10" is a version or a label: a number that would print otherwise stays text. */
export function readPlainValue(text: string): Json {
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && String(Number(text)) === text) return Number(text);
  return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === "true" : text;
}
