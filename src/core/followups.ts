// What a person may want next, as requests that the router understands.
import type { Call, Decision } from "./decision.ts";
import { viewResult } from "./resultView.ts";
import type { ToolResult } from "./toolResult.ts";

export interface NextRequest {
  readonly prompt: string;
  readonly label: string;
}

export const examples: readonly NextRequest[] = ["find email scripts", "what can you do?"].map((prompt) => ({
  prompt,
  label: prompt,
}));

/** After a run: read what was found, run what was created or read. */
export function nextAfterResult(call: Call, result: ToolResult): NextRequest[] {
  const view = viewResult(call, result);
  if (view.kind === "error") return [];
  if (view.kind === "hits") return view.hits.slice(0, 3).flatMap((hit) => say("load", hit.load));
  if (call.name === "load" || call.arguments["action"] === "create") return say("run", call);
  return [];
}

/** Where no call was made: the nearest readings. */
export function nextAfterDecision(decision: Decision): NextRequest[] {
  const near = decision.alternatives.slice(0, 3).flatMap(({ call }) => say(verbOf(call), call));
  return near.length > 0 || decision.kind !== "none" ? near : [...examples];
}

function verbOf(call: Call): string {
  const action = call.arguments["action"];
  return typeof action === "string" ? action : call.name;
}

function say(verb: string, call: Call): NextRequest[] {
  const { item_type: type, item_id: id } = call.arguments;
  if (typeof type !== "string" || typeof id !== "string" || (type === "knowledge" && verb === "run"))
    return [];
  return [{ prompt: `${verb} ${type} ${id}`, label: `${verb} ${id}` }];
}
