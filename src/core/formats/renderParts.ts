// Renders a chat template with foreign words kept apart, so that they can be tokenized without control tokens.
import { isObject, type Json } from "../json.ts";
import type { PromptPart } from "../rpc.ts";
import type { RepairTurn, TemplateInput, TemplateMessage, TemplateTool } from "./callFormat.ts";

const slot = "\u0001";

export interface Parts {
  /** The same for every request to the same tools: the cached prefix. */
  readonly prefix: PromptPart[];
  readonly prompt: PromptPart[];
}

/** @param marks the family's control tokens, which foreign text must not spell. */
export function renderParts(
  render: (input: TemplateInput) => string,
  marks: readonly string[],
  tools: readonly TemplateTool[],
  request: string,
  repair?: RepairTurn,
): Parts {
  const messages: TemplateMessage[] = [{ role: "user", content: slot }];
  const texts = [request];
  if (repair) {
    messages.push({
      role: "assistant",
      content: null,
      tool_calls: [disarm(repair.call, marks) as { name: string; arguments: Json }],
    });
    messages.push({ role: "tool", name: repair.call.name, content: { error: slot } });
    texts.push(repair.error);
  }
  const text = render({
    tools: disarm(tools, marks) as TemplateTool[],
    messages,
    addGenerationPrompt: true,
  });
  const [head = "", ...tails] = text.split(slotIn(text));
  const prompt: PromptPart[] = [];
  tails.forEach((tail, index) => {
    const words = texts[index] ?? "";
    if (words !== "") prompt.push({ kind: "text", text: words });
    prompt.push({ kind: "template", text: tail });
  });
  return { prefix: [{ kind: "template", text: head }], prompt };
}

/** Between JSON quotes the slot stands escaped. */
function slotIn(text: string): string | RegExp {
  return text.includes("\\u0001") ? /\u0001|\\u0001/u : slot;
}

/** Foreign text (tool descriptions, values) must not spell control tokens: their brackets are replaced. */
export function disarm(value: unknown, marks: readonly string[]): unknown {
  if (typeof value === "string") {
    let text = value.replaceAll(slot, " ");
    for (const mark of marks) text = text.replaceAll(mark, `(${mark.slice(1, -1)})`);
    return text;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => disarm(item, marks));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [String(disarm(key, marks)), disarm(item, marks)]),
    );
  return value;
}
