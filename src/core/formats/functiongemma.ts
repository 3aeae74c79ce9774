// FunctionGemma's prompt, rendered from the contract's template and cut into parts with and without control tokens.
import { Template } from "@huggingface/jinja";
import template from "../../../contract/formats/functiongemma.jinja";
import markers from "../../../contract/markers.json" with { type: "json" };
import { isObject, type Json } from "../json.ts";
import type { PromptPart } from "../rpc.ts";

export interface TemplateTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: Json;
}

export interface TemplateMessage {
  readonly role: "developer" | "user" | "assistant" | "tool";
  readonly content: Json;
  readonly name?: string;
  readonly tool_calls?: readonly { readonly name: string; readonly arguments: Json }[];
}

export interface TemplateInput {
  readonly tools: readonly TemplateTool[];
  readonly messages: readonly TemplateMessage[];
  readonly addGenerationPrompt: boolean;
}

const marks = markers.functiongemma;
const compiled = new Template(template);

/** Renders the chat template; the golden vectors hold this equal to Python's rendering. */
export function renderTemplate(input: TemplateInput): string {
  return compiled.render({
    bos_token: marks.bos,
    tools: input.tools,
    messages: input.messages,
    add_generation_prompt: input.addGenerationPrompt,
  });
}

const slot = "\u0001";

/**
 * Renders the template with the words of a person or a server kept apart, so that they can be tokenized without control
 * tokens. The first part, up to the request, is the same for every request to the same tools: the cached prefix.
 */
export function renderParts(
  tools: readonly TemplateTool[],
  request: string,
  repair?: RepairTurn,
): { prefix: PromptPart[]; prompt: PromptPart[] } {
  const messages: TemplateMessage[] = [{ role: "user", content: slot }];
  const texts = [request];
  if (repair) {
    messages.push({
      role: "assistant",
      content: null,
      tool_calls: [disarm(repair.call) as { name: string; arguments: Json }],
    });
    messages.push({ role: "tool", name: repair.call.name, content: { error: slot } });
    texts.push(repair.error);
  }
  const text = renderTemplate({
    tools: disarm(tools) as TemplateTool[],
    messages,
    addGenerationPrompt: true,
  });
  const [head = "", ...tails] = text.split(slot);
  const prompt: PromptPart[] = [];
  tails.forEach((tail, index) => {
    const words = texts[index] ?? "";
    if (words !== "") prompt.push({ kind: "text", text: words });
    prompt.push({ kind: "template", text: tail });
  });
  return { prefix: [{ kind: "template", text: head }], prompt };
}

export interface RepairTurn {
  readonly call: { readonly name: string; readonly arguments: Json };
  readonly error: string;
}

/** Foreign text (tool descriptions, values) must not spell control tokens: their brackets are replaced. */
export function disarm(value: unknown): unknown {
  if (typeof value === "string") {
    let text = value.replaceAll(slot, " ");
    for (const mark of Object.values(marks)) text = text.replaceAll(mark, `(${mark.slice(1, -1)})`);
    return text;
  }
  if (Array.isArray(value)) return value.map(disarm);
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [String(disarm(key)), disarm(item)]),
    );
  return value;
}
