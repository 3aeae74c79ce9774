// Candidate: a GGUF through the whole route, as a person's request goes.
import { emptyCatalogue } from "../../core/catalogue.ts";
import type { RouteOutcome } from "../../core/decision.ts";
import { eachWish } from "../../core/eachWish.ts";
import { rawOfOutcomes } from "../../core/eval/judgeAnswer.ts";
import type { ModelCard } from "../../core/modelCard.ts";
import type { Router } from "../../core/router.ts";
import type { Candidate } from "./candidate.ts";

export interface RouterCandidateOptions {
  readonly router: Router;
  /** Of the GGUF file. */
  readonly modelSha256: string;
  /** Settings that an answer or its time depends on. */
  readonly settings: string;
  /** The model by itself, without another's second opinion: to fit its confidence, or to set it against another. */
  readonly alone?: boolean;
  /** Disposes the router with the candidate. */
  readonly owned: boolean;
}

/** What an answer depends on beside the weights. */
function describe(card: ModelCard | undefined): string {
  if (!card) return "none";
  const { sha256, format, prompt_style: style, calibration, calls_from: callsFrom } = card;
  return [
    sha256,
    format,
    style,
    JSON.stringify(calibration?.weights ?? []),
    JSON.stringify(callsFrom ?? 0),
  ].join(" ");
}

export function routerCandidate(options: RouterCandidateOptions): Candidate {
  const { router } = options;
  return {
    id: router.card.id,
    label: router.card.id,
    kind: "gguf",
    fingerprint: [
      "gguf",
      options.modelSha256,
      describe(router.card),
      describe(router.otherCard),
      options.settings,
      ...(options.alone ? ["alone"] : [`second ${JSON.stringify(router.card.second_opinion ?? null)}`]),
    ].join(" "),
    prepare: async (signal) => {
      await router.route("help me find a script", signal, { quick: true });
    },
    answer: async ({ row }, signal) => {
      const context = {
        quick: options.alone ?? false,
        catalogue: row.catalogue ?? emptyCatalogue,
        ...(row.toolbox === "kiwi" ? {} : { tools: row.toolbox.tools }),
      };
      const outcomes: RouteOutcome[] = [];
      const route = (wish: string): Promise<RouteOutcome> => router.route(wish, signal, context);
      for await (const outcome of eachWish(route, row.request)) outcomes.push(outcome);
      return rawOfOutcomes(outcomes);
    },
    dispose: async () => {
      if (options.owned) await router.dispose();
    },
  };
}
