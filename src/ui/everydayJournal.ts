// The journal of this editor: kept while the setting allows it, and read for the evaluation page.
import type * as vscode from "vscode";
import { describe } from "../core/failure.ts";
import type { KeepRecord } from "../core/journal/journalRecord.ts";
import { summariseLog, type LogSummary } from "../core/journal/logSummary.ts";
import { Journal, readJournal } from "../host/journal.ts";
import { readSettings } from "./settings.ts";

export interface EverydayJournal {
  readonly keep: KeepRecord;
  /** @throws Failure when it cannot be read. */
  readonly readLog: () => Promise<LogSummary>;
}

export function openEverydayJournal(file: vscode.Uri, log: vscode.LogOutputChannel): EverydayJournal {
  const path = file.fsPath;
  const onFailure = (error: unknown): void => log.warn(`The journal cannot be written: ${describe(error)}`);
  const journal = new Journal({ path, onFailure });
  return {
    keep: (record) => (readSettings().journal ? journal.add(record.entry(new Date())) : Promise.resolve()),
    readLog: async () => summariseLog((await readJournal(path)).entries),
  };
}
