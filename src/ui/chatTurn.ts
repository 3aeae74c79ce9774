// One turn of the chat: route, show the call, wait for consent where it is needed, run, show the result.
import * as vscode from "vscode";
import type { OpenQuestion } from "../core/chatRequest.ts";
import type { AskDecision, Call, NoneDecision, RouteOutcome } from "../core/decision.ts";
import { nextAfterDecision, nextAfterResult, type NextRequest } from "../core/followups.ts";
import { JournalRecord, type KeepRecord } from "../core/journal/journalRecord.ts";
import { escapeText, inlineCode } from "../core/markdown.ts";
import type { Answer, PendingCalls } from "../core/pendingCalls.ts";
import { renderAlternatives, renderCall, renderOrigin } from "../core/renderCall.ts";
import { renderResult } from "../core/renderResult.ts";
import { viewResult } from "../core/resultView.ts";
import type { Router } from "../core/router.ts";
import type { ToolResult } from "../core/toolResult.ts";
import { writeCall } from "../core/writeCall.ts";
import { editArguments, findTool, type AgreedCall } from "./confirm.ts";
import { showConsentButtons } from "./consentButtons.ts";
import { manageTrustCommand, trustButton } from "./trust.ts";

/** Calls that are quicker than this get no progress line, in milliseconds. */
const quickMs = 700;

/** How a turn ended: what the person may want next, and the question that is open. */
export interface TurnEnd {
  readonly next: readonly NextRequest[];
  readonly question?: OpenQuestion;
  /** True when a call ran and reported no error. */
  readonly ran?: boolean;
}

export interface ChatTurnParts {
  readonly router: Router;
  readonly pending: PendingCalls;
  readonly stream: vscode.ChatResponseStream;
  readonly signal: AbortSignal;
  readonly keep: KeepRecord;
}

export class ChatTurn {
  readonly #router: Router;
  readonly #pending: PendingCalls;
  readonly #stream: vscode.ChatResponseStream;
  readonly #signal: AbortSignal;
  readonly #keep: KeepRecord;
  #folded = false;

  constructor({ router, pending, stream, signal, keep }: ChatTurnParts) {
    this.#router = router;
    this.#pending = pending;
    this.#stream = stream;
    this.#signal = signal;
    this.#keep = keep;
  }

  async answer(request: string): Promise<TurnEnd> {
    this.#stream.progress(vscode.l10n.t("Choosing a tool"));
    const outcome = await this.#router.route(request, this.#signal);
    const record = new JournalRecord(outcome);
    let end: TurnEnd;
    try {
      end = await this.#follow(outcome, record);
    } catch (error) {
      record.failed(error);
      throw error;
    } finally {
      void this.#keep(record);
    }
    // What the request says next is done only once this has run.
    return outcome.rest !== undefined && end.ran ? this.answer(outcome.rest) : end;
  }

  async #follow(outcome: RouteOutcome, record: JournalRecord): Promise<TurnEnd> {
    const { decision } = outcome;
    if (decision.kind !== "call") return this.#explain(decision, outcome.rest);
    const tool = await findTool(this.#router, decision.call);
    this.#say(`${renderCall(decision.call)}\n\n${renderOrigin(outcome, tool?.server)}`);
    return this.#handle(decision.call, record);
  }

  /** Takes the answer to the question that the last turn ended with; that turn is in the journal already. */
  async complete(question: OpenQuestion, answer: string): Promise<TurnEnd> {
    const decision = await this.#router.complete(question.partial, question.missing, answer);
    if (decision.kind !== "call") return this.#explain(decision, question.rest);
    this.#say(renderCall(decision.call));
    const end = await this.#handle(decision.call);
    return question.rest !== undefined && end.ran ? this.answer(question.rest) : end;
  }

  /** No call: a question, whose answer is the next message, or why no tool fits. */
  #explain(decision: AskDecision | NoneDecision, rest?: string): TurnEnd {
    const near = renderAlternatives(decision.alternatives);
    const list = near === "" ? "" : `\n\n${vscode.l10n.t("Nearest:")}\n\n${near}`;
    const next = nextAfterDecision(decision);
    if (decision.kind === "none") {
      this.#say(`${escapeText(decision.reason)}${list}`);
      return { next };
    }
    this.#say(`**${escapeText(decision.question)}**${list}`);
    const { partial } = decision;
    const [missing] = decision.missing;
    if (!partial || missing === undefined) return { next };
    return { next, question: { partial, missing, ...(rest === undefined ? {} : { rest }) } };
  }

  async #handle(call: Call, record?: JournalRecord): Promise<TurnEnd> {
    const agreed = await this.#agree(call, record);
    if (!agreed) return { next: [] };
    record?.wants(agreed.call);
    const running = this.#run(agreed);
    const result = await (record?.watch(running) ?? running);
    // VS Code folds away what stands before a button or a progress line: say again which call this is the result of.
    const reminder = this.#folded ? `${inlineCode(writeCall(agreed.call))}\n\n` : "";
    this.#say(`${reminder}${renderResult(agreed.call, result)}`);
    this.#linkFile(agreed.call, result);
    return { next: nextAfterResult(agreed.call, result), ran: !result.isError };
  }

  #linkFile(call: Call, result: ToolResult): void {
    const view = viewResult(call, result);
    if ((view.kind === "done" || view.kind === "document") && view.path !== undefined)
      this.#stream.anchor(vscode.Uri.file(view.path));
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
  async #agree(call: Call, record?: JournalRecord): Promise<AgreedCall | undefined> {
    const verdict = await this.#router.judge(call);
    record?.judged(verdict.kind);
    switch (verdict.kind) {
      case "run":
        return { call, agreed: false };
      case "refuse":
        this.#refuse(verdict.reason);
        return undefined;
      case "confirm": {
        this.#say(`$(shield) **${escapeText(verdict.reason)}**`);
        const answer = await this.#wait(call, verdict.severity);
        if (answer.kind === "agreed") return { call: answer.call, agreed: true };
        if (answer.kind === "declined") {
          this.#decline(record);
          return undefined;
        }
        const edited = await editArguments(call, await findTool(this.#router, call));
        if (!edited) {
          this.#decline(record);
          return undefined;
        }
        this.#say(renderCall(edited));
        return this.#agree(edited, record);
      }
    }
  }

  /** Reason and outcome stand together: VS Code folds what a button separates from the end. */
  #refuse(reason: string): void {
    this.#say(`$(error) ${escapeText(reason)} ${vscode.l10n.t("Nothing was run.")}`);
    const title = trustButton();
    if (title !== undefined) this.#stream.button({ command: manageTrustCommand, title });
  }

  #decline(record: JournalRecord | undefined): void {
    record?.ended(this.#signal.aborted ? "cancelled" : "declined");
    this.#say(vscode.l10n.t("Nothing was run."));
  }

  async #wait(call: Call, severity: string): Promise<Answer> {
    const { id, answer } = this.#pending.wait(call);
    const decline = (): void => void this.#pending.decline(id);
    this.#signal.addEventListener("abort", decline, { once: true });
    if (this.#signal.aborted) decline();
    else {
      this.#folded = true;
      showConsentButtons(this.#stream, id, severity);
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
