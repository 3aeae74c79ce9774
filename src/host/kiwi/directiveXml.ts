// Finds the XML of a directive inside its Markdown.

export interface DirectiveXml {
  readonly xml: string;
  /** Line of the file on which the XML starts, from 1. */
  readonly line: number;
}

/** From the first `<directive …>` to the last `</directive>`, as Kiwi reads it; undefined without both. */
export function directiveXml(text: string): DirectiveXml | undefined {
  const start = /<directive[\s>]/.exec(text)?.index;
  const closing = "</directive>";
  const end = text.lastIndexOf(closing);
  if (start === undefined || end < start) return undefined;
  return { xml: text.slice(start, end + closing.length), line: text.slice(0, start).split("\n").length };
}
