// The doctor at the terminal: verdicts, the commands of the environment, and the environment once the person agreed.
import { dirname, join } from "node:path";
import { Failure } from "../core/failure.ts";
import { judgeMachine } from "../core/training/doctor.ts";
import { writeCommand } from "../core/training/command.ts";
import { examine } from "../host/training/doctor.ts";
import type { RunPlaces } from "../host/training/run.ts";
import { makeVenv, planVenv } from "../host/training/venv.ts";
import type { Terminal } from "./terminal.ts";
import type { TrainFlags } from "./trainFlags.ts";
import type { TrainSetting } from "./trainSetting.ts";

/** Prints the doctor's verdicts; makes the environment once the person agreed. @returns the interpreter. */
export async function prepareMachine(
  { flags, terminal, signal, journalFile }: TrainSetting,
  places: RunPlaces,
  make: boolean,
): Promise<string> {
  const venv = join(dirname(journalFile), "training-python");
  const { recipe, python } = flags;
  const facts = await examine({ python, venv, recipe, ...places });
  const checks = judgeMachine(facts, recipe);
  const marks = { good: terminal.paint.green("✓"), make: "·", bad: terminal.paint.red("✗") };
  for (const { name, verdict, sentence } of checks) terminal.note(`${marks[verdict]} ${name}: ${sentence}`);
  const bad = checks.find((one) => one.verdict === "bad");
  if (bad) throw new Failure("training_failed", bad.sentence, bad.hint ?? "");
  const found = facts.python;
  if (!found) throw new Error("a machine without Python was found good");
  if (checks.every((one) => one.verdict === "good")) return found.executable;
  const commands = await planVenv(found, venv, recipe);
  terminal.note("A virtual environment for training is made with:");
  for (const command of commands) terminal.note(`  ${writeCommand(command)}`);
  if (!make) return found.executable;
  await agree(flags, terminal, signal);
  return makeVenv({
    folder: venv,
    commands,
    signal,
    onLine: (line) => terminal.note(terminal.paint.dim(line)),
  });
}

async function agree(flags: TrainFlags, terminal: Terminal, signal: AbortSignal): Promise<void> {
  if (flags.yes) return;
  const hint = "Run it again with --yes, or name a Python that has the packages with --python.";
  if (!terminal.isInteractive)
    throw new Failure("not_agreed", "Training needs a virtual environment, and nobody can be asked.", hint);
  const answer = await terminal.ask("Make it? [y/N] ", signal);
  if (!/^y(es)?$/i.test(answer.trim())) throw new Failure("not_agreed", "No environment was made.", hint);
}
