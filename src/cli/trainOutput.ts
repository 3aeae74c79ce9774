// What `tool-router train` prints at its end: the new model against the one in use, set by set, and how to use it.
import { writeCommand } from "../core/training/command.ts";
import type { TrainingRun } from "../core/training/run.ts";
import { learnsOtherTools, type FinishedRun } from "../host/training/finish.ts";
import type { Terminal } from "./terminal.ts";

export function printFinished(
  { model, report, figures }: FinishedRun,
  run: TrainingRun,
  json: boolean,
  terminal: Terminal,
): void {
  const tuned = figures.runs.find((one) => one.id === figures.tuned);
  const used = figures.runs.find((one) => one.id === figures.baseline);
  const sets = Object.entries(tuned?.by_set ?? {}).map(([set, { n, exact_call }]) => ({
    set,
    n,
    exact_call: exact_call.value,
    in_use: used?.by_set[set]?.exact_call.value,
  }));
  if (json) {
    terminal.print(JSON.stringify({ run: run.folder, model, report, compared_with: used?.label, sets }));
    return;
  }
  const percent = (share: number | undefined): string =>
    share === undefined ? "–" : `${(share * 100).toFixed(1)} %`;
  terminal.print(`${tuned?.label ?? run.record.name} against ${used?.label ?? "nothing"}:`);
  for (const { set, n, exact_call, in_use } of sets)
    terminal.print(
      `  ${set.padEnd(12)} ${n} requests   ${percent(exact_call)}   (in use: ${percent(in_use)})`,
    );
  terminal.print(`Report: ${report}`);
  const isForOthers = learnsOtherTools(run.record);
  const flag = isForOthers ? "--other-model" : "--model";
  terminal.print(`Use it: ${writeCommand({ program: "tool-router", args: ["run", flag, model, "…"] })}`);
  if (isForOthers) terminal.note("In VS Code: name it in the setting toolRouter.model.otherTools.");
  if (run.record.smoke) terminal.note("This was a smoke run: the model only shows that all parts work.");
}
