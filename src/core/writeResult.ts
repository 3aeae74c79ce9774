// Turns the built-in server's results into a few lines that a person can read; unknown shapes become tidy JSON.
import { isObject, type Json } from "./json.ts";
import type { ToolResult } from "./toolResult.ts";

const longestText = 4000;

/** The result as plain text: hits as a list, items with their content, errors with what to do. */
export function writeResult(result: ToolResult): string {
  return withoutControls(describeResult(result));
}

/** Foreign text must not steer a terminal. */
export function withoutControls(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}

function describeResult(result: ToolResult): string {
  const json = result.json;
  if (!isObject(json)) return cut(result.text.trim() === "" ? "The tool returned nothing." : result.text);
  if (typeof json["error"] === "string") return writeError(json["error"], json);
  if (Array.isArray(json["results"])) return writeHits(json["results"], json);
  if (typeof json["content"] === "string" && json["mode"] === "read_only")
    return cut(`${headline(json)}\n\n${json["content"].trimEnd()}`);
  return cut(JSON.stringify(json, undefined, 2));
}

function writeHits(hits: readonly unknown[], json: Record<string, unknown>): string {
  if (hits.length === 0) return `Nothing found for "${text(json["query"])}".`;
  const lines = hits.filter(isObject).map((hit) => {
    const name = text(hit["name"]) || text(hit["id"]);
    return `  ${name.padEnd(24)} ${text(hit["description"])}`.trimEnd();
  });
  const total = typeof json["total"] === "number" ? json["total"] : hits.length;
  return [`${total} found`, ...lines].join("\n");
}

function writeError(error: string, json: Record<string, unknown>): string {
  const lines = [error];
  const missing = json["missing_inputs"];
  if (Array.isArray(missing))
    lines.push(
      `Missing: ${missing.map((one) => (isObject(one) ? text(one["name"]) : text(one as Json))).join(", ")}`,
    );
  for (const key of ["solution", "hint", "suggestion"])
    if (typeof json[key] === "string") lines.push(json[key]);
  if (Array.isArray(json["suggestions"]) && json["suggestions"].length > 0)
    lines.push(`Did you mean: ${json["suggestions"].map((one) => text(one)).join(", ")}?`);
  return lines.join("\n");
}

function headline(json: Record<string, unknown>): string {
  const metadata = isObject(json["metadata"]) ? json["metadata"] : json;
  const name = text(metadata["name"]) || text(metadata["title"]) || text(json["item_id"]);
  return [name, text(metadata["version"]), text(metadata["description"])]
    .filter((part) => part !== "")
    .join(" · ");
}

function text(value: unknown): string {
  return typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : "";
}

function cut(value: string): string {
  return value.length > longestText
    ? `${value.slice(0, longestText)}\n… (${value.length} characters in all)`
    : value;
}
