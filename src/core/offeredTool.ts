// Which of the tools that an editor offers is the one that the router chose.

/** The offered name for `tool`: itself, or as editors spell tools of MCP servers (`mcp_<server>_<tool>`). */
export function findOffered(tool: string, offered: readonly string[]): string | undefined {
  return (
    offered.find((name) => name === tool) ??
    offered.find((name) => name.startsWith("mcp_") && name.endsWith(`_${tool}`))
  );
}

/** The person's own words in a message that an editor wrapped: agent mode puts them into `<userRequest>`. */
export function readWrappedRequest(text: string): string {
  return /<userRequest>([\s\S]*?)<\/userRequest>/.exec(text)?.[1]?.trim() ?? text.trim();
}
