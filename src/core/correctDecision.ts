// What the rules make of the model's decision: inputs put in, a plain "don't" heeded, an item that was named in full heard.
import type { Call, Decision } from "./decision.ts";
import { hasBuiltIn } from "./decideByRules.ts";
import type { Context, Interpretation } from "./interpret.ts";
import type { JsonObject } from "./json.ts";
import { addInlineParameters } from "./kiwi/inlineParameters.ts";
import { dispatchDirectives } from "./kiwi/kiwiWords.ts";
import { readSaidCall } from "./kiwi/saidItem.ts";
import type { CallsFrom } from "./modelCard.ts";
import { declaredShare } from "./declaredShare.ts";
import type { Tool } from "./tool.ts";
import type { Word } from "./words.ts";

/** When the model's answer stays invalid: the rules, else the person. */
export function fallBack(opinion: Call | undefined, reading: Interpretation): Decision {
  if (opinion) return { kind: "call", call: opinion, confidence: 0.3, alternatives: [] };
  return {
    kind: "ask",
    question: "I could not turn this into a valid call. Please say it in other words.",
    missing: reading.invalidPaths,
    confidence: 0,
    alternatives: [],
  };
}

/** From this share on of its words a request is about what the tool does. */
const mostlyCovered = 0.5;

/** The least probability of the chosen tool for which a decided call is made: lower where the request speaks as the tool's declaration does. */
export function leastFor(
  decision: Decision,
  tools: readonly Tool[],
  words: readonly Word[],
  callsFrom: CallsFrom = { covered: 0, otherwise: 0 },
): number {
  const tool = decision.kind === "call" ? tools.find(({ name }) => name === decision.call.name) : undefined;
  return tool && declaredShare(tool, words) >= mostlyCovered ? callsFrom.covered : callsFrom.otherwise;
}

/**
 * A call that the model hardly preferred to asking or to "no tool" is offered, not made.
 * @param first probability of the chosen tool, 0 to 1
 */
export function holdBackWeak(decision: Decision, first: number, callsFrom: number): Decision {
  if (decision.kind !== "call" || first >= callsFrom) return decision;
  const { call, confidence, alternatives } = decision;
  return {
    kind: "none",
    reason: "No tool seems to fit.",
    confidence: Math.round((1 - first) * 1e4) / 1e4,
    alternatives: [{ call, confidence }, ...alternatives],
  };
}

/** Inputs given as JSON belong to the call, to what is asked about, and to every other reading. */
export function withParameters(decision: Decision, parameters: JsonObject | undefined): Decision {
  if (!parameters) return decision;
  const add = (call: Call): Call => addInlineParameters(call, parameters);
  const alternatives = decision.alternatives.map((one) => ({ ...one, call: add(one.call) }));
  switch (decision.kind) {
    case "call":
      return { ...decision, call: add(decision.call), alternatives };
    case "ask":
      return decision.partial
        ? { ...decision, partial: add(decision.partial), alternatives }
        : { ...decision, alternatives };
    case "none":
      return { ...decision, alternatives };
  }
}

/** Whether inputs have a place in what was decided. */
export function takesInputs(decision: Decision): boolean {
  const call =
    decision.kind === "call" ? decision.call : decision.kind === "ask" ? decision.partial : undefined;
  return call?.name === "execute";
}

/** Confidence of a call that the model did not see: it is shown with other readings. */
const heardConfidence = 0.65;

/**
 * Where the model saw no call, a verb and the whole name of an item of this workspace are one; beside inputs the name alone is.
 * @param givesInputs whether the request brings inputs in a form of their own.
 */
export function hearSaidItem(
  decision: Decision,
  { toolbox, words, catalogue }: Context,
  givesInputs: boolean,
): Decision {
  const searches = decision.kind === "call" && decision.call.name === "search";
  const misses = decision.kind === "none" || (givesInputs && searches);
  if (!misses || !hasBuiltIn(toolbox)) return decision;
  const call = readSaidCall(words, catalogue, givesInputs);
  return call ? { kind: "call", call, confidence: heardConfidence, alternatives: [] } : decision;
}

/** An id that was typed with its delimiters ("run script sync_photos") is no phrase for `sync_scripts`. */
export function heedTypedId(decision: Decision, opinion: Call | undefined, words: readonly Word[]): Decision {
  const typed = opinion?.arguments["item_id"];
  const chosen = decision.kind === "call" ? decision.call.arguments["item_id"] : undefined;
  if (decision.kind !== "call" || opinion?.name !== "execute" || typeof typed !== "string") return decision;
  const isTyped = /[_-]/.test(typed) && words.some((word) => word.text === typed);
  const isPhrase = typeof chosen === "string" && dispatchDirectives.includes(chosen);
  return isTyped && isPhrase && typed !== chosen ? { ...decision, call: opinion } : decision;
}

/** A plain "don't" wins over any model: it never becomes a call that changes or runs something. */
export function guardNegation(decision: Decision, negated: boolean): Decision {
  const acts = decision.kind === "call" && decision.call.name !== "search" && decision.call.name !== "help";
  if (!acts || !negated) return decision;
  return {
    kind: "none",
    reason: "The request says not to.",
    confidence: 0.9,
    alternatives: [{ call: decision.call, confidence: 0.1 }],
  };
}
