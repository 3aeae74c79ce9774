// What a call to the built-in tools may do to items.
import type { Call } from "../decision.ts";

/** Actions that another item must not suffer. */
export function isChange(call: Call): boolean {
  return ["update", "delete", "publish"].includes(String(call.arguments["action"]));
}

/** Items that need not exist here: what is to be created, and what lies in a registry. */
export function isNew(call: Call): boolean {
  return call.arguments["action"] === "create" || call.arguments["source"] === "registry";
}
