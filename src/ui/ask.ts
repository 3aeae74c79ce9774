// "Router: Ask…": a request becomes a call, is confirmed where it matters, run, and its result shown.
import * as vscode from "vscode";
import type { AskDecision, Call, Decision, RouteOutcome } from "../core/decision.ts";
import { JournalRecord, type KeepRecord } from "../core/journal/journalRecord.ts";
import type { Router } from "../core/router.ts";
import type { ToolResult } from "../core/toolResult.ts";
import { AskBox, type Chosen } from "./askBox.ts";
import type { Prediction } from "./askItems.ts";
import { confirmCall, editArguments, findTool } from "./confirm.ts";
import { reportFailure } from "./report.ts";
import type { ResultDocuments } from "./resultDocuments.ts";
import type { RouterSource } from "./routerSource.ts";
import { runCall } from "./runCall.ts";
import { readSettings } from "./settings.ts";
import { showResult } from "./showResult.ts";

export interface AskParts {
  readonly source: RouterSource;
  readonly documents: ResultDocuments;
  readonly keep: KeepRecord;
  readonly log: vscode.LogOutputChannel;
}

/** A call that the person chose, the record of the request behind it, and what that request says next. */
interface Wish {
  readonly call: Call;
  readonly record: JournalRecord;
  readonly rest?: string | undefined;
}

/** @returns the last result, undefined when nothing was run. */
export async function ask(parts: AskParts, request = ""): Promise<ToolResult | undefined> {
  try {
    const router = parts.source.get();
    const wish = await chooseCall(router, request, parts.keep);
    const result = wish && (await runAndShow(router, wish, parts));
    // What the request says next stands in the box again, to be looked at before it runs.
    return wish?.rest !== undefined && result?.isError === false ? await ask(parts, wish.rest) : result;
  } catch (error) {
    await reportFailure(error, parts.log);
    return undefined;
  }
}

/** One call from box to result; a hit that the person picks is read next. */
async function runAndShow(router: Router, wish: Wish, parts: AskParts): Promise<ToolResult | undefined> {
  let ran = await runWish(router, wish, parts.keep);
  let last: ToolResult | undefined;
  while (ran) {
    last = ran.result;
    const next = await showResult(ran.call, last, parts.documents);
    const agreed = next && (await confirmCall(router, next));
    ran = agreed && { call: agreed.call, result: await runCall(router, agreed) };
  }
  return last;
}

/** @returns the call as it ran, undefined when the person declined. */
async function runWish(
  router: Router,
  { call, record }: Wish,
  keep: KeepRecord,
): Promise<{ readonly call: Call; readonly result: ToolResult } | undefined> {
  try {
    record.wants(call);
    const agreed = await confirmCall(router, call, record);
    if (!agreed) {
      record.ended("declined");
      return undefined;
    }
    record.wants(agreed.call);
    return { call: agreed.call, result: await runCall(router, agreed, record) };
  } catch (error) {
    record.failed(error);
    throw error;
  } finally {
    void keep(record);
  }
}

async function chooseCall(router: Router, request: string, keep: KeepRecord): Promise<Wish | undefined> {
  const box = new AskBox({
    value: request,
    predictWhileTyping: readSettings().predictWhileTyping,
    predict: (text, signal, quick) => predict(router, text, signal, quick),
    onUnmet: (routed) => void keep(new JournalRecord(routed)),
  });
  try {
    const chosen = await box.choose();
    if (chosen?.choice.kind === "failure") throw chosen.choice.error;
    return chosen?.routed && (await readWish(router, chosen.choice, chosen.routed, keep));
  } finally {
    box.dispose();
  }
}

/** Where no call follows, the request is kept as it stands. */
async function readWish(
  router: Router,
  choice: Chosen["choice"],
  routed: RouteOutcome,
  keep: KeepRecord,
): Promise<Wish | undefined> {
  const record = new JournalRecord(routed);
  let call: Call | undefined;
  try {
    call = await callOf(router, choice);
  } finally {
    if (!call) {
      if (choice.kind === "edit") record.ended("declined");
      void keep(record);
    }
  }
  if (call && choice.kind === "ask") record.completed(call);
  return call && { call, record, rest: routed.rest };
}

async function callOf(router: Router, choice: Chosen["choice"]): Promise<Call | undefined> {
  switch (choice.kind) {
    case "call":
      return choice.call;
    case "edit":
      return editArguments(choice.call, await findTool(router, choice.call));
    case "ask":
      return answerQuestions(router, choice.decision);
    case "failure":
    case "example":
    case "nothing":
      return undefined;
  }
}

async function predict(
  router: Router,
  request: string,
  signal: AbortSignal,
  quick: boolean,
): Promise<Prediction> {
  const outcome = await router.route(request, signal, { quick });
  if (outcome.decision.kind !== "call") return { outcome, verdict: undefined, server: undefined };
  const { call } = outcome.decision;
  const [verdict, tool] = await Promise.all([router.judge(call), findTool(router, call)]);
  return { outcome, verdict, server: tool?.server };
}

/** Asks for one missing value after the other until a call is complete. */
async function answerQuestions(router: Router, question: AskDecision): Promise<Call | undefined> {
  let decision: Decision = question;
  while (decision.kind === "ask") {
    const [missing] = decision.missing;
    if (!decision.partial || missing === undefined) return undefined;
    const answer: string | undefined = await vscode.window.showInputBox({
      title: vscode.l10n.t("Tool Router"),
      prompt: decision.question,
      ignoreFocusOut: true,
      validateInput: (text) =>
        text.trim() === "" ? (decision.kind === "ask" ? decision.question : "") : undefined,
    });
    if (answer === undefined) return undefined;
    decision = await router.complete(decision.partial, missing, answer.trim());
  }
  if (decision.kind === "call") return decision.call;
  void vscode.window.showInformationMessage(decision.reason);
  return undefined;
}
