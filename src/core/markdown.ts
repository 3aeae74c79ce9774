// Small pieces of Markdown in which foreign text stays text: no link, image or heading can grow out of it.

/** Foreign text inside a sentence. */
export function escapeText(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-.!|~&$]/g, "\\$&").replace(/\s+/g, " ");
}

/** Foreign text as inline code; the fence is longer than any run of backticks in it. */
export function inlineCode(text: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  if (flat === "") return "` `";
  const fence = "`".repeat(longestRun(flat) + 1);
  const pad = flat.startsWith("`") || flat.endsWith("`") ? " " : "";
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** Foreign text as a block of code in `language`. */
export function codeBlock(text: string, language = ""): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.replace(/\n+$/, "")}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
}
