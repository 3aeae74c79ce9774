// From a request to a decision: rules where the form is certain, else the model under a grammar, checked and repaired once.
import type { Catalogue } from "./catalogue.ts";
import { answerProbability, combine, sameCall } from "./confidence.ts";
import type { Alternative, Call, Decision, Recovery, RouteOutcome } from "./decision.ts";
import type { JsonObject } from "./json.ts";
import { addInlineParameters, takeInlineParameters } from "./kiwi/inlineParameters.ts";
import { isNegated } from "./kiwi/kiwiWords.ts";
import { readDispatchPhrase } from "./kiwi/dispatchRules.ts";
import { planGeneration, readAnswer, type ModelAnswer, type Question } from "./modelAnswer.ts";
import { pseudoTools } from "./pseudoTools.ts";
import { readRequest } from "./request.ts";
import type { GenerateParams, Generation } from "./rpc.ts";
import { applyRules } from "./rules.ts";
import { arithmeticDecision, interpret, type Interpretation, type Toolbox } from "./interpret.ts";
import { splitWords } from "./words.ts";

export interface RouteInput {
  readonly request: string;
  readonly toolbox: Toolbox;
  readonly catalogue: Catalogue;
  readonly model: { readonly id: string; readonly style: "bare" | "declared" };
}

/** What routing needs from outside: a model and a clock in milliseconds. */
export interface RoutePorts {
  generate(params: GenerateParams, signal?: AbortSignal): Promise<Generation>;
  now(): number;
}

/** Below this confidence a second reading is worth its milliseconds. */
const doubtful = 0.7;

/** Routes one request. @throws Failure for bad input, engine failure or cancellation; a wrong answer of the model never throws. */
export async function route(
  input: RouteInput,
  ports: RoutePorts,
  signal?: AbortSignal,
): Promise<RouteOutcome> {
  const clock = { start: ports.now(), prompt: 0, prefill: 0, decode: 0, validate: 0 };
  const request = readRequest(input.request);
  const certain = applyRules(request, input.toolbox.tools);
  const inline = takeInlineParameters(request);
  const words = splitWords(inline.request);
  const reader = { request: inline.request, words, toolbox: input.toolbox, catalogue: input.catalogue };
  const finish = (
    decision: Decision,
    recovery: Recovery,
    model: string,
    raw: string,
    rules?: Call,
  ): RouteOutcome => ({
    request,
    decision,
    recovery,
    rules: {
      ...(rules ? { call: rules } : {}),
      agrees: decision.kind === "call" && sameCall(rules, decision.call),
    },
    timings: {
      total: ports.now() - clock.start,
      prompt: clock.prompt,
      prefill: clock.prefill,
      decode: clock.decode,
      validate: clock.validate,
    },
    model,
    raw,
  });

  if (certain.kind === "arithmetic")
    return finish(arithmeticDecision(certain.expression), "rules", "rules", "");
  if (certain.kind === "call") {
    const { decision } = interpret({ name: certain.call.name, arguments: certain.call.arguments }, reader, 1);
    if (decision) return finish(decision, "rules", "rules", "", certain.call);
  }

  const kiwi = input.toolbox.tools.some((tool) => tool.server === "kiwi");
  const opinion = kiwi ? settleOpinion(readDispatchPhrase(words), reader) : undefined;
  const tools = [...input.toolbox.tools, ...pseudoTools(input.toolbox.tools)];
  const question: Question = {
    request: inline.request,
    words,
    tools,
    catalogue: input.catalogue,
    style: input.model.style,
  };
  const ask = async (one: Question): Promise<ModelAnswer> => {
    const began = ports.now();
    const plan = planGeneration(one);
    clock.prompt += ports.now() - began;
    const generation = await ports.generate(plan, signal);
    clock.prefill += generation.prefillMs;
    clock.decode += generation.decodeMs;
    return readAnswer(generation);
  };

  let answer = await ask(question);
  const checking = ports.now();
  let reading = read(answer, reader);
  clock.validate += ports.now() - checking;
  let recovery: Recovery = "none";
  if (!reading.decision && answer.written) {
    recovery = "repair";
    answer = await ask({
      ...question,
      repair: { call: answer.written, error: reading.problem ?? "The call is not valid." },
      without: new Set(reading.invalidPaths.map((path) => `${answer.written?.name ?? ""}.${path}`)),
    });
    reading = read(answer, reader);
  }
  const agrees = reading.decision?.kind === "call" && sameCall(opinion, reading.decision.call);
  const decision = reading.decision ?? fallback(opinion, reading);
  if (!reading.decision) recovery = "fallback";
  const confidence = reading.decision
    ? combine(answerProbability(answer.generation), agrees)
    : decision.confidence;
  const completed = withParameters({ ...decision, confidence }, inline.parameters);
  const judged = guardNegation(completed, request);
  const alternatives = await listAlternatives(
    judged,
    opinion,
    reading,
    () => ask(withoutAnswer(question, judged)),
    reader,
  );
  return finish({ ...judged, alternatives }, recovery, input.model.id, answer.generation.text, opinion);
}

