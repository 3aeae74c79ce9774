import assert from "node:assert/strict";
import { codeBlock, escapeText, inlineCode } from "../../src/core/markdown.ts";
import { findOffered, readWrappedRequest } from "../../src/core/offeredTool.ts";
import { renderCall } from "../../src/core/renderCall.ts";

describe("Markdown from foreign text", () => {
  it("escapes what would be a link, an image, HTML or an icon", () => {
    const text = escapeText("[x](command:y) ![z](u) <b> $(zap) `c`");
    assert.doesNotMatch(text, /(?<!\\)[[\]<>`$(]/);
  });

  it("fences code longer than any fence in it", () => {
    assert.equal(inlineCode("a `b` c"), "``a `b` c``");
    assert.equal(codeBlock("```\nx\n```", "md"), "````md\n```\nx\n```\n````");
  });

  it("renders a call as name and arguments", () => {
    assert.equal(
      renderCall({ name: "search", arguments: { item_type: "script", limit: 3 } }),
      "**search**\n\n- item\\_type: `script`\n- limit: `3`",
    );
  });
});

describe("tools that an editor offers", () => {
  it("are found under their own name or as an MCP server's", () => {
    assert.equal(findOffered("search", ["read_file", "search"]), "search");
    assert.equal(findOffered("search", ["mcp_kiwi_search"]), "mcp_kiwi_search");
    assert.equal(findOffered("search", ["semantic_search"]), undefined);
    assert.equal(findOffered("search", ["mcp_shop_search"]), undefined);
    assert.equal(findOffered("search", ["mcp_my_kiwi-mcp_search"]), "mcp_my_kiwi-mcp_search");
  });

  it("the person's own words are read out of an agent's wrapping", () => {
    assert.equal(readWrappedRequest("<context>x</context><userRequest>\nfind a\n</userRequest>"), "find a");
    assert.equal(readWrappedRequest(" find a "), "find a");
  });
});
