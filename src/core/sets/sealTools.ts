// Rows of Seal-Tools: requests with calls over 4,076 tools; each row is offered its own tools and their nearest neighbours.
import type { GoldRow } from "../eval/goldRow.ts";
import { isObject } from "../json.ts";
import type { Shortlist } from "../shortlist.ts";
import type { ListedTool } from "../tool.ts";
import { showAccepted } from "./acceptedValues.ts";
import { offerWith } from "./offerWith.ts";
import { readParameters } from "./plainSchema.ts";
import { readWrittenCall } from "./writtenCall.ts";

/** Tools a row is offered, as in the published protocol. */
const offered = 5;

/** @throws Error when it has no name. */
export function readSealTool(row: unknown): ListedTool {
  if (!isObject(row) || typeof row["api_name"] !== "string") throw new Error('a tool needs an "api_name"');
  const { api_name: name, api_description: description, parameters, required } = row;
  return {
    name,
    ...(typeof description === "string" ? { description } : {}),
    inputSchema: readParameters(parameters, required),
  };
}

/**
 * One request. Tags: its difficulty, `several` for more than one call, `nested` where a call takes another's result.
 *
 * Not comparable with the published figures as they stand: those come from a dense retriever over all tools that can
 * miss the right one, and score tools and parameters by F1; here the right tools are always offered and a row counts
 * when all its calls and parameters are right.
 * @throws Error that says what is wrong with the row.
 */
export function readSealRow(
  row: unknown,
  tools: ReadonlyMap<string, ListedTool>,
  shortlist: Shortlist<ListedTool>,
): GoldRow {
  if (!isObject(row) || typeof row["id"] !== "string" || typeof row["query"] !== "string")
    throw new Error('a row needs the texts "id" and "query"');
  const { id, query, calling } = row;
  if (!Array.isArray(calling)) throw new Error('"calling" is a list of calls');
  const gold = calling.map((call: unknown) => {
    const tool = isObject(call) ? tools.get(String(call["api"])) : undefined;
    if (!isObject(call) || !tool || !isObject(call["parameters"]))
      throw new Error('a call is {api, parameters} of a tool in "tool.jsonl"');
    return { tool, parameters: call["parameters"] };
  });
  const own = gold.map(({ tool }) => tool);
  const accept = gold.map(({ tool, parameters }) => readWrittenCall(tool.name, parameters, own));
  const isNested = gold.some(({ parameters }) => JSON.stringify(parameters).includes("API_call_"));
  const level = /-(easy|difficult)-/.exec(id)?.[1];
  return {
    id,
    request: query,
    toolbox: { tools: offerWith(own, query, shortlist, offered) },
    calls: accept.map(showAccepted),
    accept,
    tags: [
      ...(level === undefined ? [] : [level]),
      ...(gold.length > 1 ? ["several"] : []),
      ...(isNested ? ["nested"] : []),
    ],
  };
}
