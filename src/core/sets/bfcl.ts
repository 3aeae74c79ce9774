// Rows of the Berkeley Function-Calling Leaderboard (BFCL v4, single turn): questions with function docs and possible answers.
import type { GoldRow } from "../eval/goldRow.ts";
import { isObject } from "../json.ts";
import type { ListedTool } from "../tool.ts";
import { readPossibleAnswer, showAccepted } from "./acceptedValues.ts";
import { readPlainSchema } from "./plainSchema.ts";

/** Categories whose rows have possible answers; `relevance`: any call is right; `irrelevance`: none is. */
export const bfclCategories = {
  simple_python: "answers",
  simple_java: "answers",
  simple_javascript: "answers",
  multiple: "answers",
  parallel: "answers",
  parallel_multiple: "answers",
  irrelevance: "irrelevance",
  live_simple: "answers",
  live_multiple: "answers",
  live_parallel: "answers",
  live_parallel_multiple: "answers",
  live_irrelevance: "irrelevance",
  live_relevance: "relevance",
} as const;
export type BfclCategory = keyof typeof bfclCategories;

/**
 * One question with its possible answers. Values are compared as BFCL's checker does (`AcceptedCall.loose_text`).
 *
 * Comparable with the published AST accuracy: exact_call of the categories with answers, of irrelevance and of relevance.
 * Not the same: the system message and earlier turns of live rows are left out, the last message of the user is the
 * request; 5.0 passes for an integer and an argument that equals its declared default passes for one left out; texts in
 * lists of lists are compared loosely too; of Java and JavaScript the values are compared, not their source text.
 * @throws Error that says what is wrong with the row.
 */
export function readBfclRow(question: unknown, answer: unknown, category: BfclCategory): GoldRow {
  if (!isObject(question) || typeof question["id"] !== "string") throw new Error('a question needs an "id"');
  const { id, function: functions } = question;
  if (!Array.isArray(functions)) throw new Error('"function" is a list of function docs');
  const shared = {
    id,
    request: lastRequest(question["question"]),
    toolbox: { tools: functions.map(readFunction) },
    tags: [category],
  };
  const kind = bfclCategories[category];
  if (kind === "irrelevance") return { ...shared, calls: [] };
  if (kind === "relevance") return { ...shared, calls: [], any_call: true };
  const truth = isObject(answer) ? answer["ground_truth"] : undefined;
  if (!Array.isArray(truth)) throw new Error(`there is no possible answer for "${id}"`);
  const accept = truth.map((one: unknown) => {
    const [entry] = isObject(one) ? Object.entries(one) : [];
    if (!entry) throw new Error(`a possible answer of "${id}" is {function: {argument: [values]}}`);
    return readPossibleAnswer(...entry);
  });
  return { ...shared, calls: accept.map(showAccepted), accept };
}

/** A function doc as a listed tool; dots in its name stay. @throws Error when it has no name. */
export function readFunction(doc: unknown): ListedTool {
  if (!isObject(doc) || typeof doc["name"] !== "string") throw new Error("every function needs a name");
  const { name, description, parameters } = doc;
  return {
    name,
    ...(typeof description === "string" ? { description } : {}),
    inputSchema: { ...readPlainSchema(parameters), type: "object" },
  };
}

/** Of `[[{role, content}]]`, one list a turn. */
function lastRequest(turns: unknown): string {
  const messages: unknown[] = Array.isArray(turns) ? turns.flat() : [];
  const last = messages.filter(isObject).findLast((message) => message["role"] === "user")?.["content"];
  if (typeof last !== "string") throw new Error("the question has no message of a user");
  return last;
}
