// Chat `@router`: one request a turn, streamed; what changes something waits for a click.
import * as vscode from "vscode";
import { readChatRequest, type OpenQuestion } from "../core/chatRequest.ts";
import { describe, isCancelled } from "../core/failure.ts";
import { examples } from "../core/followups.ts";
import { isObject } from "../core/json.ts";
import { escapeText, inlineCode } from "../core/markdown.ts";
import type { KeepRecord } from "../core/journal/journalRecord.ts";
import type { PendingCalls } from "../core/pendingCalls.ts";
import type { Router } from "../core/router.ts";
import { signalOf } from "./cancellation.ts";
import { ChatTurn, type TurnEnd } from "./chatTurn.ts";
import { logFailure } from "./report.ts";
import type { RouterSource } from "./routerSource.ts";

const participantId = "tool-router.router";

interface RouterChatResult extends vscode.ChatResult {
  readonly metadata: TurnEnd;
}

export interface ParticipantParts {
  readonly source: RouterSource;
  readonly pending: PendingCalls;
  readonly keep: KeepRecord;
  readonly log: vscode.LogOutputChannel;
}

export function registerParticipant(parts: ParticipantParts): vscode.ChatParticipant {
  const participant = vscode.chat.createChatParticipant(participantId, (request, context, stream, token) =>
    answer(parts, { request, question: openQuestion(context), stream, token }),
  );
  participant.iconPath = new vscode.ThemeIcon("tools");
  participant.followupProvider = {
    provideFollowups: (result) => [...((result as Partial<RouterChatResult>).metadata?.next ?? [])],
  };
  return participant;
}

interface Turn {
  readonly request: vscode.ChatRequest;
  readonly question: OpenQuestion | undefined;
  readonly stream: vscode.ChatResponseStream;
  readonly token: vscode.CancellationToken;
}

async function answer(
  parts: ParticipantParts,
  { request, question, stream, token }: Turn,
): Promise<RouterChatResult> {
  try {
    return { metadata: await take() };
  } catch (error) {
    if (isCancelled(error)) {
      stream.markdown(vscode.l10n.t("Cancelled."));
      return { metadata: { next: [] } };
    }
    logFailure(error, parts.log);
    return { metadata: { next: [] }, errorDetails: { message: describe(error) } };
  }

  async function take(): Promise<TurnEnd> {
    const wish = readChatRequest(request.command, request.prompt, question);
    if (wish.kind === "greeting") {
      stream.markdown(
        vscode.l10n.t(
          "Say what you want; it becomes one tool call, and whatever changes something asks first.",
        ),
      );
      return { next: examples };
    }
    const router = parts.source.get();
    const turn = new ChatTurn({
      router,
      pending: parts.pending,
      stream,
      signal: signalOf(token),
      keep: parts.keep,
    });
    switch (wish.kind) {
      case "tools":
        await listTools(router, stream);
        return { next: [] };
      case "answer":
        return turn.complete(wish.question, wish.answer);
      case "route":
        return turn.answer(wish.request);
    }
  }
}

/** The question that our last turn of this conversation ended with; nothing else of the history is read. */
function openQuestion(context: vscode.ChatContext): OpenQuestion | undefined {
  const last = context.history.at(-1);
  if (!(last instanceof vscode.ChatResponseTurn)) return undefined;
  const question: unknown = last.result.metadata?.["question"];
  // Only what ChatTurn put there; VS Code keeps it with the conversation.
  return isObject(question) ? (question as unknown as OpenQuestion) : undefined;
}

async function listTools(router: Router, stream: vscode.ChatResponseStream): Promise<void> {
  const lines = (await router.tools()).map(
    (tool) => `- **${escapeText(tool.name)}** (${inlineCode(tool.server)}): ${escapeText(tool.description)}`,
  );
  stream.markdown(lines.join("\n"));
}
