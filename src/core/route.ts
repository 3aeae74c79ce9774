// From a request to a decision: rules where the form is certain, else the model under a grammar, checked and repaired once.
import { doubtful, rankAlternatives, withoutAnswer } from "./alternatives.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Calibration } from "./calibrator.ts";
import { confidenceOf, sameCall } from "./confidence.ts";
import { askAndRepair, heedWords, read, shareNumbers, type Ask } from "./askModel.ts";
import type { Call, Decision, RouteOutcome, TokenCounts } from "./decision.ts";
import { readEvidence, type Evidence } from "./evidence.ts";
import type { Context, Toolbox } from "./interpret.ts";
import { heedCorrections } from "./corrections.ts";
import { heedItemCorrections } from "./kiwi/itemCorrections.ts";
import { sayPlainly } from "./kiwi/plainerWords.ts";
import { findSaidItem } from "./kiwi/saidItem.ts";
import { partWishes } from "./kiwi/wishes.ts";
import { decideByRules, hasBuiltIn, readOpinion } from "./decideByRules.ts";
import { addInlineParameters, takeInlineParameters, type InlineParameters } from "./kiwi/inlineParameters.ts";
import { isHeldBack, isPlainlyNegated } from "./kiwi/kiwiWords.ts";
import {
  fallBack,
  guardNegation,
  hearSaidItem,
  heedTypedId,
  holdBackWeak,
  leastFor,
  takesInputs,
  withParameters,
} from "./correctDecision.ts";
import type { CallsFrom, FormatName, PromptStyle } from "./modelCard.ts";
import { planGeneration, readAnswer, type Question } from "./modelAnswer.ts";
import { skipNeedlessQuestion } from "./needlessQuestion.ts";
import { preferOne } from "./oneOfMany.ts";
import { narrow } from "./narrow.ts";
import { pseudoTools } from "./pseudoTools.ts";
import { readRequest } from "./request.ts";
import type { GenerateParams, Generation } from "./rpc.ts";
import { Stopwatch } from "./stopwatch.ts";
import { splitWords } from "./words.ts";

export interface RouteInput {
  readonly request: string;
  readonly toolbox: Toolbox;
  readonly catalogue: Catalogue;
  readonly model: RouteModel;
  /** No other readings are asked for, however doubtful the decision is. */
  readonly decisionOnly?: boolean;
}

/** What routing must know of the model. */
export interface RouteModel {
  readonly id: string;
  readonly style: PromptStyle;
  readonly format: FormatName;
  readonly calibration?: Calibration | undefined;
  /** For which calls the model is sure enough; built-in tools have no such bound. */
  readonly callsFrom?: CallsFrom | undefined;
}

/** What routing needs from outside: a model and a clock in milliseconds. */
export interface RoutePorts {
  generate(params: GenerateParams, signal?: AbortSignal): Promise<Generation>;
  now(): number;
}

/** Routes one request. @throws Failure for bad input, engine failure or cancellation; a wrong answer of the model never throws. */
export async function route(
  input: RouteInput,
  ports: RoutePorts,
  signal?: AbortSignal,
): Promise<RouteOutcome> {
  const watch = new Stopwatch(() => ports.now());
  const request = readRequest(input.request);
  const certain = decideByRules(request, input.toolbox, input.catalogue);
  if (certain) return { request, ...certain, timings: watch.read(), tokens: noTokens };

  const hasKiwi = hasBuiltIn(input.toolbox);
  const { first, rest } = hasKiwi ? partWishes(request, input.catalogue) : { first: request };
  const meant = hasKiwi ? heedItemCorrections(first) : heedCorrections(first);
  const whole: InlineParameters = { request: meant, parameters: undefined };
  const namesItem = hasKiwi && findSaidItem(splitWords(meant), input.catalogue) !== undefined;
  const inline = hasKiwi ? takeInlineParameters(meant, namesItem) : whole;
  const ask = (said: InlineParameters): Promise<RouteOutcome> =>
    routeByModel(said, { ...input, request }, ports, watch, signal);
  const heard = await ask(inline);
  // Inputs that the call does not take were words of the request after all.
  const said = inline.parameters && !takesInputs(heard.decision) ? await ask(whole) : heard;
  const plainer =
    hasKiwi && said.decision.kind === "none" && !isHeldBack(request)
      ? sayPlainly(inline.request, input.catalogue)
      : undefined;
  const again = plainer === undefined ? said : await ask({ ...inline, request: plainer });
  const outcome = again.decision.kind === "call" ? again : said;
  return rest === undefined ? outcome : { ...outcome, rest };
}

