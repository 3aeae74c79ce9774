// The two declared pseudo-tools that make asking back and abstaining ordinary answers: ask_user and no_tool.
import declared from "../../contract/pseudoTools.json" with { type: "json" };
import type { JsonObject } from "./json.ts";
import { readShape } from "./schema.ts";
import type { Tool } from "./tool.ts";

export const askTool = "ask_user";
export const noTool = "no_tool";
/** The server name of the pseudo-tools; no real server has it. */
export const pseudoServer = "router";

/** The pseudo-tools for a toolbox; `ask_user` may only name its tools, their required arguments and their constants. */
export function pseudoTools(tools: readonly Tool[]): Tool[] {
  return declared.map((tool) => ({
    name: tool.name,
    description: tool.description,
    inputSchema: tool.name === askTool ? askSchema(tools) : (tool.inputSchema as unknown as JsonObject),
    hostArguments: [],
    annotations: { readOnlyHint: true, openWorldHint: false },
    server: pseudoServer,
  }));
}

function askSchema(tools: readonly Tool[]): JsonObject {
  const missing = new Set<string>();
  const known: Record<string, JsonObject> = {};
  for (const tool of tools) {
    const shape = readShape(tool.inputSchema);
    if (shape.kind !== "object") continue;
    for (const field of shape.fields) {
      if (field.required && field.shape.kind === "constants")
        known[field.name] = { enum: [...field.shape.values] };
      else if (field.required) missing.add(field.name);
    }
  }
  return {
    type: "object",
    properties: {
      known: { type: "object", properties: known },
      missing: { type: "string", enum: [...missing].sort() },
      tool: { type: "string", enum: tools.map((tool) => tool.name) },
    },
    required: ["missing", "tool"],
  };
}
