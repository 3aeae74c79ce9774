// tool-router route: prints the decision and runs nothing.
import type { Router } from "../core/router.ts";
import type { Flags } from "./flags.ts";
import { exitCode, printOutcome, writeOutcomeJson } from "./printOutcome.ts";
import type { Terminal } from "./terminal.ts";

/** @returns the exit code: 0 call, 2 ask, 3 none. */
export async function routeVerb(
  router: Router,
  flags: Flags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const outcome = await router.route(flags.request, signal);
  terminal.print(flags.json ? writeOutcomeJson(outcome) : printOutcome(outcome, terminal.paint));
  return exitCode(outcome.decision);
}
