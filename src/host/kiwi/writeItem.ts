// execute create and update: writes an item that is valid and carries a fresh content mark, or writes nothing.
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { ItemType } from "../../core/catalogue.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { readMark, sign } from "./contentMark.ts";
import { findItem, qualifiedId } from "./findItem.ts";
import { frontMatterOf } from "./frontMatter.ts";
import { readParts, requireValid } from "./item.ts";
import { listItems, readItemText, spaceBoundary, spaces, typeFolder, type Space } from "./itemFolders.ts";
import { readCategory, readItemId, suffixes } from "./itemId.ts";
import type { KiwiContext } from "./kiwiContext.ts";
import { findSyntaxError } from "./python.ts";
import { Refusal } from "./refusal.ts";
import { optionalChoice, optionalText } from "./requestArguments.ts";
import { replaceFile, writeNew } from "./safeWrite.ts";
import { sentenceOf, writeTemplate } from "./templates.ts";

interface WriteRequest {
  readonly type: ItemType;
  readonly id: string;
  readonly parameters: JsonObject;
}

/** Without `content` a template is written. @returns `{status: "created", path, location, category, signature}`. */
export async function createItem(
  context: KiwiContext,
  { type, id, parameters }: WriteRequest,
): Promise<JsonObject> {
  const { name, category: idCategory } = readItemId(id, type);
  const location = optionalChoice(parameters, "location", spaces) ?? "project";
  const given = optionalText(parameters, "category")?.trim();
  const category = given === undefined || given === "" ? (idCategory ?? "") : readCategory(given);
  if (type === "script" && category.split("/")[0] === "lib")
    throw new Refusal("scripts/lib holds imports that scripts share, so no script is created there.", {
      solution: "Choose another category.",
    });
  await requireFree(context, type, name, location);
  const content = optionalText(parameters, "content");
  const hasContent = content !== undefined && content.trim() !== "";
  const request = {
    name,
    category,
    title: optionalText(parameters, "title"),
    description: optionalText(parameters, "description"),
    tags: readTags(parameters["tags"]),
  };
  const text = hasContent
    ? completeContent(type, content, parameters, request)
    : writeTemplate(type, request);
  const path = join(
    typeFolder(context.folders, location, type),
    ...category.split("/"),
    `${name}${suffixes[type]}`,
  );
  await requireWritable(context, type, name, text);
  const signed = sign(type, text, context.now());
  await writeNew(path, signed, spaceBoundary(context.folders, location));
  return {
    status: "created",
    ...describeWritten(type, name, path, signed),
    location,
    category,
    ...(hasContent ? {} : { note: "It holds a template that is valid as it is: open it and fill it in." }),
  };
}

/** With `content` the item is replaced, without it is checked and marked again; knowledge also takes single fields. */
export async function updateItem(
  context: KiwiContext,
  { type, id, parameters }: WriteRequest,
): Promise<JsonObject> {
  const among = readSpace(parameters);
  const file = await findItem(context.folders, type, id, among);
  const before = await readItemText(file.path);
  const content = optionalText(parameters, "content");
  const text = applyUpdate(type, before, content, parameters);
  await requireWritable(context, type, file.name, text);
  const signed = sign(type, text, context.now());
  await replaceFile(file.path, signed, spaceBoundary(context.folders, file.space));
  const changed = sign(type, before, new Date(0)) !== sign(type, text, new Date(0));
  return {
    status: "updated",
    ...describeWritten(type, file.name, file.path, signed),
    location: file.space,
    category: file.category,
    content_changed: changed,
  };
}

/** The spaces that `source` or `location` names; both without. */
export function readSpace(parameters: JsonObject): readonly Space[] {
  const named =
    optionalChoice(parameters, "source", spaces) ?? optionalChoice(parameters, "location", spaces);
  return named === undefined ? spaces : [named];
}

function describeWritten(type: ItemType, name: string, path: string, text: string): JsonObject {
  const mark = readMark(type, text);
  const signature =
    mark.kind === "none" ? null : { status: "valid", validated_at: mark.stamp, hash: mark.hash };
  return { item_type: type, item_id: name, path, version: readParts(type, text, name).version, signature };
}

