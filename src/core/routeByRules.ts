// The router without a model: certain forms and the plain dispatch phrases. What every model has to beat.
import type { Catalogue } from "./catalogue.ts";
import { hasBuiltIn } from "./decideByRules.ts";
import type { Decision } from "./decision.ts";
import { arithmeticDecision, interpret, type Toolbox } from "./interpret.ts";
import { readDispatchPhrase } from "./kiwi/dispatchRules.ts";
import { addInlineParameters, takeInlineParameters } from "./kiwi/inlineParameters.ts";
import { isHeldBack } from "./kiwi/kiwiWords.ts";
import { readRequest } from "./request.ts";
import { applyRules } from "./rules.ts";
import { splitWords } from "./words.ts";

/** Rules know no probability: 1 where a rule speaks, one half where none does. @throws Failure for an empty or too long request. */
export function routeByRules(text: string, toolbox: Toolbox, catalogue: Catalogue): Decision {
  const request = readRequest(text);
  const certain = applyRules(request, toolbox.tools);
  if (certain.kind === "arithmetic") return arithmeticDecision(certain.expression);
  if (certain.kind === "call") {
    const context = { request, words: splitWords(request), toolbox, catalogue };
    const { decision } = interpret(certain.call, context, 1);
    if (decision) return decision;
  }
  const inline = takeInlineParameters(request);
  const words = splitWords(inline.request);
  const isKiwi = hasBuiltIn(toolbox);
  const phrase = isKiwi && !isHeldBack(request) ? readDispatchPhrase(words) : undefined;
  const decision =
    phrase && interpret(phrase, { request: inline.request, words, toolbox, catalogue }, 1).decision;
  if (decision?.kind === "call")
    return { ...decision, call: addInlineParameters(decision.call, inline.parameters) };
  return decision ?? { kind: "none", reason: "No rule fits.", confidence: 0.5, alternatives: [] };
}
