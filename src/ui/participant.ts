// Chat `@router`: one request a turn, streamed; what changes something waits for a click.
import * as vscode from "vscode";
import { readChatRequest } from "../core/chatRequest.ts";
import { describe, isCancelled } from "../core/failure.ts";
import { examples, type NextRequest } from "../core/followups.ts";
import { escapeText, inlineCode } from "../core/markdown.ts";
import type { PendingCalls } from "../core/pendingCalls.ts";
import type { Router } from "../core/router.ts";
import { signalOf } from "./cancellation.ts";
import { ChatTurn } from "./chatTurn.ts";
import { logFailure } from "./report.ts";
import type { RouterSource } from "./routerSource.ts";

const participantId = "tool-router.router";

interface RouterChatResult extends vscode.ChatResult {
  readonly metadata: { readonly next: readonly NextRequest[] };
}

export interface ParticipantParts {
  readonly source: RouterSource;
  readonly pending: PendingCalls;
  readonly log: vscode.LogOutputChannel;
}

export function registerParticipant(parts: ParticipantParts): vscode.ChatParticipant {
  const participant = vscode.chat.createChatParticipant(participantId, (request, _context, stream, token) =>
    answer(parts, request, stream, token),
  );
  participant.iconPath = new vscode.ThemeIcon("tools");
  participant.followupProvider = {
    provideFollowups: (result) => [...((result as Partial<RouterChatResult>).metadata?.next ?? [])],
  };
  return participant;
}

async function answer(
  parts: ParticipantParts,
  request: vscode.ChatRequest,
  stream: vscode.ChatResponseStream,
  token: vscode.CancellationToken,
): Promise<RouterChatResult> {
  try {
    const wish = readChatRequest(request.command, request.prompt);
    switch (wish.kind) {
      case "greeting":
        stream.markdown(
          vscode.l10n.t(
            "Say what you want; it becomes one tool call, and whatever changes something asks first.",
          ),
        );
        return chatResult(examples);
      case "tools":
        await listTools(parts.source.get(), stream);
        return chatResult([]);
      case "route": {
        const turn = new ChatTurn(parts.source.get(), parts.pending, stream, signalOf(token));
        return chatResult(await turn.answer(wish.request));
      }
    }
  } catch (error) {
    if (isCancelled(error)) {
      stream.markdown(vscode.l10n.t("Cancelled."));
      return chatResult([]);
    }
    logFailure(error, parts.log);
    return { ...chatResult([]), errorDetails: { message: describe(error) } };
  }
}

async function listTools(router: Router, stream: vscode.ChatResponseStream): Promise<void> {
  const lines = (await router.tools()).map(
    (tool) => `- **${escapeText(tool.name)}** (${inlineCode(tool.server)}): ${escapeText(tool.description)}`,
  );
  stream.markdown(lines.join("\n"));
}

function chatResult(next: readonly NextRequest[]): RouterChatResult {
  return { metadata: { next } };
}
