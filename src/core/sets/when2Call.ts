// Rows of When2Call: whether a request is to be answered with a call, by asking back, or not at all.
import type { GoldRow } from "../eval/goldRow.ts";
import { isObject } from "../json.ts";
import { readFunction } from "./bfcl.ts";

/** What is right, and whether that is a call. Asking back and refusing count alike, as everywhere in our reports. */
const kinds: Readonly<Record<string, { readonly tag: string; readonly calls: boolean } | undefined>> = {
  tool_call: { tag: "call", calls: true },
  request_for_info: { tag: "ask", calls: false },
  cannot_answer: { tag: "refuse", calls: false },
};

/**
 * One row; any call is right where one is to be made.
 *
 * Not comparable with the published figures as they stand: those tell three kinds apart (a judge model names the kind of
 * the answer), here asking and refusing are one kind; which tool is called plays no part in either.
 * @throws Error that says what is wrong with the row.
 */
export function readWhen2CallRow(row: unknown): GoldRow {
  if (!isObject(row) || typeof row["uuid"] !== "string" || typeof row["question"] !== "string")
    throw new Error('a row needs the texts "uuid" and "question"');
  const { uuid, question, tools, correct_answer: right } = row;
  const kind = kinds[String(right)];
  if (!kind) throw new Error(`"correct_answer" is ${Object.keys(kinds).join(", ")}`);
  if (!Array.isArray(tools)) throw new Error('"tools" is a list of function docs');
  return {
    id: uuid,
    request: question,
    toolbox: {
      tools: tools.map((tool: unknown) => readFunction(typeof tool === "string" ? JSON.parse(tool) : tool)),
    },
    calls: [],
    ...(kind.calls ? { any_call: true as const } : {}),
    tags: [kind.tag],
  };
}