async function requireFree(
  context: KiwiContext,
  type: ItemType,
  name: string,
  location: Space,
): Promise<void> {
  const there = (await listItems(context.folders, type, [location])).find((item) => item.name === name);
  if (!there) return;
  throw new Refusal(`There is a ${type} "${qualifiedId(there)}" already, and nothing is overwritten.`, {
    path: there.path,
    solution: "Use action update to change it, or choose another name.",
  });
}

async function requireWritable(
  context: KiwiContext,
  type: ItemType,
  name: string,
  text: string,
): Promise<void> {
  if (text.length > 1_500_000)
    throw new Refusal("The content is longer than 1,500,000 characters, which no item is.");
  requireValid(readParts(type, text, name), `the new content of "${name}"`);
  if (type !== "script") return;
  const wrong = await findSyntaxError(context.folders.projectPath, text);
  if (wrong !== undefined)
    throw new Refusal(`The new content of "${name}" is not valid Python: ${wrong}.`, {
      solution: "Nothing was written. Correct the content and try again.",
    });
}

/** A bare XML block becomes Markdown; a text without front matter becomes an entry. */
function completeContent(
  type: ItemType,
  content: string,
  parameters: JsonObject,
  request: { name: string; category: string; title: string | undefined; tags: readonly string[] },
): string {
  const text = endLine(content.replaceAll("\r\n", "\n"));
  if (type === "directive" && /^\s*<directive[\s>]/.test(text))
    return `# ${request.title ?? sentenceOf(request.name)}\n\n\`\`\`xml\n${text.trim()}\n\`\`\`\n`;
  if (type !== "knowledge" || frontMatterOf(text)) return text;
  const head = frontMatterOf(writeTemplate("knowledge", { ...request, description: undefined }))?.yaml ?? "";
  return setFields(`---\n${head}---\n\n${text}`, parameters);
}

const knowledgeFields = ["title", "entry_type", "category", "tags", "version"] as const;
const settings = new Set(["content", "source", "location", "confirm", "dry_run"]);

function applyUpdate(
  type: ItemType,
  before: string,
  content: string | undefined,
  parameters: JsonObject,
): string {
  const others = Object.keys(parameters).filter((name) => !settings.has(name) && !name.startsWith("_"));
  const fields: readonly string[] = type === "knowledge" ? knowledgeFields : [];
  const unknown = others.filter((name) => !fields.includes(name));
  if (unknown.length > 0)
    throw new Refusal(`An update of a ${type} cannot set ${unknown.join(", ")}.`, {
      solution: `Put the whole new text into parameters.content${fields.length > 0 ? `, or set ${fields.join(", ")}` : ""}.`,
    });
  const replaced =
    content === undefined || content.trim() === "" ? before : replaceContent(type, before, content);
  return type === "knowledge" && others.length > 0 ? setFields(replaced, parameters) : replaced;
}

function replaceContent(type: ItemType, before: string, content: string): string {
  const text = endLine(content.replaceAll("\r\n", "\n"));
  const old = frontMatterOf(before);
  return type === "knowledge" && old && !frontMatterOf(text) ? `---\n${old.yaml}---\n\n${text}` : text;
}

/** Sets single fields of the front matter and leaves the others, and the comments, as they are. */
function setFields(text: string, parameters: JsonObject): string {
  const parts = frontMatterOf(text);
  if (!parts) return text;
  const document = parseDocument(parts.yaml);
  if (document.errors.length > 0) return text;
  for (const name of knowledgeFields) {
    const value = parameters[name];
    if (value !== undefined && value !== null) document.set(name, name === "tags" ? readTags(value) : value);
  }
  return `---\n${document.toString()}---\n${parts.body}`;
}

function readTags(value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  const list = typeof value === "string" ? value.split(",").map((tag) => tag.trim()) : value;
  if (Array.isArray(list) && list.every((tag) => typeof tag === "string"))
    return list.filter((tag) => tag !== "");
  throw new Refusal('"tags" must be a list of texts.');
}

const endLine = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);
