// The journal in a real extension host: what chat and the Ask box leave in it, corrections, and the setting.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import type { JournalEntry } from "../../src/core/journal/journalEntry.ts";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** The editor for tests has a home of its own. */
function journalFile(): string | undefined {
  const user = join(process.env["HOME"] ?? "", "user", "User", "globalStorage");
  const found = existsSync(user) ? readdirSync(user, { recursive: true }).map(String) : [];
  const name = found.find((path) => path.endsWith("journal.jsonl"));
  return name === undefined ? undefined : join(user, name);
}

function entries(): JournalEntry[] {
  const file = journalFile();
  if (file === undefined) return [];
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as JournalEntry);
}

/** What is written while `act` runs and right after. */
async function written(act: () => Promise<unknown>): Promise<JournalEntry[]> {
  const before = entries().length;
  await act();
  for (let tries = 0; tries < 20 && entries().length === before; tries += 1) await sleep(100);
  return entries().slice(before);
}

async function askAnd(request: string, ...commands: readonly string[]): Promise<void> {
  const asked = run("toolRouter.ask", request);
  for (const command of commands) {
    await sleep(1500);
    await run(command);
  }
  await asked;
}

const chat = (query: string) => async () =>
  run("workbench.action.chat.open", { query: `@router ${query}`, mode: "ask", blockOnResponse: true });

const next = "workbench.action.quickOpenSelectNext";
const accept = "workbench.action.acceptSelectedQuickOpenItem";
const close = "workbench.action.closeQuickOpen";

export function defineJournalTests(): void {
  describe("journal", () => {
    it("has how a chat turn ended, in a file that is private", async () => {
      const [entry] = await written(chat("find email scripts"));
      assert.deepEqual(
        [entry?.request, entry?.decision, entry?.verdict, entry?.outcome, entry?.corrected],
        ["find email scripts", "call", "run", "ok", undefined],
      );
      const file = journalFile();
      assert.ok(file);
      assert.equal(statSync(file).mode & 0o777, 0o600);
    });

    it("has that the person declined, and that no tool fits", async () => {
      const [declined] = await written(async () => {
        const turn = chat("create a new script called never_made")();
        for (let tries = 0, answered = false; tries < 40 && !answered; tries += 1) {
          await sleep(250);
          for (let id = 1; id <= 20 && !answered; id += 1)
            answered = (await run("toolRouter.decline", id)) === true;
        }
        await turn;
      });
      assert.deepEqual([declined?.verdict, declined?.outcome], ["confirm", "declined"]);
      const [none] = await written(chat("what's the capital of France"));
      assert.deepEqual([none?.decision, none?.outcome], ["none", undefined]);
    });

    it("has a call from the Ask box, and nothing of a box that was left", async () => {
      const [ran] = await written(() => askAnd("find email scripts", accept, close));
      assert.deepEqual([ran?.outcome, ran?.corrected], ["ok", undefined]);
      assert.deepEqual(await written(() => askAnd("find email scripts", close)), []);
    });

    it("has the second choice as a correction", async () => {
      // Which of them has another reading is the model's affair.
      const unclear = ["get postgres notes", "open email", "show the deploy stuff", "find sync"];
      let entry: JournalEntry | undefined;
      for (const request of unclear) {
        [entry] = await written(() => askAnd(request, next, accept, close));
        if (entry?.corrected) break;
      }
      assert.ok(entry?.corrected, "no request had another reading");
      assert.notDeepEqual(entry.corrected, entry.call);
      assert.ok(entry.outcome === "ok" || entry.outcome === "error", entry.outcome);
    });

    it("is not written when the setting is off", async () => {
      const setting = vscode.workspace.getConfiguration("toolRouter");
      assert.equal(setting.get("journal.enabled"), true);
      await setting.update("journal.enabled", false, vscode.ConfigurationTarget.Global);
      try {
        assert.deepEqual(await written(chat("find email scripts")), []);
      } finally {
        await setting.update("journal.enabled", undefined, vscode.ConfigurationTarget.Global);
      }
    });
  });
}
