// Typed reading of the JSON Schema subset that a grammar can express; everything else is said to be unsupported.
import { isObject, type Json } from "./json.ts";

/** What may stand at one place of a call. `free` is left to validation after generation. */
export type Shape =
  | { readonly kind: "constants"; readonly values: readonly (string | number | boolean | null)[] }
  | { readonly kind: "text" }
  | { readonly kind: "number"; readonly integer: boolean }
  | { readonly kind: "boolean" }
  | { readonly kind: "list"; readonly item: Shape }
  | { readonly kind: "object"; readonly fields: readonly Field[]; readonly open: boolean }
  | { readonly kind: "free"; readonly why: string };

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  readonly default: Json | undefined;
  /** What the schema says of it in words, and its `format`, such as "date"; empty where it says nothing. */
  readonly description: string;
  readonly format: string;
}

/** Reads one schema node. Pure; never throws. */
export function readShape(schema: unknown): Shape {
  if (!isObject(schema)) return { kind: "free", why: "no schema" };
  const constant = schema["const"];
  if (isScalar(constant)) return { kind: "constants", values: [constant] };
  const values = schema["enum"];
  if (Array.isArray(values) && values.length > 0 && values.every(isScalar))
    return { kind: "constants", values };
  for (const word of ["oneOf", "anyOf", "allOf", "not", "if"]) {
    if (word in schema) return readUnion(schema, word);
  }
  const type: unknown = Array.isArray(schema["type"])
    ? schema["type"].find((one) => one !== "null")
    : schema["type"];
  switch (type) {
    case "string":
      return { kind: "text" };
    case "integer":
    case "number":
      return { kind: "number", integer: type === "integer" };
    case "boolean":
      return { kind: "boolean" };
    case "array":
      return { kind: "list", item: readShape(schema["items"]) };
    case "object":
      return readObject(schema);
    default:
      return isObject(schema["properties"]) ? readObject(schema) : { kind: "free", why: "no type" };
  }
}

/** `anyOf`/`oneOf` of one real member and null is that member (optional arguments of Python servers). */
function readUnion(schema: Record<string, unknown>, word: string): Shape {
  const members = schema[word];
  if ((word === "anyOf" || word === "oneOf") && Array.isArray(members)) {
    const real = members.filter((member) => !(isObject(member) && member["type"] === "null"));
    if (real.length === 1) return readShape(real[0]);
  }
  return { kind: "free", why: `"${word}" cannot be turned into a grammar` };
}

function readObject(schema: Record<string, unknown>): Shape {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const fields = Object.entries(properties).map(([name, property]) => ({
    name,
    shape: readShape(property),
    required: required.includes(name),
    default: isObject(property) ? (property["default"] as Json | undefined) : undefined,
    description: readText(property, "description"),
    format: readText(property, "format"),
  }));
  const additional = schema["additionalProperties"];
  return {
    kind: "object",
    fields,
    open:
      additional === true ||
      (additional !== false && fields.length === 0 && "additionalProperties" in schema),
  };
}

function readText(schema: unknown, key: string): string {
  const text = isObject(schema) ? schema[key] : undefined;
  return typeof text === "string" ? text : "";
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return (
    value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"
  );
}
