// What a chat turn asks for: a slash command is only another way of saying its verb.

export type ChatRequest =
  | { readonly kind: "route"; readonly request: string }
  | { readonly kind: "tools" }
  | { readonly kind: "greeting" };

/** `/search email scripts` → "search email scripts"; an empty turn is a greeting. */
export function readChatRequest(command: string | undefined, prompt: string): ChatRequest {
  const text = prompt.trim();
  if (command === "tools") return { kind: "tools" };
  if (text === "" && command === undefined) return { kind: "greeting" };
  return { kind: "route", request: command === undefined ? text : `${command} ${text}`.trim() };
}
