// The lines of a journal: entries, and how many lines are none (cut short by a crash, or of another program).
import { readJournalEntry, type JournalEntry } from "./journalEntry.ts";

export interface JournalLines {
  readonly entries: readonly JournalEntry[];
  /** Lines that are no entries; empty ones do not count. */
  readonly skipped: number;
}

/** `since` leaves out what was asked before. */
export function readJournalLines(text: string, since?: Date): JournalLines {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const read = lines.map(readJournalEntry);
  const entries = read.filter((entry) => entry !== undefined);
  return {
    entries: since ? entries.filter((entry) => Date.parse(entry.time) >= since.getTime()) : entries,
    skipped: read.length - entries.length,
  };
}
