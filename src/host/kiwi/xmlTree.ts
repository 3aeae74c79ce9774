// A small tree of elements over fast-xml-parser, with text and CDATA joined in document order.
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { isObject } from "../../core/json.ts";

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text below, without common indentation. */
  readonly text: string;
}

export type ParsedXml =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly problem: string; readonly line: number };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
});

/** Parses one document with one root. Documents that declare entities are refused. Lines count from 1. */
export function parseXml(xml: string): ParsedXml {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return { ok: false, problem: "it declares a document type", line: 1 };
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is a package of its own for the same check
  const valid = XMLValidator.validate(xml);
  if (valid !== true) return { ok: false, problem: valid.err.msg.replace(/\.$/, ""), line: valid.err.line };
  try {
    const nodes: unknown = parser.parse(xml);
    const root = Array.isArray(nodes)
      ? nodes.map(readNode).find((node) => typeof node === "object")
      : undefined;
    return root ? { ok: true, root } : { ok: false, problem: "it has no element", line: 1 };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error), line: 1 };
  }
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

export function childText(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text ?? "";
}

function readNode(node: unknown): XmlElement | string | undefined {
  if (!isObject(node)) return undefined;
  if (typeof node["#text"] === "string") return node["#text"];
  const name = Object.keys(node).find((key) => key !== ":@" && !key.startsWith("?") && !key.startsWith("#"));
  if (name === undefined) return undefined;
  const inner: unknown = node[name];
  const parts = (Array.isArray(inner) ? inner : []).map(readNode).filter((part) => part !== undefined);
  return {
    name,
    attributes: readAttributes(node[":@"]),
    children: parts.filter((part) => typeof part !== "string"),
    text: dedent(parts.map((part) => (typeof part === "string" ? part : part.text)).join("")),
  };
}

function readAttributes(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]));
}

function dedent(text: string): string {
  const lines = text
    .replace(/^\s*\n/, "")
    .trimEnd()
    .split("\n");
  const indents = lines
    .filter((line) => line.trim() !== "")
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const common = indents.length > 0 ? Math.min(...indents) : 0;
  return lines
    .map((line) => line.slice(common))
    .join("\n")
    .trim();
}
