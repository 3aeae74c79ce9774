// tool-router run: decides, asks for consent where the policy wants it, runs the call and prints the result.
import type { Call, RouteOutcome } from "../core/decision.ts";
import { eachWish } from "../core/eachWish.ts";
import { Failure } from "../core/failure.ts";
import { JournalRecord } from "../core/journal/journalRecord.ts";
import { writeCall } from "../core/writeCall.ts";
import { withoutControls, writeResult } from "../core/writeResult.ts";
import { exitCode, printOutcome, writeOutcomeJson } from "./printOutcome.ts";
import type { RequestSetting } from "./routeVerb.ts";

/** Runs one wish after the other, until one does not run. @returns 0 ran, 2 ask, 3 none, 1 the tool reported an error. */
export async function runVerb(setting: RequestSetting): Promise<number> {
  const { router, flags, terminal, signal } = setting;
  for await (const outcome of eachWish((wish) => router.route(wish, signal), flags.request)) {
    const code = await runWish(setting, outcome);
    if (code === 0) continue;
    if (outcome.rest !== undefined && !flags.json) terminal.note(`Not done: ${outcome.rest}`);
    return code;
  }
  return 0;
}

async function runWish(setting: RequestSetting, outcome: RouteOutcome): Promise<number> {
  const record = new JournalRecord(outcome);
  try {
    return await follow(setting, outcome, record);
  } catch (error) {
    record.failed(error);
    throw error;
  } finally {
    await setting.keep(record);
  }
}

async function follow(
  setting: RequestSetting,
  outcome: RouteOutcome,
  record: JournalRecord,
): Promise<number> {
  const { router, flags, terminal, signal } = setting;
  if (!flags.json) terminal.print(printOutcome(outcome, terminal.paint));
  if (outcome.decision.kind !== "call") {
    if (flags.json) terminal.print(writeOutcomeJson(outcome));
    return exitCode(outcome.decision);
  }
  const { call } = outcome.decision;
  await agree(setting, call, record);
  const running = router.run(call, {
    signal,
    agreed: true,
    onProgress: ({ message }) => {
      if (message !== undefined && !flags.json)
        terminal.note(terminal.paint.dim(`  ${withoutControls(message)}`));
    },
  });
  const result = await record.watch(running);
  if (flags.json) terminal.print(writeOutcomeJson(outcome, result));
  else terminal.print(`\n${result.isError ? terminal.paint.red(writeResult(result)) : writeResult(result)}`);
  return result.isError ? 1 : 0;
}

/** Returns once the person agreed. @throws Failure not_agreed otherwise; nothing has run then. */
async function agree(setting: RequestSetting, call: Call, record: JournalRecord): Promise<void> {
  const { router, flags, terminal, signal } = setting;
  const verdict = await router.judge(call);
  record.judged(verdict.kind);
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
      if (/^y(es)?$/i.test(answer.trim())) return;
      record.ended("declined");
      throw new Failure("not_agreed", "Nothing was run.", "Answer y to agree.");
    }
  }
}
