// tool-router logs: how everyday requests went, from the journal. Needs neither model nor workspace.
import { summariseLog } from "../core/journal/logSummary.ts";
import { writeLogTable } from "../core/journal/logTable.ts";
import { readJournal } from "../host/journal.ts";
import type { Flags } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

/** @returns 0, also when nothing was asked yet. */
export async function logsVerb(journalFile: string, flags: Flags, terminal: Terminal): Promise<number> {
  const { entries, skipped } = await readJournal(journalFile, flags.since);
  const summary = summariseLog(entries);
  terminal.print(
    flags.json
      ? JSON.stringify({ journal: journalFile, skipped, ...summary })
      : writeLogTable(summary, skipped),
  );
  return 0;
}
