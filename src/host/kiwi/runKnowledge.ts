// execute run knowledge: hands back an entry's text for use as context.
import type { JsonObject } from "../../core/json.ts";
import { findItem } from "./findItem.ts";
import { readItem, requireUnchanged } from "./item.ts";
import type { Space } from "./itemFolders.ts";
import type { KiwiContext } from "./kiwiContext.ts";

/** @returns `{status: "ready", title, content, instructions}`. */
export async function runKnowledge(
  context: KiwiContext,
  request: { readonly id: string; readonly among: readonly Space[] },
): Promise<JsonObject> {
  const { file, text, parts } = await readItem(
    await findItem(context.folders, "knowledge", request.id, request.among),
  );
  requireUnchanged("knowledge", text, file.path);
  const entry = parts.type === "knowledge" ? parts : undefined;
  return {
    status: "ready",
    item_id: file.name,
    title: entry?.title === undefined || entry.title === "" ? file.name : entry.title,
    tags: entry?.tags ?? [],
    content: entry?.body ?? text,
    path: file.path,
    instructions: "Use this entry as context for the task at hand.",
  };
}
