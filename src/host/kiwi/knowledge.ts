// Reads a knowledge entry: Markdown with YAML front matter.
import { parse as parseYaml } from "yaml";
import { isObject } from "../../core/json.ts";
import { frontMatterOf } from "./frontMatter.ts";

export interface Knowledge {
  readonly type: "knowledge";
  readonly zettelId: string;
  readonly title: string;
  readonly entryType: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly version: string;
  /** The Markdown after the front matter. */
  readonly body: string;
  /** Why it is not valid; empty when it is. */
  readonly problems: readonly string[];
}

/** Reads an entry's text. `stem` is the file's name without `.md`. Never throws for bad content. */
export function readKnowledge(text: string, stem: string): Knowledge {
  const parts = frontMatterOf(text);
  const body = (parts?.body ?? text).trim();
  const { fields, problem } = readFields(parts?.yaml);
  const field = (name: string): string => {
    const value = fields[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const tags = fields["tags"];
  const entry = {
    type: "knowledge",
    zettelId: field("zettel_id") || field("id"),
    title: field("title") || (/^#\s+(.+)$/m.exec(body)?.[1]?.trim() ?? ""),
    entryType: field("entry_type"),
    category: field("category"),
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [],
    version: field("version"),
    body,
  } as const;
  return { ...entry, problems: problem === undefined ? findProblems(entry, stem) : [problem] };
}

function readFields(yaml: string | undefined): { fields: Record<string, unknown>; problem?: string } {
  if (yaml === undefined) return { fields: {}, problem: "it has no front matter between --- lines" };
  try {
    const fields: unknown = parseYaml(yaml, { maxAliasCount: 10 });
    return isObject(fields)
      ? { fields }
      : { fields: {}, problem: "its front matter is not a list of fields" };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return { fields: {}, problem: `its front matter is not valid YAML: ${why.replace(/:$/, "")}` };
  }
}

function findProblems(entry: Omit<Knowledge, "problems">, stem: string): string[] {
  const problems: string[] = [];
  if (entry.zettelId === "") problems.push("its front matter has no zettel_id");
  else if (entry.zettelId !== stem)
    problems.push(`its zettel_id is "${entry.zettelId}", but the file is called "${stem}"`);
  if (entry.title === "") problems.push("its front matter has no title");
  return problems;
}
