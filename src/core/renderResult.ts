// A tool result as Markdown, for the chat.
import type { Call } from "./decision.ts";
import { codeBlock, escapeText } from "./markdown.ts";
import { viewResult } from "./resultView.ts";
import type { ToolResult } from "./toolResult.ts";

const mostHits = 20;
const mostCharacters = 6000;

/** Hits as a list, documents as code, errors as a quoted sentence. */
export function renderResult(call: Call, result: ToolResult): string {
  const view = viewResult(call, result);
  switch (view.kind) {
    case "hits": {
      const lines = view.hits
        .slice(0, mostHits)
        .map(
          (hit) =>
            `- **${escapeText(hit.name)}**${hit.description === "" ? "" : ` — ${escapeText(hit.description)}`}`,
        );
      const more = view.total > lines.length ? [`- … ${view.total - lines.length} more`] : [];
      return [`${view.total} found:`, "", ...lines, ...more].join("\n");
    }
    case "document":
      return codeBlock(cut(view.content), view.language === "plaintext" ? "" : view.language);
    case "page":
      return view.markdown;
    case "done":
    case "short":
      return escapeText(view.text);
    case "error":
      return view.text
        .split("\n")
        .map((line) => `> ${escapeText(line)}`)
        .join("\n>\n");
  }
}

function cut(text: string): string {
  return text.length > mostCharacters
    ? `${text.slice(0, mostCharacters)}\n… (${text.length} characters in all)`
    : text;
}
