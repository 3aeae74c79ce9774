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
  /** One line that is rewritten in place; undefined removes it. Nothing where nobody watches. */
  status(line: string | undefined): void;
  ask(question: string, signal: AbortSignal): Promise<string>;
}

export function openTerminal(): Terminal {
  const isTerminal = process.stdout.isTTY;
  return {
    paint: choosePaint(isTerminal, process.env),
    isInteractive: process.stdin.isTTY && isTerminal,
    print: (line) => process.stdout.write(`${line}\n`),
    status: (line) => {
      if (!process.stderr.isTTY) return;
      process.stderr.write(`\r\u001b[2K${line?.slice(0, (process.stderr.columns || 80) - 1) ?? ""}`);
    },
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
