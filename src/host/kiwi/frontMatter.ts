// Splits a Markdown file into its YAML front matter and its body.

export interface FrontMatter {
  /** The lines between the `---` fences, ending with a newline unless empty. */
  readonly yaml: string;
  readonly body: string;
}

/** Undefined when the file does not start with a closed `---` block. */
export function frontMatterOf(text: string): FrontMatter | undefined {
  const match = /^---[ \t]*\n([\s\S]*?)^---[ \t]*(?:\n|$)/m.exec(text);
  return match?.index === 0 ? { yaml: match[1] ?? "", body: text.slice(match[0].length) } : undefined;
}
