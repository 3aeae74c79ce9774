// tool-router tools: the tools that can be called, by server.
import { readShape } from "../core/schema.ts";
import type { Router } from "../core/router.ts";
import type { Flags } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

export async function toolsVerb(router: Router, flags: Flags, terminal: Terminal): Promise<number> {
  const tools = await router.tools();
  if (flags.json) {
    terminal.print(JSON.stringify({ tools }));
    return 0;
  }
  for (const tool of tools) {
    const shape = readShape(tool.inputSchema);
    const fields =
      shape.kind === "object"
        ? shape.fields.map((field) => (field.required ? field.name : `[${field.name}]`))
        : [];
    terminal.print(
      `${terminal.paint.bold(tool.name)}(${fields.join(", ")})  ${terminal.paint.dim(tool.server)}`,
    );
    terminal.print(`  ${tool.description}`);
  }
  return 0;
}