/** Asks the model what a wish means. @param inline the wish without the inputs that it gives in a form of their own. */
async function routeByModel(
  inline: InlineParameters,
  input: RouteInput,
  ports: RoutePorts,
  watch: Stopwatch,
  signal: AbortSignal | undefined,
): Promise<RouteOutcome> {
  const { request, toolbox, catalogue } = input;
  const hasKiwi = hasBuiltIn(toolbox);
  const words = splitWords(inline.request);
  const context: Context = { request: inline.request, words, toolbox, catalogue };
  const withInputs = (call: Call): Call => addInlineParameters(call, inline.parameters);
  const opinion = readOpinion(context);
  const { style, format } = input.model;
  const offered = watch.time("shortlist", () => narrow(inline.request, toolbox, style));
  const tools = [...offered, ...pseudoTools(offered)];
  const question: Question = { request: inline.request, words, tools, catalogue, style, format };
  let tokens = noTokens;
  const ask: Ask = async (one) => {
    const generation = await ports.generate(
      watch.time("prompt", () => planGeneration(one)),
      signal,
    );
    watch.add("prefill", generation.prefillMs);
    watch.add("decode", generation.decodeMs);
    tokens = addTokens(tokens, generation);
    return readAnswer(generation, format);
  };

  const asked = await askAndRepair(question, context, ask, watch);
  const called = await skipNeedlessQuestion(question, context, ask, asked);
  const heeded = await heedWords(question, context, ask, called);
  const single = await preferOne(question, context, ask, heeded);
  const answered = await shareNumbers(question, context, ask, single);
  const { reading, answer } = answered;
  const evidence = reading.decision && weigh(reading.decision, answer.generation, opinion);
  const judged =
    reading.decision && evidence
      ? { ...reading.decision, confidence: confidenceOf(evidence, input.model.calibration) }
      : fallBack(opinion, reading);
  const isChosen = !hasKiwi && !answered.isNarrowed;
  const callsFrom = isChosen ? leastFor(judged, toolbox.tools, words, input.model.callsFrom) : 0;
  const settled = holdBackWeak(judged, evidence?.first ?? 1, callsFrom);
  const negated = hasKiwi ? isHeldBack(request) : isPlainlyNegated(request);
  const typed = heedTypedId(settled, opinion, words);
  const heard = negated ? typed : hearSaidItem(typed, context, inline.parameters !== undefined);
  const decision = guardNegation(withParameters(heard, inline.parameters), negated);
  const isDoubtful = decision.confidence < doubtful && settled === judged && input.decisionOnly !== true;
  const others = withoutAnswer(question, decision);
  const second =
    isDoubtful && others.permitted?.length !== 0 ? read(await ask(others), context).decision : undefined;
  const alternatives = rankAlternatives(decision, {
    items: reading.others.map(withInputs),
    opinion: opinion && withInputs(opinion),
    second: second && withParameters(second, inline.parameters),
  });
  return {
    request,
    decision: { ...decision, alternatives },
    recovery: reading.decision ? answered.recovery : "fallback",
    rules: {
      ...(opinion ? { call: opinion } : {}),
      agrees: decision.kind === "call" && sameCall(opinion, decision.call),
    },
    timings: watch.read(),
    tokens,
    model: input.model.id,
    raw: answer.generation.text,
    // Of a call that was held back, or that rules heard in its place, there is none.
    ...(evidence?.kind === decision.kind && heard === typed ? { evidence } : {}),
  };
}

const noTokens: TokenCounts = { questions: 0, prompt: 0, reused: 0, answer: 0 };

function addTokens(counts: TokenCounts, generation: Generation): TokenCounts {
  return {
    questions: counts.questions + 1,
    prompt: counts.prompt + generation.promptTokens,
    reused: counts.reused + generation.reusedTokens,
    answer: counts.answer + generation.tokens.length,
  };
}

function weigh(decision: Decision, generation: Generation, opinion: Call | undefined): Evidence {
  const agrees = decision.kind === "call" && sameCall(opinion, decision.call);
  return readEvidence(generation, decision.kind, agrees);
}
