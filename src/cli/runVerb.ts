// tool-router run: decides, asks for consent where the policy wants it, runs the call and prints the result.
import type { Call } from "../core/decision.ts";
import { Failure } from "../core/failure.ts";
import type { Router } from "../core/router.ts";
import { writeCall } from "../core/writeCall.ts";
import { withoutControls, writeResult } from "../core/writeResult.ts";
import type { Flags } from "./flags.ts";
import { exitCode, printOutcome, writeOutcomeJson } from "./printOutcome.ts";
import type { Terminal } from "./terminal.ts";

/** @returns the exit code: 0 ran, 2 ask, 3 none, 1 the tool reported an error. */
export async function runVerb(
  router: Router,
  flags: Flags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const outcome = await router.route(flags.request, signal);
  if (!flags.json) terminal.print(printOutcome(outcome, terminal.paint));
  if (outcome.decision.kind !== "call") {
    if (flags.json) terminal.print(writeOutcomeJson(outcome));
    return exitCode(outcome.decision);
  }
  const { call } = outcome.decision;
  await agree(router, call, flags, terminal, signal);
  const result = await router.run(call, {
    signal,
    agreed: true,
    onProgress: ({ message }) => {
      if (message !== undefined && !flags.json)
        terminal.note(terminal.paint.dim(`  ${withoutControls(message)}`));
    },
  });
  if (flags.json) terminal.print(writeOutcomeJson(outcome, result));
  else terminal.print(`\n${result.isError ? terminal.paint.red(writeResult(result)) : writeResult(result)}`);
  return result.isError ? 1 : 0;
}

/** Returns once the person agreed. @throws Failure not_agreed otherwise; nothing has run then. */
async function agree(
  router: Router,
  call: Call,
  flags: Flags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const verdict = await router.judge(call);
  switch (verdict.kind) {
    case "run":
      return;
    case "refuse":
      throw new Failure("not_agreed", verdict.reason, "Nothing was run.");
    case "confirm": {
      if (flags.yes) return;
      if (!terminal.isInteractive || flags.json)
        throw new Failure(
          "not_agreed",
          `${verdict.reason} That needs your consent, so nothing was run: ${writeCall(call)}.`,
          "Add --yes to agree.",
        );
      const answer = await terminal.ask(`  ${verdict.reason} Run it? [y/N] `, signal);
      if (!/^y(es)?$/i.test(answer.trim()))
        throw new Failure("not_agreed", "Nothing was run.", "Answer y to agree.");
    }
  }
}
