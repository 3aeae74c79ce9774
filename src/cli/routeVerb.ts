// tool-router route: prints the decision and runs nothing.
import type { RouteOutcome } from "../core/decision.ts";
import { JournalRecord, type KeepRecord } from "../core/journalRecord.ts";
import type { Router } from "../core/router.ts";
import type { Flags } from "./flags.ts";
import { exitCode, printOutcome, writeOutcomeJson } from "./printOutcome.ts";
import type { Terminal } from "./terminal.ts";

export interface RequestSetting {
  readonly router: Router;
  readonly flags: Flags;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly keep: KeepRecord;
}

/** One decision for each wish of the request. @returns the first exit code that is not 0: 2 ask, 3 none; else 0. */
export async function routeVerb(setting: RequestSetting): Promise<number> {
  const { router, flags, terminal, signal, keep } = setting;
  let code = 0;
  for (let request: string | undefined = flags.request; request !== undefined;) {
    const outcome: RouteOutcome = await router.route(request, signal);
    terminal.print(flags.json ? writeOutcomeJson(outcome) : printOutcome(outcome, terminal.paint));
    await keep(new JournalRecord(outcome));
    code ||= exitCode(outcome.decision);
    request = outcome.rest;
  }
  return code;
}
