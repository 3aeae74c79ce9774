// tool-router route: prints the decision and runs nothing.
import type { Router } from "../core/router.ts";
import type { Flags } from "./flags.ts";
import { exitCode, printOutcome } from "./printOutcome.ts";
import type { Terminal } from "./terminal.ts";

/** @returns the exit code: 0 call, 2 ask, 3 none. */
export async function routeVerb(
  router: Router,
  flags: Flags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const outcome = await router.route(flags.request, signal);
  if (flags.json) {
    const { request, decision, recovery, timings, model } = outcome;
    terminal.print(JSON.stringify({ request, decision, recovery, timings, model }));
  } else terminal.print(printOutcome(outcome, terminal.paint));
  return exitCode(outcome.decision);
}
