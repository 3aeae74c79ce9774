// The terminal a verb talks to; everything a verb prints or asks goes through it, so that verbs stay testable.
import { createInterface } from "node:readline/promises";
import process from "node:process";
import { choosePaint, type Paint } from "./paint.ts";

export interface Terminal {
  readonly paint: Paint;
  readonly isInteractive: boolean;
  print(line: string): void;
  /** Progress and notes; never mixed into what a script reads. */
  note(line: string): void;
  ask(question: string, signal: AbortSignal): Promise<string>;
}

export function openTerminal(): Terminal {
  const isTerminal = process.stdout.isTTY;
  return {
    paint: choosePaint(isTerminal, process.env),
    isInteractive: process.stdin.isTTY && isTerminal,
    print: (line) => process.stdout.write(`${line}\n`),
    note: (line) => process.stderr.write(`${line}\n`),
    ask: async (question, signal) => {
      const reader = createInterface({ input: process.stdin, output: process.stdout });
      try {
        return await reader.question(question, { signal });
      } finally {
        reader.close();
      }
    },
  };
}
