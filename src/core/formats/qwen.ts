// Qwen (Hermes style): tools as JSON between <tools> marks, calls as JSON between <tool_call> marks.
import { Template } from "@huggingface/jinja";
import template from "../../../contract/formats/qwen.jinja";
import markers from "../../../contract/markers.json" with { type: "json" };
import { isObject, type Json } from "../json.ts";
import type { CallFormat, TemplateInput } from "./callFormat.ts";
import type { ReadCalls, WrittenCall } from "./callSyntax.ts";
import { renderParts } from "./renderParts.ts";

const marks = markers.qwen;
const markTexts = Object.values(marks);
const compiled = new Template(template);

/** Renders the chat template; the golden vectors hold this equal to Python's rendering. */
export function renderQwen(input: TemplateInput): string {
  return compiled.render({
    tools: input.tools,
    messages: input.messages,
    add_generation_prompt: input.addGenerationPrompt,
  });
}

export const qwen: CallFormat = {
  notation: {
    open: (name) => `${marks.call_start}\n{"name": ${JSON.stringify(name)}, "arguments": `,
    close: `}\n${marks.call_end}`,
    keyOpen: '"',
    keyClose: '": ',
    quote: '"',
    comma: ", ",
    escape: (text) => JSON.stringify(text).slice(1, -1),
  },
  stops: [marks.call_end, marks.turn_end],
  render: (tools, request, repair) => renderParts(renderQwen, markTexts, tools, request, repair),
  read: readQwenCalls,
};

/** Every call of an answer; the end mark may be missing. A call that is no JSON object with a name is a problem. */
function readQwenCalls(text: string): ReadCalls {
  const calls: WrittenCall[] = [];
  for (const part of text.split(marks.call_start).slice(1)) {
    const [body = ""] = part.split(marks.call_end);
    const call = readCall(body);
    if (!call) return { ok: false, problem: `${body.trim().slice(0, 60)} is no call` };
    calls.push(call);
  }
  return calls.length > 0 ? { ok: true, calls } : { ok: false, problem: "the answer holds no call" };
}

function readCall(body: string): WrittenCall | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { name, arguments: given = {} } = value;
  if (typeof name !== "string" || !isObject(given)) return undefined;
  return { name, arguments: trim(given as Json) as Readonly<Record<string, Json>> };
}

/** Copied words may begin with the space that stands before them in the request. */
function trim(value: Json): Json {
  if (typeof value === "string") return value.trim();
  if (Array.isArray(value)) return value.map((item: Json) => trim(item));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, trim(item)]));
  return value;
}
