// Asks the model, and again where the first answer cannot be: an invalid call, or one number for two arguments.
import type { Recovery } from "./decision.ts";
import { readEvidence } from "./evidence.ts";
import { interpret, type Context, type Interpretation } from "./interpret.ts";
import type { ModelAnswer, Question } from "./modelAnswer.ts";
import { pseudoServer } from "./pseudoTools.ts";
import { openShortlist } from "./shortlist.ts";
import { findSharedNumber } from "./said/saidTwice.ts";
import { readShape } from "./schema.ts";
import type { Stopwatch } from "./stopwatch.ts";
import type { Tool } from "./tool.ts";

export type Ask = (question: Question) => Promise<ModelAnswer>;

export interface Answered {
  readonly answer: ModelAnswer;
  readonly reading: Interpretation;
  readonly recovery: Recovery;
  /** The answer could call one tool only: its words chose it, not the model. */
  readonly isNarrowed?: true;
}

/** Asks once, and once more with the error fed back and the wrong arguments out of the grammar. */
export async function askAndRepair(
  question: Question,
  context: Context,
  ask: Ask,
  watch: Stopwatch,
): Promise<Answered> {
  const answer = await ask(question);
  const reading = watch.time("validate", () => read(answer, context));
  const { written } = answer;
  if (reading.decision || !written) return { answer, reading, recovery: "none" };
  const repaired = await ask({
    ...question,
    repair: { call: written, error: reading.problem ?? "The call is not valid." },
    without: new Set(reading.invalidPaths.map((path) => `${written.name}.${path}`)),
  });
  return { answer: repaired, reading: read(repaired, context), recovery: "repair" };
}

/** What an answer of the model means. */
export function read(answer: ModelAnswer, context: Context): Interpretation {
  if (!answer.written) return { decision: undefined, problem: answer.problem, invalidPaths: [], others: [] };
  const { product } = readEvidence(answer.generation, "call", false);
  return interpret(answer.written, context, product);
}

/**
 * Two needed numbers must not be the one that the request says once: the model is asked again without it for the one and for the
 * other, and the surer answer counts.
 */
export async function shareNumbers(
  question: Question,
  context: Context,
  ask: Ask,
  first: Answered,
): Promise<Answered> {
  const { decision } = first.reading;
  const call = decision?.kind === "call" ? decision.call : undefined;
  const tool = context.toolbox.tools.find((one) => one.name === call?.name);
  const shape = tool && tool.server !== "kiwi" ? readShape(tool.inputSchema) : undefined;
  if (!call || shape?.kind !== "object") return first;
  const shared = findSharedNumber(call.arguments, shape.fields, context.request, context.words);
  if (!shared) return first;
  let best: Answered | undefined;
  for (const name of shared.names) {
    const answer = await ask({ ...question, unlike: new Map([[`${call.name}.${name}`, shared.value]]) });
    const reading = read(answer, context);
    if (reading.decision?.kind !== "call") continue;
    if (!best || sureness(answer) > sureness(best.answer)) best = { ...first, answer, reading };
  }
  return best ?? first;
}

/** How far the best tool must be ahead of the next for its words to overrule the model. */
const plainly = 1.8;

/**
 * Where the words of a request point plainly at one tool and the model calls another, it is asked again for that one alone. Only a
 * call gives way, never a question or "no tool". For models that read declarations; one that was tuned on its tools knows better, and the built-in
 * ones are asked for in everyday words that their declarations do not say.
 */
export async function heedWords(
  question: Question,
  context: Context,
  ask: Ask,
  first: Answered,
): Promise<Answered> {
  const { decision } = first.reading;
  const declared = question.tools.filter((tool) => tool.server !== pseudoServer);
  if (question.style === "bare" || decision?.kind !== "call" || declared.length < 2) return first;
  const [best, next] = openShortlist(declared).rank(context.request, 2);
  if (!best || best.tool.server === "kiwi" || best.tool.name === decision.call.name) return first;
  if (best.score === 0 || best.score < plainly * (next?.score ?? 0)) return first;
  const called = await askForCall([best.tool], question, context, ask);
  return called ? { ...called, recovery: first.recovery, isNarrowed: true } : first;
}

/** Asks again for some of the tools alone. @returns undefined where no call of one of them comes */
export async function askForCall(
  permitted: readonly Tool[],
  question: Question,
  context: Context,
  ask: Ask,
): Promise<Pick<Answered, "answer" | "reading"> | undefined> {
  const answer = await ask({ ...question, permitted });
  const reading = read(answer, context);
  return reading.decision?.kind === "call" ? { answer, reading } : undefined;
}

const sureness = ({ generation }: ModelAnswer): number => readEvidence(generation, "call", false).product;
