// One request through the router, timed as a person waits for it, and judged.
import { performance } from "node:perf_hooks";
import type { BenchSample } from "../../core/bench/report.ts";
import { emptyCatalogue } from "../../core/catalogue.ts";
import type { GoldRow } from "../../core/eval/goldRow.ts";
import type { Toolbox } from "../../core/interpret.ts";
import { judgeAnswer, rawOfOutcome } from "../../core/eval/judgeAnswer.ts";
import type { Router } from "../../core/router.ts";

/** @param toolbox what the answer is judged by: the row's tools, or the router's where the row is of the built-in ones. */
export async function timeRoute(
  router: Router,
  row: GoldRow,
  toolbox: Toolbox,
  signal: AbortSignal,
): Promise<BenchSample> {
  const began = performance.now();
  const outcome = await router.route(row.request, signal, {
    catalogue: row.catalogue ?? emptyCatalogue,
    // One model at a time is timed, without another's second opinion.
    quick: true,
    ...(row.toolbox === "kiwi" ? {} : { tools: row.toolbox.tools }),
  });
  const ms = performance.now() - began;
  return { ms, outcome, right: judgeAnswer(rawOfOutcome(outcome), row, toolbox).graded.exact };
}
