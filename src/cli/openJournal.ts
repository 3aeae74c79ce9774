// Where the verbs leave what came of a request: the person's journal, or nowhere when they do not want one.
import process from "node:process";
import { describe } from "../core/failure.ts";
import type { KeepRecord } from "../core/journal/journalRecord.ts";
import { Journal } from "../host/journal.ts";
import { isJournalOff, journalPath } from "../host/journalPath.ts";
import type { Flags } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

export function openJournal(
  flags: Flags,
  environment: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): KeepRecord {
  if (!flags.journal || isJournalOff(environment)) return () => Promise.resolve();
  const journal = new Journal({
    path: journalPath(environment, process.platform),
    onFailure: (error) =>
      terminal.note(`The journal cannot be written (${describe(error)}); --no-journal does without.`),
  });
  return (record) => journal.add(record.entry(new Date()));
}
