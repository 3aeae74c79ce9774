// tool-router route: prints the decision and runs nothing.
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

/** @returns the exit code: 0 call, 2 ask, 3 none. */
export async function routeVerb(setting: RequestSetting): Promise<number> {
  const { router, flags, terminal, signal, keep } = setting;
  const outcome = await router.route(flags.request, signal);
  terminal.print(flags.json ? writeOutcomeJson(outcome) : printOutcome(outcome, terminal.paint));
  await keep(new JournalRecord(outcome));
  return exitCode(outcome.decision);
}
