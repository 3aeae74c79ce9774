// First versions of new items: valid as they are, and runnable where they can run.
import { stringify } from "yaml";
import type { ItemType } from "../../core/catalogue.ts";

export interface TemplateRequest {
  readonly name: string;
  readonly category: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly tags: readonly string[];
}

/** The whole text of a new item, without a content mark. */
export function writeTemplate(type: ItemType, request: TemplateRequest): string {
  switch (type) {
    case "directive":
      return directiveTemplate(request);
    case "script":
      return scriptTemplate(request);
    case "knowledge":
      return knowledgeTemplate(request);
  }
}

/** `csv_parser` → "Csv parser" */
export function sentenceOf(name: string): string {
  const words = name.replace(/[_.-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

function directiveTemplate({ name, category, title, description }: TemplateRequest): string {
  return `# ${title ?? sentenceOf(name)}

\`\`\`xml
<directive name="${escapeXml(name)}" version="0.1.0">
  <metadata>
    <description>${escapeXml(description ?? sentenceOf(name))}</description>
    <category>${escapeXml(category === "" ? "general" : category)}</category>
    <author>me</author>
    <permissions>
      <read resource="filesystem" path="**/*" />
    </permissions>
    <model tier="fast">Simple steps</model>
  </metadata>
  <inputs>
    <input name="target" type="string" required="false" default=".">What to work on, such as a folder</input>
  </inputs>
  <process>
    <step name="look">
      <description>Look at the target</description>
      <action><![CDATA[List what is in the target and note what matters.]]></action>
    </step>
    <step name="act">
      <description>Do the work</description>
      <action><![CDATA[Describe here what is to be done.]]></action>
    </step>
    <step name="report">
      <description>Say what was done</description>
      <action><![CDATA[Sum up the result in three sentences.]]></action>
    </step>
  </process>
  <outputs>
    <output name="summary">What was done</output>
  </outputs>
</directive>
\`\`\`
`;
}

function scriptTemplate({ name, description }: TemplateRequest): string {
  const about = (description ?? sentenceOf(name))
    .replaceAll("\\", "\\\\")
    .replaceAll('"""', "'''")
    .replace(/"$/, "'");
  const ending = /[.!?]$/.test(about) ? "" : ".";
  return `"""${about}${ending}

Reads a text file, or standard input without one, and prints a JSON object.
"""

import argparse
import json
import sys
from pathlib import Path

__version__ = "0.1.0"


def process(text: str) -> dict:
    """Turns the input into the result; replace this with the real work."""
    lines = text.splitlines()
    return {"lines": len(lines), "characters": len(text), "first_line": lines[0] if lines else ""}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, help="text file to read")
    arguments = parser.parse_args()
    try:
        text = arguments.file.read_text(encoding="utf-8") if arguments.file else sys.stdin.read()
    except OSError as error:
        print(json.dumps({"status": "error", "error": str(error)}))
        return 1
    print(json.dumps({"status": "success", "data": process(text)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
`;
}

function knowledgeTemplate({ name, category, title, description, tags }: TemplateRequest): string {
  const heading = title ?? sentenceOf(name);
  const head = stringify({
    zettel_id: name,
    title: heading,
    entry_type: "note",
    category: category === "" ? "general" : category,
    tags: [...tags],
    version: "1.0.0",
  });
  return `---
${head}---

# ${heading}

${description ?? "What is known, in a few sentences."}

## Details

- The first fact, with where it comes from.
`;
}
