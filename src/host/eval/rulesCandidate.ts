// Candidate: the rules alone, without a model.
import { performance } from "node:perf_hooks";
import { emptyCatalogue } from "../../core/catalogue.ts";
import { rawOfDecision } from "../../core/eval/judgeAnswer.ts";
import { routeByRules } from "../../core/routeByRules.ts";
import type { Candidate } from "./candidate.ts";

/** @param settings what the rules' answers depend on beside the row: the build. */
export function rulesCandidate(settings: string): Candidate {
  return {
    id: "rules",
    label: "rules only",
    kind: "rules",
    fingerprint: `rules ${settings}`,
    prepare: () => Promise.resolve(),
    answer: ({ row, toolbox }) => {
      const began = performance.now();
      const decision = routeByRules(row.request, toolbox, row.catalogue ?? emptyCatalogue);
      return Promise.resolve({ ...rawOfDecision(decision), ms: performance.now() - began });
    },
    dispose: () => Promise.resolve(),
  };
}
