// "Read notes.md" is for the tool that reads one file, where a server has one for several as well.
import type { Answered, Ask } from "./askModel.ts";
import { askForCall } from "./askModel.ts";
import type { Context } from "./interpret.ts";
import type { Question } from "./modelAnswer.ts";
import { pseudoServer } from "./pseudoTools.ts";
import { readShape } from "./schema.ts";
import { readStems } from "./stems.ts";
import type { Tool } from "./tool.ts";

const several =
  /(?:^|[_.-])(?:multiple|many|several|batch|bulk)(?=$|[_.-])|(?<=[a-z])(?:Multiple|Many|Several|Batch|Bulk)(?=$|[A-Z])/;

/**
 * Where the model calls a tool for several things with one, it is asked again for the tools of that name without "multiple"; a call that
 * comes then counts. For models that read declarations.
 */
export async function preferOne(
  question: Question,
  context: Context,
  ask: Ask,
  first: Answered,
): Promise<Answered> {
  const { decision } = first.reading;
  const call = decision?.kind === "call" ? decision.call : undefined;
  if (question.style === "bare" || !call || !several.test(call.name)) return first;
  const lists = Object.values(call.arguments).filter((value) => Array.isArray(value));
  const isOfOne = lists.length === 1 && lists[0]?.length === 1;
  const singles = isOfOne ? findSingles(call.name, question.tools) : [];
  if (singles.length === 0) return first;
  return { ...first, ...(await askForCall(singles, question, context, ask)) };
}

/** Tools whose names have the same words but "multiple", with one more at most, and which need no list. */
function findSingles(name: string, tools: readonly Tool[]): readonly Tool[] {
  const wanted = readStems(name.replace(several, " "));
  return tools.filter((tool) => {
    const stems = new Set(readStems(tool.name));
    const shape = readShape(tool.inputSchema);
    const needsList =
      shape.kind !== "object" || shape.fields.some((field) => field.required && field.shape.kind === "list");
    return (
      tool.server !== pseudoServer &&
      tool.name !== name &&
      !needsList &&
      wanted.every((stem) => stems.has(stem))
    );
  });
}
