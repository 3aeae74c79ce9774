// Inputs that a request gives in a form of their own, as JSON or as key=value, are read, not guessed.
import type { Call } from "../decision.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

export interface InlineParameters {
  /** The request without the inputs and the words that only introduced them. */
  readonly request: string;
  readonly parameters: JsonObject | undefined;
}

const introduction =
  /\s*(?:,?\s*\b(?:with|using|and|passing|given|where|the|this|these|following|inputs?|params?|parameters?|args|arguments|json)\b\s*[:=]?)*\s*[,:]?\s*$/i;

/** Takes the first JSON object, else every key=value, out of a request; a request that is nothing else stays as it is. */
export function takeInlineParameters(request: string): InlineParameters {
  const start = request.indexOf("{");
  for (
    let end = request.lastIndexOf("}");
    start > 0 && end > start;
    end = request.lastIndexOf("}", end - 1)
  ) {
    const value = parseObject(request.slice(start, end + 1));
    if (value === undefined) continue;
    const before = request.slice(0, start).replace(introduction, "");
    return { request: `${before} ${request.slice(end + 1).trim()}`.trim(), parameters: value };
  }
  return takePairs(request);
}

const pair =
  /(?<=^|[\s,;(])(?:--?)?([A-Za-z_][\w-]*)(?::?=| (?:equals|set to) )("[^"]*"|'[^']*'|[^\s,;"']+)(?=$|[\s,;.!?)])/g;
const between = /^\s*(?:,|;|&|and|,\s*and)?\s*$/i;
/** Arguments of the tools themselves: these are for the model to read. */
const ownArguments = new Set(
  "source destination limit item_type item_id action query type topic project_path".split(" "),
);
/** What may run on over many words without quotes: where it ends is for the model to read. */
const longTexts = new Set(["content", "title", "description"]);
/** Words behind which key=value is an input; elsewhere it is text, such as a line of a shell. */
const inputs =
  /\b(?:with|using|passing|given|where|inputs?|params?|parameters?|args|arguments)\b[^=]*$|\b(?:run|execute|start|launch|trigger|invoke)\b/i;

function takePairs(request: string): InlineParameters {
  const found = [...request.matchAll(pair)].filter(
    ([, key = "", value = ""]) =>
      !ownArguments.has(key.toLowerCase()) && (/^["']/.test(value) || !longTexts.has(key.toLowerCase())),
  );
  const [first] = found;
  if (!first || !inputs.test(request.slice(0, first.index))) return { request, parameters: undefined };
  const parameters = Object.fromEntries(
    found.map(([, key = "", value = ""]) => [key.replaceAll("-", "_"), readValue(value, key)]),
  );
  let rest = request.slice(0, first.index).replace(introduction, "");
  let end = first.index;
  for (const match of found) {
    const gap = request.slice(end, match.index);
    if (!between.test(gap)) rest += gap.replace(introduction, "");
    end = match.index + match[0].length;
  }
  rest = `${rest}${request.slice(end)}`.trim();
  return rest === "" ? { request, parameters: undefined } : { request: rest, parameters };
}

/** "14" is a number, "true" a truth value, "1.10" and "7b" text; a version is always text, without a leading v. */
function readValue(typed: string, key: string): Json {
  const quoted = /^(["'])(.*)\1$/s.exec(typed);
  if (quoted) return quoted[2] ?? "";
  const text = typed.replace(/[.!?)]+$/, "");
  if (key.toLowerCase() === "version") return text.replace(/^v(?=\d)/i, "");
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}

/** Adds inline parameters to a call that takes parameters; what they say wins over what words say. */
export function addInlineParameters(call: Call, parameters: JsonObject | undefined): Call {
  if (!parameters || call.name !== "execute") return call;
  const given = call.arguments["parameters"];
  const said = isObject(given) ? given : {};
  return { ...call, arguments: { ...call.arguments, parameters: { ...said, ...parameters } } };
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // Braces that are no JSON stay part of the request.
  }
}
