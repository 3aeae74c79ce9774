// One row of an evaluation file: a request with the calls that answer it. Read leniently, refused with a reason.
import { itemTypes, type Catalogue } from "../catalogue.ts";
import type { Call } from "../decision.ts";
import { isObject, type Json } from "../json.ts";
import type { ListedTool } from "../tool.ts";

/** `calls` empty: nothing may be called. */
export interface GoldRow {
  readonly id: string;
  readonly request: string;
  readonly toolbox: "kiwi" | { readonly tools: readonly ListedTool[] };
  readonly catalogue?: Catalogue;
  readonly calls: readonly Call[];
  /** Every answer that is right, when `calls` is one of several: these are compared, and `calls` is only shown. */
  readonly accept?: readonly AcceptedCall[];
  /** Right is to call something, whatever it is. */
  readonly any_call?: true;
  readonly tags: readonly string[];
}

/** A gold call with several right values an argument. */
export interface AcceptedCall {
  readonly name: string;
  /** Every value that is right, by argument. */
  readonly arguments: Readonly<Record<string, readonly Json[]>>;
  /** Arguments that may be left out. */
  readonly optional?: readonly string[];
  /** Texts are compared as BFCL does: without case, spaces and the marks , . / - _ * ^; ' equals " */
  readonly loose_text?: boolean;
}

/** Reads one line of an evaluation file. @throws Error that says what is wrong with the row. */
export function readGoldRow(line: string): GoldRow {
  return goldRowOf(JSON.parse(line));
}

/** The same, of a value that is parsed already. @throws Error that says what is wrong with the row. */
export function goldRowOf(row: unknown): GoldRow {
  if (!isObject(row)) throw new Error("a row is a JSON object");
  const { id, request, calls, accept, catalogue } = row;
  if (typeof id !== "string" || typeof request !== "string")
    throw new Error('a row needs the texts "id" and "request"');
  if (!Array.isArray(calls) || !calls.every(isCall))
    throw new Error('"calls" is a list of {name, arguments}');
  if (accept !== undefined && !(Array.isArray(accept) && accept.every(isAccepted)))
    throw new Error('"accept" is a list of {name, arguments: {argument: [values]}, optional: [arguments]}');
  return {
    id,
    request,
    toolbox: readToolbox(row),
    calls,
    tags: readTags(row),
    ...(accept === undefined ? {} : { accept: accept }),
    ...(row["any_call"] === true ? { any_call: true } : {}),
    ...(isObject(catalogue) ? { catalogue: readCatalogueField(catalogue) } : {}),
  };
}

/** `"toolbox": "kiwi"`, `{"tools": […]}` or a list; or `"tools"` beside it. */
function readToolbox({ toolbox, tools }: Record<string, unknown>): GoldRow["toolbox"] {
  const own: unknown = Array.isArray(tools) ? tools : isObject(toolbox) ? toolbox["tools"] : toolbox;
  if (Array.isArray(own)) return { tools: own.map(readTool) };
  if (toolbox === "kiwi") return "kiwi";
  throw new Error('a row needs "toolbox": "kiwi" or a list "tools"');
}

/** MCP's `inputSchema`, or the `parameters` of chat APIs, also inside `{"type": "function", "function": {…}}`. */
function readTool(listed: unknown): ListedTool {
  const tool = isObject(listed) && isObject(listed["function"]) ? listed["function"] : listed;
  if (!isObject(tool) || typeof tool["name"] !== "string") throw new Error("every tool needs a name");
  const description = tool["description"];
  const schema = tool["inputSchema"] ?? tool["input_schema"] ?? tool["parameters"];
  return {
    name: tool["name"],
    ...(typeof description === "string" ? { description } : {}),
    ...(schema === undefined ? {} : { inputSchema: schema }),
    ...(tool["annotations"] === undefined ? {} : { annotations: tool["annotations"] }),
  };
}

/** Tags, and the bucket (easy, hard, hand_written, template), which some files give in a field of its own. */
function readTags({ tags, bucket }: Record<string, unknown>): string[] {
  const list = (value: unknown): unknown[] =>
    Array.isArray(value) ? value : value === undefined ? [] : [value];
  const said = [...list(tags), ...list(bucket)];
  return [...new Set(said.map((tag) => String(tag).replace(/^hand-written$/, "hand_written")))];
}

function isCall(value: unknown): value is Call {
  return isObject(value) && typeof value["name"] === "string" && isObject(value["arguments"]);
}

function isAccepted(value: unknown): value is AcceptedCall {
  if (!isCall(value)) return false;
  const { optional } = value as Call & { optional?: unknown };
  return (
    Object.values(value.arguments).every(Array.isArray) && (optional === undefined || Array.isArray(optional))
  );
}

function readCatalogueField(value: Record<string, unknown>): Catalogue {
  const ids = (type: string): string[] => (Array.isArray(value[type]) ? value[type].map(String) : []);
  const [directive, script, knowledge] = itemTypes;
  return { directive: ids(directive), script: ids(script), knowledge: ids(knowledge) };
}
