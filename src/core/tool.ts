// One tool as the router sees it, whichever server it comes from, and the one place that makes foreign schemas tame.
import hostArgumentNames from "../../contract/hostArguments.json" with { type: "json" };
import { isObject, type Json, type JsonObject } from "./json.ts";

/** MCP tool annotations: untrusted hints, with the specification's defaults when absent. */
export interface Annotations {
  readonly readOnlyHint?: boolean;
  readonly destructiveHint?: boolean;
  readonly idempotentHint?: boolean;
  readonly openWorldHint?: boolean;
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  /** Normalised JSON Schema of an object: local references resolved, host arguments removed. */
  readonly inputSchema: JsonObject;
  /** Top-level arguments that the host adds itself and that never come from a model. */
  readonly hostArguments: readonly string[];
  readonly annotations: Annotations;
  /** Name of the server that offers it. */
  readonly server: string;
}

/** A tool as an MCP server lists it; nothing in it is trusted. */
export interface ListedTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema?: unknown;
  readonly annotations?: unknown;
}

export type Normalised =
  | { readonly ok: true; readonly tool: Tool }
  | { readonly ok: false; readonly name: string; readonly problem: string };

const maxSchemaCharacters = 200_000;
const maxDepth = 24;

/** Tames one listed tool. A bad schema quarantines that tool with the reason; the others of the server stay. */
export function normaliseTool(listed: ListedTool, server: string): Normalised {
  const problem = (why: string): Normalised => ({ ok: false, name: listed.name, problem: why });
  if (!/^[A-Za-z_][\w.:/-]{0,127}$/.test(listed.name)) return problem("its name is not a plain identifier");
  const schema = listed.inputSchema ?? { type: "object", properties: {} };
  if (!isObject(schema)) return problem("its input schema is not an object");
  if (JSON.stringify(schema).length > maxSchemaCharacters)
    return problem("its input schema is larger than 200,000 characters");
  try {
    const resolved = resolve(schema as JsonObject, schema as JsonObject, 0);
    if (!isObject(resolved)) return problem("its input schema is not an object");
    const type = resolved["type"] ?? "object";
    if (type !== "object")
      return problem(`its input schema has type ${JSON.stringify(type)} where an object is needed`);
    const properties = isObject(resolved["properties"]) ? resolved["properties"] : {};
    const hosted = hostArgumentNames.filter((name) => name in properties);
    const inputSchema = withoutHostArguments({ ...resolved, type: "object", properties });
    return {
      ok: true,
      tool: {
        name: listed.name,
        description: listed.description ?? "",
        inputSchema: inputSchema as JsonObject,
        hostArguments: hosted,
        annotations: readAnnotations(listed.annotations),
        server,
      },
    };
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
}

/** Replaces local `$ref`s by what they point to; recursion becomes "anything", a network reference is an error. */
function resolve(node: Json, root: JsonObject, depth: number): Json {
  if (depth > maxDepth) return {};
  if (Array.isArray(node)) return node.map((item: Json) => resolve(item, root, depth + 1));
  if (!isObject(node)) return node;
  const reference = node["$ref"];
  if (typeof reference === "string") return resolve(lookUp(reference, root), root, depth + 4);
  const result: Record<string, Json> = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === "$defs" || key === "definitions" || key === "$schema" || key === "$id") continue;
    result[key] = resolve(value, root, depth + 1);
  }
  return result;
}

function lookUp(reference: string, root: JsonObject): Json {
  if (!reference.startsWith("#/"))
    throw new Error(`its schema refers to "${reference}"; only local references are followed`);
  let node: unknown = root;
  for (const part of reference.slice(2).split("/")) {
    node = isObject(node)
      ? node[decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")]
      : undefined;
  }
  if (node === undefined) throw new Error(`its schema refers to "${reference}", which is not there`);
  return node as Json;
}

function withoutHostArguments(node: Json): Json {
  if (Array.isArray(node)) return node.map(withoutHostArguments);
  if (!isObject(node)) return node;
  const result: Record<string, Json> = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === "properties" && isObject(value)) {
      const kept = Object.entries(value).filter(([name]) => !hostArgumentNames.includes(name));
      result[key] = Object.fromEntries(
        kept.map(([name, property]) => [name, withoutHostArguments(property)]),
      );
    } else if (key === "required" && Array.isArray(value)) {
      result[key] = value.filter((name) => typeof name === "string" && !hostArgumentNames.includes(name));
    } else {
      result[key] = withoutHostArguments(value);
    }
  }
  return result;
}

function readAnnotations(value: unknown): Annotations {
  if (!isObject(value)) return {};
  const names = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] as const;
  return Object.fromEntries(
    names.filter((name) => typeof value[name] === "boolean").map((name) => [name, value[name]]),
  );
}
