// What a tool result is, for a surface that shows hits, documents and errors differently.
import type { ItemType } from "./catalogue.ts";
import { itemTypes } from "./catalogue.ts";
import type { Call } from "./decision.ts";
import { isObject } from "./json.ts";
import type { ToolResult } from "./toolResult.ts";
import { writeResult } from "./writeResult.ts";

export interface Hit {
  readonly name: string;
  readonly description: string;
  /** The call that reads this hit. */
  readonly load: Call;
}

export type ResultView =
  | { readonly kind: "hits"; readonly hits: readonly Hit[]; readonly total: number }
  | { readonly kind: "document"; readonly title: string; readonly language: string; readonly content: string }
  | { readonly kind: "short"; readonly text: string }
  | { readonly kind: "error"; readonly text: string };

const shortCharacters = 160;

/** Reads what `call` brought back. Pure; unknown shapes become a document or a short text. */
export function viewResult(call: Call, result: ToolResult): ResultView {
  const text = writeResult(result);
  if (result.isError) return { kind: "error", text };
  const json = result.json;
  if (isObject(json)) {
    const hits = readHits(call, json);
    if (hits && hits.length > 0) {
      const total = typeof json["total"] === "number" ? json["total"] : hits.length;
      return { kind: "hits", hits, total };
    }
    const content = json["content"];
    if (typeof content === "string" && content !== "")
      return { kind: "document", title: titleOf(call), language: languageOf(call), content };
    const output = readOutput(json);
    if (output !== undefined) return fromText(call, output);
  }
  return fromText(call, text, isObject(json) && text.trimStart().startsWith("{") ? "json" : "plaintext");
}

function fromText(call: Call, text: string, language = "plaintext"): ResultView {
  const flat = text.trim();
  if (flat.length <= shortCharacters && !flat.includes("\n")) return { kind: "short", text: flat };
  return { kind: "document", title: titleOf(call), language, content: flat };
}

function readHits(call: Call, json: Record<string, unknown>): Hit[] | undefined {
  if (!Array.isArray(json["results"])) return undefined;
  const type = itemTypes.find((one) => one === call.arguments["item_type"]);
  return json["results"].filter(isObject).flatMap((hit) => {
    const name = typeof hit["name"] === "string" ? hit["name"] : "";
    if (name === "" || type === undefined) return [];
    const description = typeof hit["description"] === "string" ? hit["description"] : "";
    return [{ name, description, load: loadCall(type, name, hit["source"]) }];
  });
}

function loadCall(type: ItemType, name: string, source: unknown): Call {
  const known = source === "user" || source === "registry" ? source : "project";
  return { name: "load", arguments: { item_type: type, item_id: name, source: known } };
}

/** What a script printed, without the envelope. */
function readOutput(json: Record<string, unknown>): string | undefined {
  const data = json["data"];
  const output = isObject(data) ? data["output"] : undefined;
  return typeof output === "string" && output.trim() !== "" ? output : undefined;
}

function titleOf(call: Call): string {
  const id = call.arguments["item_id"];
  return typeof id === "string" ? id : call.name;
}

function languageOf(call: Call): string {
  return call.arguments["item_type"] === "script" ? "python" : "markdown";
}
