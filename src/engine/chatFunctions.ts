// A peer to compare with: the same GGUF through node-llama-cpp's own chat wrapper and function calling, one turn.
import { performance } from "node:perf_hooks";
import { isObject, type Json, type JsonObject } from "../core/json.ts";
import type { ChatFunctionsAnswer, ChatFunctionsParams } from "../core/rpc.ts";
import { readShape, type Shape } from "../core/schema.ts";

/** What this needs of the library's LlamaChat, whose types only llama.ts may name. */
export interface FunctionCallingChat {
  readonly initialHistory: () => ChatItem[];
  generate(history: ChatItem[], options: ChatOptions): Promise<ChatResponse>;
}

export type ChatItem =
  { type: "system"; text: string } | { type: "user"; text: string } | { type: "model"; response: string[] };

export interface ChatOptions {
  readonly functions: Readonly<Record<string, { description: string; params: GbnfSchema }>>;
  readonly documentFunctionParams: boolean;
  readonly temperature: number;
  readonly maxTokens: number;
  readonly signal: AbortSignal;
}

export interface ChatResponse {
  readonly response: string;
  readonly functionCalls?: readonly { readonly functionName: string; readonly params: unknown }[];
}

/** The JSON Schema subset that the library turns into a grammar; there every property is required. */
export type GbnfSchema =
  | { readonly type: "string" | "number" | "integer" | "boolean" | "null"; readonly description?: string }
  | { readonly enum: readonly (string | number | boolean | null)[] }
  | { readonly oneOf: readonly GbnfSchema[] }
  | { readonly type: "array"; readonly items: GbnfSchema }
  | { readonly type: "object"; readonly properties: Readonly<Record<string, GbnfSchema>> };

/** Asks once, greedily, and stops at the model's first calls. @throws the signal's reason when aborted. */
export async function askChatFunctions(
  chat: FunctionCallingChat,
  params: ChatFunctionsParams,
  signal: AbortSignal,
): Promise<ChatFunctionsAnswer> {
  const began = performance.now();
  const functions = Object.fromEntries(
    params.tools.map((tool) => [
      tool.name,
      { description: tool.description, params: gbnfSchema(readShape(tool.parameters)) },
    ]),
  );
  const history: ChatItem[] = [
    ...chat.initialHistory(),
    { type: "user", text: params.request },
    { type: "model", response: [] },
  ];
  const answer = await chat.generate(history, {
    functions,
    documentFunctionParams: true,
    temperature: 0,
    maxTokens: params.maxTokens,
    signal,
  });
  return {
    calls: (answer.functionCalls ?? []).map((call) => ({
      name: call.functionName,
      arguments: withoutNulls(call.params),
    })),
    text: answer.response,
    chatMs: performance.now() - began,
  };
}

/** An optional argument may be null, since the library cannot leave a property out; what it cannot express is a text. */
function gbnfSchema(shape: Shape): GbnfSchema {
  switch (shape.kind) {
    case "constants":
      return { enum: shape.values };
    case "text":
    case "free":
      return { type: "string" };
    case "number":
      return { type: shape.integer ? "integer" : "number" };
    case "boolean":
      return { type: "boolean" };
    case "list":
      return { type: "array", items: gbnfSchema(shape.item) };
    case "object":
      return {
        type: "object",
        properties: Object.fromEntries(
          shape.fields.map((field) => {
            const schema = gbnfSchema(field.shape);
            return [field.name, field.required ? schema : { oneOf: [schema, { type: "null" }] }];
          }),
        ),
      };
  }
}

/** The nulls that stand for arguments that were left out. */
function withoutNulls(value: unknown): JsonObject {
  if (!isObject(value)) return {};
  const kept = Object.entries(value).filter(([, one]) => one !== null);
  return Object.fromEntries<Json>(
    kept.map(([name, one]) => [name, isObject(one) ? withoutNulls(one) : (one as Json)]),
  );
}
