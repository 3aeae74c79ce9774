// Asks a model once: prompt, grammar, generation, and the answer read as a call.
import type { Catalogue } from "./catalogue.ts";
import { dispatchDirectives, parameterKeys } from "./kiwi/kiwiWords.ts";
import type { RepairTurn, TemplateTool } from "./formats/callFormat.ts";
import { callFormats } from "./formats/callFormats.ts";
import type { WrittenCall } from "./formats/callSyntax.ts";
import { buildGrammar } from "./grammar.ts";
import { itemTypes } from "./catalogue.ts";
import type { FormatName, PromptStyle } from "./modelCard.ts";
import { pseudoServer } from "./pseudoTools.ts";
import type { GenerateParams, Generation } from "./rpc.ts";
import type { Tool } from "./tool.ts";
import { spaceWords, type Word } from "./words.ts";

/** What one question to the model consists of. */
export interface Question {
  readonly request: string;
  readonly words: readonly Word[];
  readonly tools: readonly Tool[];
  /** Those of the tools that the answer may call; all of them by default. */
  readonly permitted?: readonly Tool[];
  readonly catalogue: Catalogue;
  readonly style: PromptStyle;
  readonly format: FormatName;
  readonly repair?: RepairTurn;
  /** Arguments left out of the grammar, as dotted paths. */
  readonly without?: ReadonlySet<string>;
  /** A number that an argument (dotted path) may not be. */
  readonly unlike?: ReadonlyMap<string, number>;
}

export interface ModelAnswer {
  readonly generation: Generation;
  readonly written: WrittenCall | undefined;
  readonly problem: string | undefined;
}

const maxAnswerTokens = 256;

/** The engine's job for a question. Pure. */
export function planGeneration(question: Question): GenerateParams {
  const { style } = question;
  const format = callFormats[question.format];
  const declared = question.tools.filter((tool) => isDeclared(tool, style)).map(declare);
  const spaced = style !== "declared";
  const text = spaced ? spaceWords(question.words) : question.request;
  const grammar = buildGrammar({
    tools: question.permitted ?? question.tools,
    request: question.request,
    words: question.words,
    style: spaced ? "spaced" : "raw",
    notation: format.notation,
    constants: { item_id: [...dispatchDirectives, ...itemTypes.flatMap((type) => question.catalogue[type])] },
    openKeys: parameterKeys,
    without: question.without ?? new Set(),
    ...(question.unlike ? { unlike: question.unlike } : {}),
  });
  return {
    ...format.render(declared, text, question.repair),
    grammar: grammar.gbnf,
    stops: [...format.stops],
    maxTokens: maxAnswerTokens,
  };
}

function isDeclared(tool: Tool, style: PromptStyle): boolean {
  return style === "declared" || (style === "declared_words" && tool.server !== pseudoServer);
}

function declare(tool: Tool): TemplateTool {
  return { name: tool.name, description: tool.description, parameters: tool.inputSchema };
}

export function readAnswer(generation: Generation, format: FormatName): ModelAnswer {
  const read = callFormats[format].read(generation.text);
  if (!read.ok) return { generation, written: undefined, problem: read.problem };
  return { generation, written: read.calls[0], problem: undefined };
}
