// One routed request in the words of OpenAI-compatible endpoints: llama-server, vLLM, Ollama and the like.
import { isObject, type Json, type JsonObject } from "./json.ts";
import type { Call } from "./decision.ts";
import type { Tool } from "./tool.ts";

/** Such endpoints refuse names with dots and slashes. */
const wireName = (name: string): string => name.replace(/[^\w-]/g, "_").slice(0, 64);

const maxAnswerTokens = 512;

/** The body of `POST …/chat/completions`: one user message, the tools, greedy. */
export function chatBody(model: string, request: string, tools: readonly Tool[]): JsonObject {
  const declared = tools.map((tool) => ({
    type: "function",
    function: { name: wireName(tool.name), description: tool.description, parameters: tool.inputSchema },
  }));
  return {
    model,
    messages: [{ role: "user", content: request }],
    temperature: 0,
    max_tokens: maxAnswerTokens,
    // An empty list is refused by most servers.
    ...(declared.length === 0 ? {} : { tools: declared, tool_choice: "auto" }),
  };
}

export interface ChatReply {
  readonly calls: readonly Call[];
  readonly text: string;
  /** Why the reply is no answer: broken arguments, or not what the API says. */
  readonly problem?: string;
}

/** Reads the reply; names get their own spelling back. Never throws. */
export function readChatReply(body: unknown, tools: readonly Tool[]): ChatReply {
  const choices: unknown = isObject(body) ? body["choices"] : undefined;
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const message = isObject(choice) ? choice["message"] : undefined;
  if (!isObject(message)) return { calls: [], text: "", problem: "the reply holds no message" };
  const text = typeof message["content"] === "string" ? message["content"] : "";
  const listed: unknown[] = Array.isArray(message["tool_calls"]) ? message["tool_calls"] : [];
  const calls: Call[] = [];
  for (const one of listed) {
    const called = isObject(one) ? one["function"] : undefined;
    const name = isObject(called) ? called["name"] : undefined;
    const values = isObject(called) ? parseArguments(called["arguments"]) : undefined;
    if (typeof name !== "string" || !values)
      return { calls: [], text, problem: `a call cannot be read: ${JSON.stringify(one)}` };
    calls.push({
      name: tools.find((tool) => wireName(tool.name) === name)?.name ?? name,
      arguments: values,
    });
  }
  return { calls, text };
}

/** A text of JSON as OpenAI sends it, or an object as some servers do. */
function parseArguments(value: unknown): JsonObject | undefined {
  if (isObject(value)) return value as { [key: string]: Json };
  if (typeof value !== "string") return undefined;
  if (value.trim() === "") return {};
  try {
    const parsed: unknown = JSON.parse(value);
    return isObject(parsed) ? (parsed as { [key: string]: Json }) : undefined;
  } catch {
    return undefined; // Broken JSON is a broken answer, and said to be one.
  }
}
