// What the router decided: a call, a question back, or that no tool fits.
import type { Evidence } from "./evidence.ts";
import type { JsonObject } from "./json.ts";

/** One tool call, as the model and the person see it: host-supplied arguments are not in it. */
export interface Call {
  readonly name: string;
  readonly arguments: JsonObject;
}

/** Another reading of the request, with the share of confidence it had, 0 to 1. */
export interface Alternative {
  readonly call: Call;
  readonly confidence: number;
}

interface Judged {
  /** Probability that this decision is right, 0 to 1. */
  readonly confidence: number;
  readonly alternatives: readonly Alternative[];
}

export interface CallDecision extends Judged {
  readonly kind: "call";
  readonly call: Call;
}

export interface AskDecision extends Judged {
  readonly kind: "ask";
  /** One sentence for the person. */
  readonly question: string;
  /** Names of the missing arguments. */
  readonly missing: readonly string[];
  /** What is known already: add the missing arguments and it is a call. */
  readonly partial?: Call;
}

export interface NoneDecision extends Judged {
  readonly kind: "none";
  /** Why nothing is called, one sentence for the person. */
  readonly reason: string;
}

export type Decision = CallDecision | AskDecision | NoneDecision;

/** Which step gave the answer: the rules alone, the model, the model after one repair, or rules after the model failed. */
export type Recovery = "rules" | "none" | "repair" | "fallback";

/** Milliseconds spent in each stage of one route. */
export interface Timings {
  readonly total: number;
  /** Choosing the few tools that the model is shown; 0 where it is shown all. */
  readonly shortlist: number;
  readonly prompt: number;
  readonly prefill: number;
  readonly decode: number;
  readonly validate: number;
}

/** Tokens of one route, over every question to the model: a repair and a second choice are questions of their own. */
export interface TokenCounts {
  readonly questions: number;
  readonly prompt: number;
  /** Those of the prompt that were evaluated already. */
  readonly reused: number;
  readonly answer: number;
}

/** What the deterministic rules thought, kept beside the model's answer for calibration. */
export interface RulesVerdict {
  readonly call?: Call;
  readonly agrees: boolean;
}

/** One routed request with everything that a report needs. */
export interface RouteOutcome {
  readonly request: string;
  /** What the request asks for after this decision, when it says two things: route it next. */
  readonly rest?: string;
  readonly decision: Decision;
  readonly recovery: Recovery;
  readonly rules: RulesVerdict;
  readonly timings: Timings;
  readonly tokens: TokenCounts;
  /** Id of the model that answered, or "rules". */
  readonly model: string;
  /** The other model that was asked, and whether it decided the same. */
  readonly second?: { readonly model: string; readonly agrees: boolean };
  /** True when a larger model, or other readings, would be asked for, but were not to be waited for. */
  readonly isUnsure?: true;
  /** What the confidence was reckoned from; absent where no model was asked, or where its answer was not valid. */
  readonly evidence?: Evidence;
  /** What the model wrote, for explain views and the journal. */
  readonly raw: string;
}
