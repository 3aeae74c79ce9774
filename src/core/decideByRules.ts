// What needs no model: pasted calls, slash forms and arithmetic; and the second opinion of the dispatch table's phrases.
import type { Catalogue } from "./catalogue.ts";
import type { Call, RouteOutcome } from "./decision.ts";
import { arithmeticDecision, interpret, noneDecision, type Context, type Toolbox } from "./interpret.ts";
import { readDispatchPhrase } from "./kiwi/dispatchRules.ts";
import { wishesNothing } from "./noWish.ts";
import { applyRules } from "./rules.ts";
import { splitWords } from "./words.ts";

/** The decision for a form that is certain; undefined where the model has to read. */
export function decideByRules(
  request: string,
  toolbox: Toolbox,
  catalogue: Catalogue,
): Omit<RouteOutcome, "request" | "timings" | "tokens"> | undefined {
  const certain = applyRules(request, toolbox.tools);
  const by = { recovery: "rules", model: "rules", raw: "" } as const;
  switch (certain.kind) {
    case "silent":
      return wishesNothing(request)
        ? { ...by, decision: noneDecision(1, "The request asks for nothing."), rules: { agrees: false } }
        : undefined;
    case "arithmetic":
      return { ...by, decision: arithmeticDecision(certain.expression), rules: { agrees: false } };
    case "call": {
      const context = { request, words: splitWords(request), toolbox, catalogue };
      const { decision } = interpret(certain.call, context, 1);
      return decision && { ...by, decision, rules: { call: certain.call, agrees: true } };
    }
  }
}

/** What the plain dispatch phrases say, settled like any call; only the built-in tools have such phrases. */
export function readOpinion(context: Context): Call | undefined {
  if (!hasBuiltIn(context.toolbox)) return undefined;
  const call = readDispatchPhrase(context.words);
  const decision = call && interpret(call, context, 0).decision;
  return decision?.kind === "call" ? decision.call : undefined;
}

/** Whether the built-in Kiwi tools are among those offered. */
export function hasBuiltIn(toolbox: Toolbox): boolean {
  return toolbox.tools.some((tool) => tool.server === "kiwi");
}
