// Which of the tools that an editor offers is the one that the router chose.

/**
 * The offered name for one of the built-in tools: itself, or as editors spell tools of MCP servers (`mcp_<server>_<tool>`). A tool of
 * another server that only ends alike ("mcp_shop_search") is another tool.
 */
export function findOffered(tool: string, offered: readonly string[]): string | undefined {
  const spelled = /^mcp_(?:[a-z0-9]+[_-])*kiwi(?:[_-]mcp)?_/i;
  return (
    offered.find((name) => name === tool) ??
    offered.find((name) => spelled.exec(name)?.[0] === name.slice(0, -tool.length) && name.endsWith(tool))
  );
}

/** The person's own words in a message that an editor wrapped: agent mode puts them into `<userRequest>`. */
export function readWrappedRequest(text: string): string {
  return /<userRequest>([\s\S]*?)<\/userRequest>/.exec(text)?.[1]?.trim() ?? text.trim();
}
