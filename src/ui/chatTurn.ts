// One turn of the chat: route, show the call, wait for consent where it is needed, run, show the result.
import * as vscode from "vscode";
import type { AskDecision, Call, Decision } from "../core/decision.ts";
import { nextAfterDecision, nextAfterResult, type NextRequest } from "../core/followups.ts";
import { escapeText, inlineCode } from "../core/markdown.ts";
import type { Answer, PendingCalls } from "../core/pendingCalls.ts";
import { renderAlternatives, renderCall, renderOrigin } from "../core/renderCall.ts";
import { renderResult } from "../core/renderResult.ts";
import type { Router } from "../core/router.ts";
import type { ToolResult } from "../core/toolResult.ts";
import { writeCall } from "../core/writeCall.ts";
import { answerQuestions } from "./ask.ts";
import { editArguments, findTool, type AgreedCall } from "./confirm.ts";
import { agreeCommand, showConsentButtons } from "./consentButtons.ts";

/** Calls that are quicker than this get no progress line, in milliseconds. */
const quickMs = 700;

export class ChatTurn {
  readonly #router: Router;
  readonly #pending: PendingCalls;
  readonly #stream: vscode.ChatResponseStream;
  readonly #signal: AbortSignal;
  #folded = false;

  constructor(router: Router, pending: PendingCalls, stream: vscode.ChatResponseStream, signal: AbortSignal) {
    this.#router = router;
    this.#pending = pending;
    this.#stream = stream;
    this.#signal = signal;
  }

  /** @returns what the person may want next. */
  async answer(request: string): Promise<readonly NextRequest[]> {
    this.#stream.progress(vscode.l10n.t("Choosing a tool"));
    const outcome = await this.#router.route(request, this.#signal);
    const { decision } = outcome;
    switch (decision.kind) {
      case "call": {
        const tool = await findTool(this.#router, decision.call);
        this.#say(`${renderCall(decision.call)}\n\n${renderOrigin(outcome, tool?.server)}`);
        return this.#handle(decision.call);
      }
      case "ask":
        return this.#question(decision);
      case "none":
        this.#none(decision);
        return nextAfterDecision(decision);
    }
  }

  #none(decision: Decision & { kind: "none" }): void {
    this.#say(escapeText(decision.reason));
    const near = renderAlternatives(decision.alternatives);
    if (near !== "") this.#say(`${vscode.l10n.t("Nearest:")}\n\n${near}`);
  }

  /** A question with a button that takes the answer and goes on in the same turn. */
  async #question(decision: AskDecision): Promise<readonly NextRequest[]> {
    this.#say(`**${escapeText(decision.question)}**`);
    const near = renderAlternatives(decision.alternatives);
    if (near !== "") this.#say(`${vscode.l10n.t("Possible:")}\n\n${near}`);
    if (!decision.partial) return nextAfterDecision(decision);
    const answer = await this.#wait(decision.partial, (id) =>
      this.#stream.button({ command: agreeCommand, title: vscode.l10n.t("Answer…"), arguments: [id] }),
    );
    if (answer.kind !== "agreed") return nextAfterDecision(decision);
    const call = await answerQuestions(this.#router, decision);
    if (!call) return nextAfterDecision(decision);
    this.#say(renderCall(call));
    return this.#handle(call);
  }

  async #handle(call: Call): Promise<readonly NextRequest[]> {
    const agreed = await this.#agree(call);
    if (!agreed) {
      this.#say(vscode.l10n.t("Nothing was run."));
      return [];
    }
    const result = await this.#run(agreed);
    // VS Code folds away what stands before a button or a progress line: say again which call this is the result of.
    const reminder = this.#folded ? `${inlineCode(writeCall(agreed.call))}\n\n` : "";
    this.#say(`${reminder}${renderResult(agreed.call, result)}`);
    return nextAfterResult(agreed.call, result);
  }

  /** Progress is shown for calls that take their time only. */
  async #run({ call, agreed }: AgreedCall): Promise<ToolResult> {
    let slow = false;
    const timer = setTimeout(() => {
      slow = true;
      this.#folded = true;
      this.#stream.progress(vscode.l10n.t("Running {0}", call.name));
    }, quickMs);
    try {
      return await this.#router.run(call, {
        agreed,
        signal: this.#signal,
        onProgress: ({ message }) => {
          if (slow && message !== undefined) this.#stream.progress(message);
        },
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** @returns undefined when the call may not run: refused, declined or cancelled. */
  async #agree(call: Call): Promise<AgreedCall | undefined> {
    const verdict = await this.#router.judge(call);
    switch (verdict.kind) {
      case "run":
        return { call, agreed: false };
      case "refuse":
        this.#say(`$(error) ${escapeText(verdict.reason)}`);
        return undefined;
      case "confirm": {
        this.#say(`$(shield) **${escapeText(verdict.reason)}**`);
        const answer = await this.#wait(call, (id) => showConsentButtons(this.#stream, id, verdict.severity));
        if (answer.kind === "agreed") return { call: answer.call, agreed: true };
        if (answer.kind === "declined") return undefined;
        const edited = await editArguments(call, await findTool(this.#router, call));
        if (!edited) return undefined;
        this.#say(renderCall(edited));
        return this.#agree(edited);
      }
    }
  }

  async #wait(call: Call, showButtons: (id: number) => void): Promise<Answer> {
    const { id, answer } = this.#pending.wait(call);
    const decline = (): void => void this.#pending.decline(id);
    this.#signal.addEventListener("abort", decline, { once: true });
    if (this.#signal.aborted) decline();
    else {
      this.#folded = true;
      showButtons(id);
    }
    try {
      return await answer;
    } finally {
      this.#signal.removeEventListener("abort", decline);
    }
  }

  /** Theme icons are ours; foreign text was escaped before, links and commands stay untrusted. */
  #say(markdown: string): void {
    this.#stream.markdown(new vscode.MarkdownString(`${markdown}\n\n`, true));
  }
}
