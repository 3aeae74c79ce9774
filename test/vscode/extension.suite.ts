// The extension in a real extension host: registration, chat, palette, consent, crash and cancellation.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import { enginePids } from "./engineProcess.ts";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

interface ChatAnswer {
  readonly errorDetails?: { readonly message: string };
  readonly metadata?: { readonly next: readonly { readonly label: string }[] };
}

/** One whole `@router` turn. */
async function chat(query: string): Promise<ChatAnswer> {
  const answer = await run("workbench.action.chat.open", {
    query: `@router ${query}`,
    mode: "ask",
    blockOnResponse: true,
  });
  return answer ?? {};
}

async function until<Value>(what: string, look: () => Value | undefined | false): Promise<Value> {
  for (let tries = 0; tries < 150; tries += 1) {
    const value = look();
    if (value !== undefined && value !== false) return value;
    await sleep(100);
  }
  throw new Error(`${what} did not happen in 15 s.`);
}

/** Answers the call that waits; ids count up, so the first that is still waiting is ours. */
async function answerWaiting(command: string): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    for (let id = 1; id <= 20; id += 1) if ((await run(command, id)) === true) return;
    await sleep(250);
  }
  throw new Error("No call waited for consent.");
}

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension("tool-router.tool-router");
  assert.ok(found, "the extension is not installed");
  return found;
}

function scriptExists(name: string): boolean {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const scripts = join(folder, ".ai", "scripts");
  return (
    existsSync(scripts) &&
    readdirSync(scripts, { recursive: true }).some((path) => String(path).endsWith(`${name}.py`))
  );
}

export function defineExtensionTests(): void {
  describe("registration", () => {
    it("starts no engine when it is activated", async () => {
      await extension().activate();
      await sleep(500);
      assert.deepEqual(enginePids(), []);
    });

    it("offers every command of the manifest", async () => {
      const known = new Set(await vscode.commands.getCommands(true));
      const declared: { command: string }[] = extension().packageJSON.contributes.commands;
      assert.deepEqual(
        declared.map((one) => one.command).filter((command) => !known.has(command)),
        [],
      );
    });

    it("has the defaults that the manifest says", () => {
      const settings = vscode.workspace.getConfiguration("toolRouter");
      assert.equal(settings.get("engine.threads"), 1);
      assert.equal(settings.get("engine.gpu"), "auto");
      assert.equal(settings.get("engine.idleUnloadMinutes"), 5);
      assert.equal(settings.get("model.path"), "");
      assert.equal(settings.get("ask.predictWhileTyping"), true);
    });

    it("names its language model without loading it", async () => {
      const models = await vscode.lm.selectChatModels({ vendor: "tool-router" });
      assert.deepEqual(
        models.map((model) => model.id),
        ["tool-router"],
      );
      assert.deepEqual(enginePids(), []);
    });
  });

  describe("chat", () => {
    it("answers a whole @router turn", async () => {
      const answer = await chat("find email scripts");
      assert.equal(answer.errorDetails, undefined, answer.errorDetails?.message);
      assert.ok((answer.metadata?.next.length ?? 0) > 0, "no follow-up to load what was found");
      assert.equal(enginePids().length, 1);
    });

    it("creates nothing before the person agrees", async () => {
      const turn = chat("create a new script called csv_parser");
      await sleep(1500);
      assert.equal(scriptExists("csv_parser"), false);
      await answerWaiting("toolRouter.agree");
      const answer = await turn;
      assert.equal(answer.errorDetails, undefined, answer.errorDetails?.message);
      assert.equal(scriptExists("csv_parser"), true);
    });

    it("does two wishes one after the other, and not the second when the first is declined", async () => {
      const both = chat("search script email and then create script made_second");
      await answerWaiting("toolRouter.agree");
      await both;
      assert.equal(scriptExists("made_second"), true);
      const declined = chat("create script never_first and then create script never_second");
      await answerWaiting("toolRouter.decline");
      await declined;
      assert.equal(scriptExists("never_first") || scriptExists("never_second"), false);
    });

    it("creates nothing when the person declines", async () => {
      const turn = chat("create a new script called never_made");
      await answerWaiting("toolRouter.decline");
      await turn;
      assert.equal(scriptExists("never_made"), false);
    });

    it("creates nothing when the turn is cancelled", async () => {
      const turn = chat("create a new script called never_made");
      await sleep(1500);
      await run("workbench.action.chat.cancel");
      await turn;
      assert.equal(await run("toolRouter.agree", 3), false);
      assert.equal(scriptExists("never_made"), false);
    });

    it("lists the tools", async () => {
      const answer = await chat("/tools");
      assert.equal(answer.errorDetails, undefined);
    });
  });

  describe("palette", () => {
    it("routes and runs a request from the Ask box", async () => {
      const asked = run("toolRouter.ask", "find email scripts");
      await sleep(1500);
      await run("workbench.action.acceptSelectedQuickOpenItem");
      await sleep(1500);
      await run("workbench.action.closeQuickOpen");
      const result = (await asked) as { isError: boolean; text: string };
      assert.equal(result.isError, false);
      assert.match(result.text, /email/);
    });

    it("opens what was found", async () => {
      const asked = run("toolRouter.ask", "find email scripts");
      await sleep(1500);
      await run("workbench.action.acceptSelectedQuickOpenItem");
      await sleep(1500);
      await run("workbench.action.acceptSelectedQuickOpenItem");
      await asked;
      const opened = vscode.window.activeTextEditor?.document;
      assert.match(opened?.uri.path ?? "", /email.*\.py$/);
      assert.equal(opened?.isDirty, false);
    });

    it("runs nothing when the box is left", async () => {
      const asked = run("toolRouter.ask", "find email scripts");
      await sleep(800);
      await run("workbench.action.closeQuickOpen");
      assert.equal(await asked, undefined);
    });
  });

  describe("engine", () => {
    it("answers again after its process was killed", async () => {
      await chat("find email scripts");
      const [pid] = enginePids();
      assert.ok(pid !== undefined, "no engine is running");
      process.kill(pid, "SIGKILL");
      await until("the end of the engine", () => !enginePids().includes(pid));
      const answer = await chat("find scripts about invoices");
      assert.equal(answer.errorDetails, undefined, answer.errorDetails?.message);
      assert.notDeepEqual(enginePids(), [pid]);
      assert.equal(enginePids().length, 1);
    });

    it("ends with Restart Engine and comes back with the next request", async () => {
      await run("toolRouter.restartEngine");
      await until("the end of the engine", () => enginePids().length === 0);
      const answer = await chat("find email scripts");
      assert.equal(answer.errorDetails, undefined, answer.errorDetails?.message);
    });
  });
}
