// Requests that need no model: pasted calls and slash forms; and a rule-based second opinion on plain dispatch phrases.
import type { Call } from "./decision.ts";
import { readCalls } from "./formats/callSyntax.ts";
import { isObject, type JsonObject } from "./json.ts";
import type { Tool } from "./tool.ts";

export type RuleAnswer =
  | { readonly kind: "call"; readonly call: Call; readonly by: "pasted" | "slash" }
  | { readonly kind: "arithmetic"; readonly expression: string }
  | { readonly kind: "silent" };

/** Reads requests whose meaning is certain from their form. Pure. */
export function applyRules(request: string, tools: readonly Tool[]): RuleAnswer {
  const text = request.trim();
  const offered = (call: Call | undefined): call is Call =>
    call !== undefined && tools.some((tool) => tool.name === call.name);
  const pasted = readPasted(text);
  if (offered(pasted)) return { kind: "call", call: pasted, by: "pasted" };
  const slash = readSlash(text);
  if (offered(slash)) return { kind: "call", call: slash, by: "slash" };
  const expression = readArithmetic(text);
  if (expression === undefined) return { kind: "silent" };
  const calculator = tools.find(
    (tool) => isObject(tool.inputSchema["properties"]) && "expression" in tool.inputSchema["properties"],
  );
  // Other tools may calculate in their own way; only the model can tell.
  if (!calculator && tools.some((tool) => tool.server !== "kiwi")) return { kind: "silent" };
  if (!calculator) return { kind: "arithmetic", expression };
  return { kind: "call", call: { name: calculator.name, arguments: { expression } }, by: "pasted" };
}

/** A call pasted as FunctionGemma text, as JSON, or as `name(key="value", n=3)`. */
function readPasted(text: string): Call | undefined {
  if (text.startsWith("<start_function_call>")) {
    const read = readCalls(text);
    return read.ok && read.calls.length === 1 ? read.calls[0] : undefined;
  }
  if (text.startsWith("{")) return readJsonCall(text);
  const match = /^([A-Za-z_][\w.-]*)\s*\((.*)\)$/s.exec(text);
  if (!match?.[1]) return undefined;
  const body = match[2]?.trim() ?? "";
  if (body.startsWith("{")) {
    const values = parseJson(body);
    return isObject(values) ? { name: match[1], arguments: values as JsonObject } : undefined;
  }
  const values = readKeywords(body);
  return values && { name: match[1], arguments: values };
}

function readJsonCall(text: string): Call | undefined {
  const value = parseJson(text);
  if (!isObject(value) || typeof value["name"] !== "string") return undefined;
  const given: unknown = value["arguments"] ?? value["parameters"] ?? {};
  const values = typeof given === "string" ? parseJson(given) : given;
  return isObject(values) ? { name: value["name"], arguments: values as JsonObject } : undefined;
}

/** `key="text", other=3` → an object; undefined when anything else stands there. */
function readKeywords(body: string): JsonObject | undefined {
  const result: Record<string, string | number | boolean> = {};
  const pair =
    /\s*([A-Za-z_]\w*)\s*[=:]\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d+(?:\.\d+)?|true|false|True|False)\s*(,|$)/y;
  while (pair.lastIndex < body.length) {
    const match = pair.exec(body);
    if (!match?.[1] || match[2] === undefined) return undefined;
    const raw = match[2];
    if (/^["']/.test(raw)) result[match[1]] = raw.slice(1, -1).replace(/\\(.)/g, "$1");
    else result[match[1]] = /^-?\d/.test(raw) ? Number(raw) : raw.toLowerCase() === "true";
    if (match[3] === "") break;
  }
  return body === "" || Object.keys(result).length > 0 ? result : undefined;
}

const slashTypes: Readonly<Record<string, string>> = {
  directive: "directive",
  directives: "directive",
  script: "script",
  scripts: "script",
  tool: "script",
  knowledge: "knowledge",
};

/** `/search script email`, `/run directive x`, `/create script y`, `/load script z`, `/help [topic]`. */
function readSlash(text: string): Call | undefined {
  const [verb, type, ...rest] = text.split(/\s+/);
  if (verb === "/help") {
    const topics = ["overview", "search", "load", "execute", "directives", "scripts", "knowledge"];
    return { name: "help", arguments: type !== undefined && topics.includes(type) ? { topic: type } : {} };
  }
  const item_type = slashTypes[type ?? ""];
  const tail = rest.join(" ");
  if (item_type === undefined || tail === "") return undefined;
  if (verb === "/search") return { name: "search", arguments: { item_type, query: tail } };
  if (rest.length !== 1) return undefined;
  if (verb === "/load") return { name: "load", arguments: { item_type, item_id: tail, source: "project" } };
  const action = /^\/(run|create|update|delete|publish)$/.exec(verb ?? "")?.[1];
  return action === undefined
    ? undefined
    : { name: "execute", arguments: { item_type, action, item_id: tail } };
}

function readArithmetic(text: string): string | undefined {
  const body = text.replace(/^(what(?:'s| is)|calculate|compute|evaluate)\s+/i, "").replace(/[=?\s]+$/, "");
  const inner = /^\w+\((.*)\)$/.exec(body)?.[1] ?? body;
  return /^[\d\s.,()+\-*/^%×÷]+$/.test(inner) && /\d\s*[+\-*/^%×÷]\s*[(\d]/.test(inner) ? inner : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON: the caller goes on with other forms.
  }
}
