// Turns the parameter types of public test sets, which are named after Python, Java or JavaScript, into JSON Schema.
import { isObject, type Json, type JsonObject } from "../json.ts";

/** `undefined`: any value. */
const types: Readonly<Record<string, string | undefined>> = {
  dict: "object",
  object: "object",
  hashmap: "object",
  str: "string",
  string: "string",
  char: "string",
  int: "integer",
  integer: "integer",
  long: "integer",
  bigint: "integer",
  float: "number",
  number: "number",
  double: "number",
  bool: "boolean",
  boolean: "boolean",
  list: "array",
  array: "array",
  arraylist: "array",
  tuple: "array",
};

/** What is read as JSON Schema has it; everything else of a node is left out. */
const kept = ["description", "enum", "default", "minimum", "maximum", "minItems", "maxItems"] as const;

/** One schema node. "any" and types nobody knows allow every value. Pure. */
export function readPlainSchema(node: unknown): JsonObject {
  if (!isObject(node)) return {};
  const { type, items } = readType(node["type"]);
  const result: Record<string, Json> = type === undefined ? {} : { type };
  for (const key of kept) {
    const value = node[key];
    if (value !== undefined) result[key] = value as Json;
  }
  if (type === "array") result["items"] = isObject(node["items"]) ? readPlainSchema(node["items"]) : items;
  if (isObject(node["properties"]))
    return { ...result, ...readProperties(node["properties"], node["required"]) };
  return result;
}

/** Parameters by name, as an object. `required` is a list of names, or `required: true` stands in each parameter. */
export function readParameters(parameters: unknown, required?: unknown): JsonObject {
  return { type: "object", ...readProperties(isObject(parameters) ? parameters : {}, required) };
}

function readProperties(parameters: Record<string, unknown>, required: unknown): JsonObject {
  const names = Object.keys(parameters);
  const marked = names.filter((name) => {
    const one = parameters[name];
    return isObject(one) && one["required"] === true;
  });
  const listed = Array.isArray(required) ? names.filter((name) => required.includes(name)) : marked;
  return {
    properties: Object.fromEntries(names.map((name) => [name, readPlainSchema(parameters[name])])),
    required: listed,
  };
}

/** `list(str)` and `List[str]` say what the items are. */
function readType(type: unknown): { type: string | undefined; items: JsonObject } {
  if (typeof type !== "string") return { type: undefined, items: {} };
  const of = /^(\w+)\s*[([](\w+)[)\]]$/.exec(type);
  return {
    type: types[(of?.[1] ?? type).toLowerCase()],
    items: of?.[2] === undefined ? {} : readPlainSchema({ type: of[2] }),
  };
}
