// The requests to the built-in tools that a benchmark routes, with their right calls and the items that are known meanwhile.
import type { Catalogue } from "../catalogue.ts";
import type { GoldRow } from "../eval/goldRow.ts";
import type { JsonObject } from "../json.ts";

const catalogue: Catalogue = {
  directive: ["sync_directives", "weekly_report"],
  knowledge: ["email_deliverability", "retry_policy"],
  script: ["csv_summary", "email_enricher", "lint"],
};

/** The one that a cold engine is asked. */
export const firstRow = row("find email scripts", "search", { item_type: "script", query: "email" });

/** More than the engine keeps grammars for, so that every route compiles its own, as everyday requests do. */
export const kiwiBenchRows: readonly GoldRow[] = [
  firstRow,
  row("search for knowledge about retries", "search", { item_type: "knowledge", query: "retries" }),
  row("look for reporting directives", "search", { item_type: "directive", query: "reporting" }),
  row("load the email_enricher script", "load", {
    item_type: "script",
    item_id: "email_enricher",
    source: "project",
  }),
  row("show me the retry_policy knowledge entry", "load", {
    item_type: "knowledge",
    item_id: "retry_policy",
    source: "project",
  }),
  row("run the lint script", "execute", { item_type: "script", action: "run", item_id: "lint" }),
  row("run sync_directives on staging", "execute", {
    item_type: "directive",
    action: "run",
    item_id: "sync_directives",
    parameters: { environment: "staging" },
  }),
  row("execute the weekly_report directive", "execute", {
    item_type: "directive",
    action: "run",
    item_id: "weekly_report",
  }),
  row("create a new script called csv_parser", "execute", {
    item_type: "script",
    action: "create",
    item_id: "csv_parser",
  }),
  row("delete the csv_summary script", "execute", {
    item_type: "script",
    action: "delete",
    item_id: "csv_summary",
  }),
  row("publish the lint script", "execute", { item_type: "script", action: "publish", item_id: "lint" }),
  { ...row("what's the weather like in Oslo", "", {}), calls: [] },
];

function row(request: string, name: string, values: JsonObject): GoldRow {
  const calls = [{ name, arguments: values }];
  return { id: request, request, toolbox: "kiwi", catalogue, calls, tags: [] };
}
