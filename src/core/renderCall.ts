// A call and a routed request as Markdown, for the chat and for confirmations.
import type { Alternative, Call, RouteOutcome } from "./decision.ts";
import type { Json } from "./json.ts";
import { escapeText, inlineCode } from "./markdown.ts";
import { writeCall, writeConfidence } from "./writeCall.ts";

/** The tool's name in bold, its arguments as a list. Values are code, so nothing in them is interpreted. */
export function renderCall(call: Call): string {
  const values = Object.entries(call.arguments).map(
    ([name, value]) => `- ${escapeText(name)}: ${inlineCode(writeValue(value))}`,
  );
  return [`**${escapeText(call.name)}**`, ...(values.length > 0 ? ["", ...values] : [])].join("\n");
}

/** One quiet line: which server, how sure, by whom, how fast. */
export function renderOrigin(outcome: RouteOutcome, server: string | undefined): string {
  const by =
    outcome.recovery === "rules"
      ? "read from its form"
      : `${writeConfidence(outcome.decision.confidence)} sure`;
  const parts = [server, by, `${Math.max(1, Math.round(outcome.timings.total))} ms`];
  return `*${parts
    .filter((part) => part !== undefined)
    .map(escapeText)
    .join(" · ")}*`;
}

/** Other readings as a short list; empty text when there are none. */
export function renderAlternatives(alternatives: readonly Alternative[], most = 3): string {
  return alternatives
    .slice(0, most)
    .map((one) => `- ${inlineCode(writeCall(one.call))}`)
    .join("\n");
}

/** The arguments on lines of their own, for plain-text dialogs. */
export function writeArguments(call: Call): string {
  const entries = Object.entries(call.arguments);
  if (entries.length === 0) return "(no arguments)";
  return entries.map(([name, value]) => `${name}: ${writeValue(value)}`).join("\n");
}

function writeValue(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
