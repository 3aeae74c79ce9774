// Reduces an MCP tool result to what a surface can show; content that is no text becomes one line about it.
import type { CallToolResult, ContentBlock } from "@modelcontextprotocol/client";
import { isObject, type Json } from "../core/json.ts";
import type { ToolResult } from "../core/toolResult.ts";

export function readToolResult(result: CallToolResult, durationMs: number): ToolResult {
  const text = result.content.map(writeBlock).join("\n");
  const structured: unknown = result.structuredContent;
  const json = isObject(structured) ? (structured as Json) : parseJson(text);
  return { isError: result.isError === true, text, durationMs, ...(json === undefined ? {} : { json }) };
}

function writeBlock(block: ContentBlock): string {
  switch (block.type) {
    case "text":
      return block.text;
    case "image":
    case "audio":
      return `[${block.type}, ${block.mimeType}, ${Math.floor((block.data.length * 3) / 4)} bytes]`;
    case "resource_link":
      return `[${block.name}](${block.uri})`;
    case "resource":
      return "text" in block.resource ? block.resource.text : `[${block.resource.uri}]`;
  }
}

function parseJson(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
