// The router as a language model of the editor: Chat works without an account, and agent mode gets a tool call from it.
import * as vscode from "vscode";
import type { Decision, RouteOutcome } from "../core/decision.ts";
import { eachWish } from "../core/eachWish.ts";
import { findOffered, readWrappedRequest } from "../core/offeredTool.ts";
import { renderCall } from "../core/renderCall.ts";
import { writeDecision } from "../core/writeCall.ts";
import { signalOf } from "./cancellation.ts";
import type { RouterSource } from "./routerSource.ts";

export const vendor = "tool-router";

const information: vscode.LanguageModelChatInformation = {
  id: "tool-router",
  name: "Tool Router",
  family: "tool-router",
  version: "1",
  detail: vscode.l10n.t("on this machine"),
  tooltip: vscode.l10n.t("Turns a request into one tool call. It does not converse."),
  maxInputTokens: 2000,
  maxOutputTokens: 500,
  capabilities: { toolCalling: true },
};

const charactersPerToken = 4;
const knownWithinMs = 3000;

/**
 * Chat hands a turn to a participant only when it knows a language model: this makes ours known, and loads nothing.
 * Every command of the extension waits for its activation, so an editor that does not answer here holds up none of them.
 */
export async function makeModelKnown(log: vscode.LogOutputChannel): Promise<void> {
  const asked = vscode.lm.selectChatModels({ vendor }).then(() => undefined, String);
  const late = new Promise<string>((resolve) => {
    const timer = setTimeout(() => resolve(`no answer in ${knownWithinMs} ms`), knownWithinMs);
    void asked.then(() => clearTimeout(timer));
  });
  const trouble = await Promise.race([asked, late]);
  if (trouble !== undefined) log.warn(`The editor does not know our language model yet: ${trouble}`);
}

export class RouterLanguageModel implements vscode.LanguageModelChatProvider {
  readonly #source: RouterSource;
  #calls = 0;

  constructor(source: RouterSource) {
    this.#source = source;
  }

  /** Only names the model: nothing is loaded. */
  provideLanguageModelChatInformation(): vscode.LanguageModelChatInformation[] {
    return [information];
  }

  async provideLanguageModelChatResponse(
    _model: vscode.LanguageModelChatInformation,
    messages: readonly vscode.LanguageModelChatRequestMessage[],
    options: vscode.ProvideLanguageModelChatResponseOptions,
    progress: vscode.Progress<vscode.LanguageModelResponsePart>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    for (const part of await this.#answer(messages, options, token)) progress.report(part);
  }

  async #answer(
    messages: readonly vscode.LanguageModelChatRequestMessage[],
    options: vscode.ProvideLanguageModelChatResponseOptions,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelResponsePart[]> {
    const last = messages.findLast((message) => message.role === vscode.LanguageModelChatMessageRole.User);
    const results = last?.content.filter((part) => part instanceof vscode.LanguageModelToolResultPart) ?? [];
    if (results.length > 0) return [text(results.map((part) => readText(part.content)).join("\n"))];
    const offered = options.tools?.map((tool) => tool.name) ?? [];
    const parts: vscode.LanguageModelResponsePart[] = [];
    const request = readWrappedRequest(readText(last?.content ?? []));
    const route = (wish: string): Promise<RouteOutcome> => this.#source.get().route(wish, signalOf(token));
    for await (const { decision } of eachWish(route, request)) parts.push(this.#write(decision, offered));
    return parts;
  }

  /** A call of an offered tool is for the chat to run; anything else is told. */
  #write(decision: Decision, tools: readonly string[]): vscode.LanguageModelResponsePart {
    if (decision.kind !== "call") return text(writeDecision(decision));
    const offered = findOffered(decision.call.name, tools);
    if (offered === undefined) return text(renderCall(decision.call));
    this.#calls += 1;
    return new vscode.LanguageModelToolCallPart(`router-${this.#calls}`, offered, decision.call.arguments);
  }

  provideTokenCount(
    _model: vscode.LanguageModelChatInformation,
    counted: string | vscode.LanguageModelChatRequestMessage,
  ): Promise<number> {
    const length = typeof counted === "string" ? counted.length : readText(counted.content).length;
    return Promise.resolve(Math.ceil(length / charactersPerToken));
  }
}

function readText(parts: readonly unknown[]): string {
  return parts
    .filter((part) => part instanceof vscode.LanguageModelTextPart)
    .map((part) => part.value)
    .join("\n");
}

function text(value: string): vscode.LanguageModelTextPart {
  return new vscode.LanguageModelTextPart(value);
}
