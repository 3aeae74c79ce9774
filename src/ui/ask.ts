// "Router: Ask…": a request becomes a call, is confirmed where it matters, run, and its result shown.
import * as vscode from "vscode";
import type { AskDecision, Call, Decision } from "../core/decision.ts";
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
  readonly log: vscode.LogOutputChannel;
}

/** @returns the last result, undefined when nothing was run. */
export async function ask(parts: AskParts, request = ""): Promise<ToolResult | undefined> {
  try {
    const router = parts.source.get();
    const call = await chooseCall(router, request);
    return call && (await runAndShow(router, call, parts));
  } catch (error) {
    await reportFailure(error, parts.log);
    return undefined;
  }
}

/** One call from box to result; a hit that the person picks is read next. */
async function runAndShow(router: Router, first: Call, parts: AskParts): Promise<ToolResult | undefined> {
  let last: ToolResult | undefined;
  let next: Call | undefined = first;
  while (next) {
    const agreed = await confirmCall(router, next);
    if (!agreed) return last;
    last = await runCall(router, agreed);
    next = await showResult(agreed.call, last, parts.documents);
  }
  return last;
}

async function chooseCall(router: Router, request: string): Promise<Call | undefined> {
  const box = new AskBox({
    value: request,
    predictWhileTyping: readSettings().predictWhileTyping,
    predict: (text, signal) => predict(router, text, signal),
  });
  try {
    return await callOf(router, await box.choose());
  } finally {
    box.dispose();
  }
}

async function callOf(router: Router, chosen: Chosen | undefined): Promise<Call | undefined> {
  switch (chosen?.kind) {
    case "call":
      return chosen.call;
    case "edit":
      return editArguments(chosen.call, await findTool(router, chosen.call));
    case "ask":
      return answerQuestions(router, chosen.decision);
    case "failure":
      throw chosen.error;
    case "example":
    case "nothing":
    case undefined:
      return undefined;
  }
}

async function predict(router: Router, request: string, signal: AbortSignal): Promise<Prediction> {
  const outcome = await router.route(request, signal);
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
