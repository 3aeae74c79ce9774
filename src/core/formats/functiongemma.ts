// FunctionGemma: its prompt from the contract's template, its notation call:name{key:<escape>text<escape>}.
import { Template } from "@huggingface/jinja";
import template from "../../../contract/formats/functiongemma.jinja";
import markers from "../../../contract/markers.json" with { type: "json" };
import type { CallFormat, TemplateInput } from "./callFormat.ts";
import { readCalls } from "./callSyntax.ts";
import { renderParts } from "./renderParts.ts";

const marks = markers.functiongemma;
const markTexts = Object.values(marks);
const compiled = new Template(template);

/** Renders the chat template; the golden vectors hold this equal to Python's rendering. */
export function renderFunctionGemma(input: TemplateInput): string {
  return compiled.render({
    bos_token: marks.bos,
    tools: input.tools,
    messages: input.messages,
    add_generation_prompt: input.addGenerationPrompt,
  });
}

export const functionGemma: CallFormat = {
  notation: {
    open: (name) => `${marks.call_start}call:${name}`,
    close: marks.call_end,
    keyOpen: "",
    keyClose: ":",
    quote: marks.quote,
    comma: ",",
    escape: (text) => text,
  },
  stops: [marks.call_end],
  render: (tools, request, repair) => renderParts(renderFunctionGemma, markTexts, tools, request, repair),
  read: readCalls,
};
