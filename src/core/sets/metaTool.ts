// Rows of MetaTool: which of 199 ChatGPT plugins, known by name and one sentence, a request is for.
import type { GoldRow } from "../eval/goldRow.ts";
import type { Shortlist } from "../shortlist.ts";
import type { ListedTool } from "../tool.ts";
import { offerWith } from "./offerWith.ts";

/** Plugins a row is offered, as in the published task "tool selection with similar choices". */
const offered = 10;

export function readPlugin(name: string, description: string): ListedTool {
  return { name, description, inputSchema: { type: "object", properties: {} } };
}

/**
 * One request for one plugin. Plugins take no arguments, so exact_call is the choice alone.
 *
 * Not comparable with the published figures as they stand: theirs offer the plugins whose descriptions resemble the right
 * one's most, by embedding; ours those that resemble the request most, by its words. The task is the same.
 * @throws Error when the plugin is not known.
 */
export function readMetaToolRow(
  { id, request, plugin }: { readonly id: string; readonly request: string; readonly plugin: string },
  plugins: ReadonlyMap<string, ListedTool>,
  shortlist: Shortlist<ListedTool>,
): GoldRow {
  const right = plugins.get(plugin);
  if (!right) throw new Error(`there is no plugin "${plugin}" in plugin_des.json`);
  return {
    id,
    request,
    toolbox: { tools: offerWith([right], request, shortlist, offered) },
    calls: [{ name: plugin, arguments: {} }],
    tags: ["choice"],
  };
}

/** `count` of them, evenly over the list and in mixed order: neighbours in the file are for the same plugin. */
export function spread<T>(rows: readonly T[], count: number): T[] {
  const n = Math.min(count, rows.length);
  // A prime step that does not divide n visits every place once.
  const step = n % 7919 === 0 ? 7907 : 7919;
  return Array.from({ length: n }, (_, at) => rows[Math.floor((((at * step) % n) * rows.length) / n)]).filter(
    (row) => row !== undefined,
  );
}
