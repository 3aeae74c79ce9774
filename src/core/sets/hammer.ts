// Rows as the Hammer project has repacked API-Bank, Seal-Tools and ToolAlpaca: a request or a chat, tools, answers.
import type { AcceptedCall, GoldRow } from "../eval/goldRow.ts";
import { isObject } from "../json.ts";
import type { ListedTool } from "../tool.ts";
import { showAccepted } from "./acceptedValues.ts";
import { readParameters } from "./plainSchema.ts";
import { readWrittenCall } from "./writtenCall.ts";

/**
 * One row, named by its place. Of a chat, everything that the user said is the request; tags: `chat` for more than one
 * message of the user, `after_result` where the answer may need a tool's result, `several` for more than one call.
 *
 * Not comparable with the published figures as they stand: those are F1 over functions and over functions with
 * parameters, and their model reads the whole chat; here a row counts when all its calls are right.
 * @throws Error that says what is wrong with the row.
 */
export function readHammerRow(row: unknown, id: string): GoldRow {
  if (!isObject(row)) throw new Error("a row is a JSON object");
  const { query, tools, answers } = row;
  if (!Array.isArray(tools) || !Array.isArray(answers))
    throw new Error('a row needs the lists "tools" and "answers"');
  const offered = tools.map(readTool);
  const accept = answers.map((answer: unknown) => readAnswer(answer, offered));
  const said = readSaid(query);
  return {
    id,
    request: said.request,
    toolbox: { tools: offered },
    calls: accept.map(showAccepted),
    accept,
    tags: [...said.tags, ...(accept.length > 1 ? ["several"] : [])],
  };
}

function readTool(tool: unknown): ListedTool {
  if (!isObject(tool) || typeof tool["name"] !== "string") throw new Error("every tool needs a name");
  const { name, description, parameters, required } = tool;
  return {
    name,
    ...(typeof description === "string" ? { description } : {}),
    inputSchema: readParameters(parameters, required),
  };
}

/** `{name, arguments}`, or `{tool, parameters}` in the part from Seal-Tools. */
function readAnswer(answer: unknown, tools: readonly ListedTool[]): AcceptedCall {
  if (!isObject(answer)) throw new Error("an answer is {name, arguments}");
  const name = answer["name"] ?? answer["tool"];
  const values = answer["arguments"] ?? answer["parameters"];
  if (typeof name !== "string" || !isObject(values)) throw new Error("an answer is {name, arguments}");
  return readWrittenCall(name, values, tools);
}

function readSaid(query: unknown): { request: string; tags: string[] } {
  if (typeof query === "string") return { request: query, tags: [] };
  if (!Array.isArray(query)) throw new Error('"query" is a text or a list of messages');
  const messages: unknown[] = query;
  const read = (role: string): string[] =>
    messages.flatMap((one) => (isObject(one) && one["role"] === role ? [String(one["content"])] : []));
  const texts = read("user").map((text) => text.replace(/\s*Generate API Request:\s*$/, ""));
  if (texts.length === 0) throw new Error("the chat has no message of a user");
  return {
    request: texts.join("\n"),
    tags: [...(texts.length > 1 ? ["chat"] : []), ...(read("tool").length > 0 ? ["after_result"] : [])],
  };
}
