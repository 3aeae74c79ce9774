// Gold calls of sets that write every argument as text: each value is right as written and as its tool's type has it.
import type { AcceptedCall } from "../eval/goldRow.ts";
import { isObject, type Json } from "../json.ts";
import type { ListedTool } from "../tool.ts";

/** One right call. Arguments that the tool does not declare stay, so that they are not passed over. */
export function readWrittenCall(
  name: string,
  values: Readonly<Record<string, unknown>>,
  tools: readonly ListedTool[],
): AcceptedCall {
  const schema = tools.find((tool) => tool.name === name)?.inputSchema;
  const properties = isObject(schema) && isObject(schema["properties"]) ? schema["properties"] : {};
  const entries = Object.entries(values).map(([argument, value]): [string, Json[]] => {
    const node = properties[argument];
    const typed = retype(value as Json, isObject(node) ? node["type"] : undefined);
    return [argument, typed === undefined ? [value as Json] : [typed, value as Json]];
  });
  return { name, arguments: Object.fromEntries(entries) };
}

/** @returns undefined when the value has its type already or cannot be read as it. */
function retype(value: Json, type: unknown): Json | undefined {
  if (typeof value !== "string")
    return type === "string" && typeof value === "number" ? String(value) : undefined;
  if (type === "integer" || type === "number") {
    const number = value.trim() === "" ? Number.NaN : Number(value);
    return Number.isFinite(number) ? number : undefined;
  }
  if (type === "boolean") return /^true$/i.test(value) ? true : /^false$/i.test(value) ? false : undefined;
  return type === "array" ? readList(value) : undefined;
}

/** A list as Python prints it. */
function readList(text: string): Json | undefined {
  for (const candidate of [text, text.replaceAll("'", '"')]) {
    try {
      const list: unknown = JSON.parse(candidate);
      if (Array.isArray(list)) return list as Json[];
    } catch {
      // Not JSON in this spelling.
    }
  }
  return undefined;
}
