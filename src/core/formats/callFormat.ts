// How a model family reads declarations and writes calls: its prompt, its notation for the grammar, its reader.
import type { Json } from "../json.ts";
import type { PromptPart } from "../rpc.ts";
import type { ReadCalls } from "./callSyntax.ts";

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

/** A call that was wrong, fed back with its error. */
export interface RepairTurn {
  readonly call: { readonly name: string; readonly arguments: Json };
  readonly error: string;
}

/** The marks around the parts of a call, as the grammar writes them. */
export interface Notation {
  readonly open: (name: string) => string;
  readonly close: string;
  readonly keyOpen: string;
  readonly keyClose: string;
  readonly quote: string;
  readonly comma: string;
  /** Text as it stands between quotes. */
  readonly escape: (text: string) => string;
}

export interface CallFormat {
  readonly notation: Notation;
  /** Texts that end an answer. */
  readonly stops: readonly string[];
  /** The first parts are the same for every request to the same tools: the cached prefix. */
  readonly render: (
    tools: readonly TemplateTool[],
    request: string,
    repair?: RepairTurn,
  ) => { prefix: PromptPart[]; prompt: PromptPart[] };
  readonly read: (text: string) => ReadCalls;
}
