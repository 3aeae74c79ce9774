// tool-router route: prints the decision and runs nothing.
import { eachWish } from "../core/eachWish.ts";
import { JournalRecord, type KeepRecord } from "../core/journal/journalRecord.ts";
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
  for await (const outcome of eachWish((wish) => router.route(wish, signal), flags.request)) {
    terminal.print(flags.json ? writeOutcomeJson(outcome) : printOutcome(outcome, terminal.paint));
    await keep(new JournalRecord(outcome));
    code ||= exitCode(outcome.decision);
  }
  return code;
}
