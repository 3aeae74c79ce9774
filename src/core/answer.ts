// From a written call to a checked one: copied spans restored, values typed, schema validated.
import { Ajv2020 as Ajv } from "ajv/dist/2020.js";
import type { Call } from "./decision.ts";
import type { WrittenCall } from "./formats/callSyntax.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { readNumeral } from "./numerals.ts";
import { readPlainValue } from "./plainValue.ts";
import { heedPlainForms } from "./said/plainForms.ts";
import { withoutRepeats } from "./said/saidTwice.ts";
import { readShape, type Shape } from "./schema.ts";
import { findSpan } from "./spans.ts";
import type { Tool } from "./tool.ts";
import type { Word } from "./words.ts";

/** Gives a written call its request's own spelling and its schema's types. Unknown keys stay; validation judges them. */
export function typeCall(written: WrittenCall, tool: Tool, request: string, words: readonly Word[]): Call {
  const shape = readShape(tool.inputSchema);
  const restore = (value: string): string => findSpan(request, words, value) ?? value;
  const typed = typeObject(written.arguments, shape, restore);
  const fields = shape.kind === "object" ? shape.fields : [];
  const reading = { fields, request, words };
  const heed = tool.server === "kiwi" ? withoutRepeats : heedPlainForms;
  return { name: written.name, arguments: heed(typed, reading) };
}

function typeObject(
  values: Readonly<Record<string, Json>>,
  shape: Shape,
  restore: (value: string) => string,
): JsonObject {
  const result: Record<string, Json> = {};
  const fields = shape.kind === "object" ? shape.fields : [];
  const rank = (key: string): number => fields.findIndex((one) => one.name === key) >>> 0;
  const inSchemaOrder = Object.entries(values).sort(([a], [b]) => rank(a) - rank(b));
  for (const [key, value] of inSchemaOrder) {
    const field = fields.find((one) => one.name === key);
    if (field) result[key] = typeValue(value, field.shape, restore);
    else result[identifierOf(key)] = typeof value === "string" ? readPlainValue(restore(value)) : value;
  }
  return result;
}

/** A key as it was said, "--batch size", as an argument's name. */
function identifierOf(said: string): string {
  return said
    .trim()
    .replace(/^-+/, "")
    .replaceAll(/[\s-]+/g, "_");
}

function typeValue(value: Json, shape: Shape, restore: (value: string) => string): Json {
  switch (shape.kind) {
    case "text":
      return typeof value === "string" ? restore(value) : value;
    case "number":
      return typeof value === "string" ? (readNumeral(value) ?? value) : value;
    case "boolean":
      return value === "true" ? true : value === "false" ? false : value;
    case "list":
      return Array.isArray(value) ? value.map((item: Json) => typeValue(item, shape.item, restore)) : value;
    case "object":
      return isObject(value) ? typeObject(value, shape, restore) : value;
    case "constants":
    case "free":
      return value;
  }
}

export interface Invalid {
  /** Dotted paths of the arguments that are wrong or missing. */
  readonly paths: readonly string[];
  /** Names of required arguments that are missing. */
  readonly missing: readonly string[];
  /** One sentence a model or a person can act on. */
  readonly message: string;
}

type Check = (value: unknown) => Invalid | undefined;

/** Compiles a tool's schema when it is first needed, once. A schema that ajv cannot read validates nothing. */
export class Validator {
  readonly #tool: Tool;
  #check: Check | undefined;

  constructor(tool: Tool) {
    this.#tool = tool;
  }

  validate(call: Call): Invalid | undefined {
    this.#check ??= compile(this.#tool);
    return this.#check(call.arguments);
  }
}

function compile(tool: Tool): Check {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  let validate: ReturnType<typeof ajv.compile>;
  try {
    validate = ajv.compile({ ...tool.inputSchema });
  } catch {
    return () => undefined; // Quarantine has refused what is no schema; what is left is a dialect that ajv does not know.
  }
  return (value) => {
    if (validate(value)) return undefined;
    const errors = validate.errors ?? [];
    const missing = errors.flatMap((error) =>
      error.keyword === "required" ? [String(error.params["missingProperty"])] : [],
    );
    const paths = errors
      .map((error) => error.instancePath.slice(1).replaceAll("/", "."))
      .filter((path) => path !== "");
    return { paths, missing, message: ajv.errorsText(errors, { dataVar: tool.name }) };
  };
}
