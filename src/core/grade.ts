// Grades an answer against a hand-written row: the same rules for every report.
import hostArgumentNames from "../../contract/hostArguments.json" with { type: "json" };
import { itemTypes, type Catalogue } from "./catalogue.ts";
import type { Call, Decision } from "./decision.ts";
import { canonicalJson, isObject, type Json } from "./json.ts";
import { readShape } from "./schema.ts";
import type { ListedTool, Tool } from "./tool.ts";

/** One row of an evaluation file. `calls` empty: nothing may be called. */
export interface GoldRow {
  readonly id: string;
  readonly request: string;
  readonly toolbox: "kiwi" | { readonly tools: readonly ListedTool[] };
  readonly catalogue?: Catalogue;
  readonly calls: readonly Call[];
  readonly tags: readonly string[];
}

export interface Grade {
  /** Right tool, or right to abstain. */
  readonly tool: boolean;
  /** Every argument right, given the right tool; undefined where nothing is to be called. */
  readonly arguments: boolean | undefined;
  /** All of it. */
  readonly exact: boolean;
  readonly goldNone: boolean;
  readonly saidNone: boolean;
}

/** Compares a decision with the gold of its row. Asking and abstaining count alike. */
export function grade(decision: Decision, gold: readonly Call[], tools: readonly Tool[]): Grade {
  const said = decision.kind === "call" ? [decision.call] : [];
  const goldNone = gold.length === 0;
  const saidNone = said.length === 0;
  if (goldNone || saidNone)
    return {
      tool: goldNone && saidNone,
      arguments: undefined,
      exact: goldNone && saidNone,
      goldNone,
      saidNone,
    };
  const names = (calls: readonly Call[]): string =>
    calls
      .map((call) => call.name)
      .sort()
      .join(" ");
  const whole = (calls: readonly Call[]): string =>
    calls
      .map((call) => canonicalCall(call, tools))
      .sort()
      .join("\n");
  const tool = names(said) === names(gold);
  const exact = whole(said) === whole(gold);
  return { tool, arguments: tool ? exact : undefined, exact, goldNone, saidNone };
}

/** A call as the grading rules see it: host arguments and defaults left out, texts trimmed, queries in lower case. */
export function canonicalCall(call: Call, tools: readonly Tool[]): string {
  const tool = tools.find((one) => one.name === call.name);
  const shape = tool && readShape(tool.inputSchema);
  const fields = shape?.kind === "object" ? shape.fields : [];
  const result: Record<string, Json> = {};
  for (const [key, value] of Object.entries(call.arguments)) {
    if (hostArgumentNames.includes(key)) continue;
    const canonical = canonicalValue(value);
    const fallback = fields.find((field) => field.name === key)?.default;
    if (fallback !== undefined && canonicalJson(canonicalValue(fallback)) === canonicalJson(canonical))
      continue;
    if (isObject(canonical) && Object.keys(canonical).length === 0) continue;
    result[key] = key === "query" && typeof canonical === "string" ? canonical.toLowerCase() : canonical;
  }
  return canonicalJson({ name: call.name, arguments: result });
}

function canonicalValue(value: Json, key = ""): Json {
  if (typeof value === "string")
    return key === "version" ? value.trim().replace(/^v(?=\d)/i, "") : value.trim();
  if (Array.isArray(value)) return value.map((item: Json) => canonicalValue(item));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !hostArgumentNames.includes(name));
  return Object.fromEntries<Json>(kept.map(([name, item]) => [name, canonicalValue(item, name)]));
}

/** Reads one line of an evaluation file. @throws Error that says what is wrong with the row. */
export function readGoldRow(line: string): GoldRow {
  const row: unknown = JSON.parse(line);
  if (!isObject(row)) throw new Error("a row is a JSON object");
  const { id, request, toolbox, tools, calls, tags, catalogue } = row;
  if (typeof id !== "string" || typeof request !== "string")
    throw new Error('a row needs the texts "id" and "request"');
  if (!Array.isArray(calls) || !calls.every(isCall))
    throw new Error('"calls" is a list of {name, arguments}');
  if (toolbox !== "kiwi" && !Array.isArray(tools))
    throw new Error('a row needs "toolbox": "kiwi" or a list "tools"');
  return {
    id,
    request,
    toolbox: Array.isArray(tools) ? { tools: tools as ListedTool[] } : "kiwi",
    calls,
    tags: Array.isArray(tags) ? tags.map(String) : [],
    ...(isObject(catalogue) ? { catalogue: readCatalogueField(catalogue) } : {}),
  };
}

function isCall(value: unknown): value is Call {
  return isObject(value) && typeof value["name"] === "string" && isObject(value["arguments"]);
}

function readCatalogueField(value: Record<string, unknown>): Catalogue {
  const ids = (type: string): string[] => (Array.isArray(value[type]) ? value[type].map(String) : []);
  const [directive, script, knowledge] = itemTypes;
  return { directive: ids(directive), script: ids(script), knowledge: ids(knowledge) };
}