type Reader = Parameters<typeof interpret>[1];

function read(answer: ModelAnswer, reader: Reader): Interpretation {
  if (!answer.written) return { decision: undefined, problem: answer.problem, invalidPaths: [], others: [] };
  return interpret(answer.written, reader, answerProbability(answer.generation));
}

function settleOpinion(call: Call | undefined, reader: Reader): Call | undefined {
  if (!call) return undefined;
  const { decision } = interpret(call, reader, 0);
  return decision?.kind === "call" ? decision.call : undefined;
}

/** When the model's answer stays invalid: the rules, else the person. */
function fallback(opinion: Call | undefined, reading: Interpretation): Decision {
  if (opinion) return { kind: "call", call: opinion, confidence: 0.3, alternatives: [] };
  return {
    kind: "ask",
    question: "I could not turn this into a valid call. Please say it in other words.",
    missing: reading.invalidPaths,
    confidence: 0,
    alternatives: [],
  };
}

function withParameters(decision: Decision, parameters: JsonObject | undefined): Decision {
  return decision.kind === "call"
    ? { ...decision, call: addInlineParameters(decision.call, parameters) }
    : decision;
}

/** A plain "don't" wins over any model: it never becomes a call that changes or runs something. */
function guardNegation(decision: Decision, request: string): Decision {
  if (
    decision.kind !== "call" ||
    decision.call.name === "search" ||
    decision.call.name === "help" ||
    !isNegated(request)
  )
    return decision;
  return {
    kind: "none",
    reason: "The request says not to.",
    confidence: 0.9,
    alternatives: [{ call: decision.call, confidence: 0.1 }],
  };
}

/** The same question without the tool that was chosen (or without asking and abstaining): the next best reading. */
function withoutAnswer(question: Question, decision: Decision): Question {
  const chosen = decision.kind === "call" ? decision.call.name : undefined;
  return {
    ...question,
    tools: question.tools.filter((tool) => tool.server !== "router" && tool.name !== chosen),
  };
}

async function listAlternatives(
  decision: Decision,
  opinion: Call | undefined,
  reading: Interpretation,
  askAgain: () => Promise<ModelAnswer>,
  reader: Reader,
): Promise<Alternative[]> {
  const found: Alternative[] = [
    ...decision.alternatives,
    ...reading.others.map((call) => ({ call, confidence: decision.confidence / 2 })),
  ];
  const rest = Math.max(0, 1 - decision.confidence);
  if (opinion) found.push({ call: opinion, confidence: rest / 2 });
  if (decision.confidence < doubtful) {
    const second = read(await askAgain(), reader).decision;
    if (second?.kind === "call")
      found.push({ call: second.call, confidence: Math.min(rest, second.confidence) });
  }
  const own = decision.kind === "call" ? decision.call : undefined;
  return found
    .filter(
      (one, index) =>
        !sameCall(one.call, own) && found.findIndex((other) => sameCall(other.call, one.call)) === index,
    )
    .sort((a, b) => b.confidence - a.confidence)
    .map((one) => ({ call: one.call, confidence: Math.round(one.confidence * 1e4) / 1e4 }))
    .slice(0, 8);
}
