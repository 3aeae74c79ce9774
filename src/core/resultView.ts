// What a tool result is, for a surface that shows hits, documents, changes and errors differently.
import type { ItemType } from "./catalogue.ts";
import type { Call } from "./decision.ts";
import { isObject, type Json } from "./json.ts";
import { itemTypeOf } from "./kiwi/callKinds.ts";
import { renderProcess } from "./renderProcess.ts";
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
  /** A text to read; `path` is the file that holds it. */
  | {
      readonly kind: "document";
      readonly title: string;
      readonly language: string;
      readonly content: string;
      readonly path?: string;
    }
  /** Markdown of our own making. */
  | { readonly kind: "page"; readonly title: string; readonly markdown: string }
  /** Something was changed; `path` is the file to open now. */
  | { readonly kind: "done"; readonly text: string; readonly path?: string }
  | { readonly kind: "short"; readonly text: string }
  | { readonly kind: "error"; readonly text: string };

const shortCharacters = 160;

/** Reads what `call` brought back. Pure; unknown shapes become a document or a short text. */
export function viewResult(call: Call, result: ToolResult): ResultView {
  const text = writeResult(result);
  if (result.isError) return { kind: "error", text };
  const { json } = result;
  if (!isObject(json)) return viewText(call, text, "plaintext");
  return (
    viewHits(call, json) ??
    viewChange(json) ??
    viewProcess(json) ??
    viewContent(call, json) ??
    viewOutput(call, json) ??
    viewText(call, text, text.trimStart().startsWith("{") ? "json" : "plaintext")
  );
}

function viewHits(call: Call, json: Record<string, unknown>): ResultView | undefined {
  const type = itemTypeOf(call);
  if (!Array.isArray(json["results"]) || type === undefined) return undefined;
  const hits = json["results"].filter(isObject).flatMap((hit): Hit[] => {
    const name = textOf(hit["name"]);
    return name === ""
      ? []
      : [{ name, description: textOf(hit["description"]), load: loadCall(type, name, hit["source"]) }];
  });
  if (hits.length === 0) return undefined;
  return { kind: "hits", hits, total: typeof json["total"] === "number" ? json["total"] : hits.length };
}

const changes: Readonly<Record<string, string>> = {
  created: "Created",
  updated: "Updated",
  copied: "Copied",
  deleted: "Deleted",
  published: "Published",
};

function viewChange(json: Record<string, unknown>): ResultView | undefined {
  const status = textOf(json["status"]);
  const verb = changes[status];
  if (verb === undefined) return undefined;
  const what = [textOf(json["item_type"]), textOf(json["item_id"])].filter((part) => part !== "").join(" ");
  const note = textOf(json["note"]);
  const path = status === "deleted" || status === "published" ? "" : textOf(json["path"]);
  return {
    kind: "done",
    text: `${verb} ${what === "" ? "it" : what}.${note === "" ? "" : ` ${note}`}`,
    ...(path === "" ? {} : { path }),
  };
}

function viewProcess(json: Record<string, unknown>): ResultView | undefined {
  if (json["status"] !== "ready" || !Array.isArray(json["process"])) return undefined;
  return { kind: "page", title: textOf(json["name"]), markdown: renderProcess(json) };
}

function viewContent(call: Call, json: Record<string, unknown>): ResultView | undefined {
  const content = textOf(json["content"]);
  if (content === "") return undefined;
  const path = textOf(json["path"]);
  const isItem = typeof call.arguments["item_id"] === "string";
  const language = !isItem ? "plaintext" : call.arguments["item_type"] === "script" ? "python" : "markdown";
  return {
    kind: "document",
    title: titleOf(call),
    language,
    content,
    ...(isItem && path !== "" ? { path } : {}),
  };
}

/** What a script printed, without the envelope. */
function viewOutput(call: Call, json: Record<string, unknown>): ResultView | undefined {
  const { data } = json;
  const output = isObject(data) ? textOf(data["output"]) : "";
  return output.trim() === "" ? undefined : viewText(call, output, "plaintext");
}

function viewText(call: Call, text: string, language: string): ResultView {
  const flat = text.trim();
  if (flat.length <= shortCharacters && !flat.includes("\n")) return { kind: "short", text: flat };
  return { kind: "document", title: titleOf(call), language, content: flat };
}

function loadCall(type: ItemType, name: string, source: unknown): Call {
  const known = source === "user" || source === "registry" ? source : "project";
  return { name: "load", arguments: { item_type: type, item_id: name, source: known } };
}

function titleOf(call: Call): string {
  const id: Json | undefined = call.arguments["item_id"];
  return typeof id === "string" ? id : call.name;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
