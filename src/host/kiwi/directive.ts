// Reads a directive: Markdown with one XML block. Problems are collected, so that a broken one still shows what it can.
import { directiveXml } from "./directiveXml.ts";
import { child, childText, parseXml, type XmlElement } from "./xmlTree.ts";

export interface DirectiveInput {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
  readonly default?: string;
}

export interface DirectiveStep {
  readonly name: string;
  readonly description: string;
  readonly action: string;
}

export interface Directive {
  readonly type: "directive";
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly category: string;
  readonly author: string;
  /** Such as `{kind: "execute", resource: "shell"}`. */
  readonly permissions: readonly Readonly<Record<string, string>>[];
  readonly model: Readonly<Record<string, string>>;
  readonly inputs: readonly DirectiveInput[];
  readonly process: readonly DirectiveStep[];
  readonly outputs: string;
  /** Why it is not valid; empty when it is. Each names a line where one is known. */
  readonly problems: readonly string[];
}

/** Reads a directive's text. `stem` is the file's name without `.md`. Never throws for bad content. */
export function readDirective(text: string, stem: string): Directive {
  const block = directiveXml(text);
  if (!block) return empty(stem, "it has no <directive>…</directive> block");
  const parsed = parseXml(block.xml);
  if (!parsed.ok) {
    const line = block.line + parsed.line - 1;
    const partly = /<directive\b[^>]*\bversion="([^"]*)"/.exec(block.xml)?.[1] ?? "";
    const described = /<description>([^<]*)<\/description>/.exec(block.xml)?.[1]?.trim() ?? "";
    return { ...empty(stem, `line ${line}: ${parsed.problem}`), version: partly, description: described };
  }
  return fromRoot(parsed.root, stem);
}

function fromRoot(root: XmlElement, stem: string): Directive {
  const metadata = child(root, "metadata");
  const permissions = child(metadata, "permissions")?.children ?? [];
  const directive = {
    type: "directive",
    name: root.attributes["name"] ?? "",
    description: childText(metadata, "description"),
    version: root.attributes["version"] ?? "",
    category: childText(metadata, "category"),
    author: childText(metadata, "author"),
    permissions: permissions.map((one) => ({ kind: one.name, ...one.attributes })),
    model: readModel(child(metadata, "model")),
    inputs: (child(root, "inputs")?.children ?? []).map(readInput),
    process: (child(root, "process")?.children ?? []).filter((one) => one.name === "step").map(readStep),
    outputs: childText(root, "outputs"),
  } as const;
  return { ...directive, problems: findProblems(directive, stem) };
}

function findProblems(directive: Omit<Directive, "problems">, stem: string): string[] {
  const problems: string[] = [];
  if (directive.name === "") problems.push("<directive> has no name");
  else if (directive.name !== stem)
    problems.push(`its name is "${directive.name}", but the file is called "${stem}"`);
  if (directive.version === "") problems.push("<directive> has no version");
  if (directive.permissions.length === 0) problems.push("<metadata> has no <permissions>");
  if (directive.inputs.some((input) => input.name === "")) problems.push("an <input> has no name");
  return problems;
}

function readModel(element: XmlElement | undefined): Record<string, string> {
  if (!element) return {};
  return { ...element.attributes, ...(element.text === "" ? {} : { text: element.text }) };
}

function readInput(element: XmlElement): DirectiveInput {
  const fallback = element.attributes["default"];
  return {
    name: element.attributes["name"] ?? "",
    type: element.attributes["type"] ?? "string",
    required: element.attributes["required"] === "true",
    description: element.text,
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}

function readStep(element: XmlElement): DirectiveStep {
  return {
    name: element.attributes["name"] ?? "",
    description: childText(element, "description"),
    action: child(element, "action")?.text ?? (child(element, "description") ? "" : element.text),
  };
}

function empty(stem: string, problem: string): Directive {
  return {
    type: "directive",
    name: stem,
    description: "",
    version: "",
    category: "",
    author: "",
    permissions: [],
    model: {},
    inputs: [],
    process: [],
    outputs: "",
    problems: [problem],
  };
}
