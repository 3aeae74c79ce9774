// What a chat turn asks for: a slash command is another way of saying its verb, and a short reply may answer a question.
import { isNegated } from "./kiwi/kiwiWords.ts";
import type { Call } from "./decision.ts";

/** A question that the last turn ended with. */
export interface OpenQuestion {
  readonly partial: Call;
  readonly missing: string;
  /** What the request says after what is asked about. */
  readonly rest?: string;
}

export type ChatRequest =
  | { readonly kind: "route"; readonly request: string }
  | { readonly kind: "answer"; readonly question: OpenQuestion; readonly answer: string }
  | { readonly kind: "tools" }
  | { readonly kind: "greeting" };

const longestAnswerWords = 6;
const openers =
  /^(find|search|look|list|show|get|open|read|load|copy|run|execute|start|create|make|add|new|write|update|edit|change|delete|remove|publish|release|sync|help|what|which|who|how|where|why|when|can|could|please|don't|do not|cancel|never mind)\b/i;

/** `/search email scripts` → "search email scripts"; an empty turn is a greeting. */
export function readChatRequest(
  command: string | undefined,
  prompt: string,
  question?: OpenQuestion,
): ChatRequest {
  const text = prompt.trim();
  if (command === "tools") return { kind: "tools" };
  if (command !== undefined) return { kind: "route", request: `${command} ${text}`.trim() };
  if (text === "") return { kind: "greeting" };
  if (question && isAnswer(text)) return { kind: "answer", question, answer: text };
  return { kind: "route", request: text };
}

/** A name or a few words, and not the beginning of another wish. */
function isAnswer(text: string): boolean {
  if (isNegated(text) || /^(no|nope|none|nothing|quit|help)\W*$/i.test(text)) return false;
  const words = text.split(/\s+/).length;
  return words === 1 || (words <= longestAnswerWords && !openers.test(text));
}
