// A question for what the request says already ("which radius?" of "a circle with a radius of 4") is answered by asking the model for the call.
import type { Answered, Ask } from "./askModel.ts";
import { askForCall } from "./askModel.ts";
import type { Context } from "./interpret.ts";
import type { Question } from "./modelAnswer.ts";
import { declaredShare, isName } from "./declaredShare.ts";
import { findNumeralsAt } from "./numerals.ts";
import { askTool, pseudoServer } from "./pseudoTools.ts";
import { readShape, type Field } from "./schema.ts";
import { readStems } from "./stems.ts";
import type { Word } from "./words.ts";

/** Of the words of a request that are no values, the share that the tool's declaration must have. */
const leastCovered = 0.75;

/**
 * Where the model asks for an argument, but the request speaks of this tool in its own words and holds a value of that kind, it is
 * asked again for this tool alone; a call that comes then counts. For models that read declarations.
 */
export async function skipNeedlessQuestion(
  question: Question,
  context: Context,
  ask: Ask,
  first: Answered,
): Promise<Answered> {
  const { written } = first.answer;
  if (question.style === "bare" || written?.name !== askTool) return first;
  const tool = question.tools.find(
    (one) => one.name === written.arguments["tool"] && one.server !== pseudoServer,
  );
  const shape = tool && tool.server !== "kiwi" ? readShape(tool.inputSchema) : undefined;
  if (!tool || shape?.kind !== "object") return first;
  const missing = shape.fields.find((field) => field.name === written.arguments["missing"]);
  if (!missing || !saysValue(missing, shape.fields, context.words)) return first;
  if (declaredShare(tool, context.words) < leastCovered) return first;
  const called = await askForCall([tool], question, context, ask);
  return called ? { ...called, recovery: first.recovery, isNarrowed: true } : first;
}

/** Whether the request holds values for the missing argument and the other needed ones of its kind. */
function saysValue(missing: Field, fields: readonly Field[], words: readonly Word[]): boolean {
  switch (missing.shape.kind) {
    case "number": {
      const needed = fields.filter(({ shape, required }) => required && shape.kind === "number").length;
      return words.filter((_, at) => findNumeralsAt(words, at).length > 0).length >= needed;
    }
    case "text":
      return words.some(isName);
    case "boolean":
      return says(words, readStems(missing.name));
    case "constants":
      return missing.shape.values.some((option) => says(words, readStems(String(option))));
    default:
      return false;
  }
}

/** Whether every one of some words is said. */
function says(words: readonly Word[], stems: readonly string[]): boolean {
  const said = new Set(words.flatMap(({ text }) => readStems(text)));
  return stems.length > 0 && stems.every((stem) => said.has(stem));
}
