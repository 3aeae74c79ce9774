// The question for a missing argument, in plain words.
import type { JsonObject } from "./json.ts";

const kiwiVerbs: Readonly<Record<string, string>> = {
  run: "run",
  create: "create",
  update: "update",
  delete: "delete",
  publish: "publish",
};

/** One sentence that asks for `missing` of `tool`, given what is known already. */
export function askFor(tool: string, missing: string, known: JsonObject): string {
  const type = typeof known["item_type"] === "string" ? known["item_type"] : undefined;
  const noun = type === undefined ? "item" : type === "knowledge" ? "knowledge entry" : type;
  if (missing === "item_id") {
    const action = typeof known["action"] === "string" ? kiwiVerbs[known["action"]] : undefined;
    if (action === "create") return `What should the new ${noun} be called?`;
    return `Which ${noun} should I ${action ?? (tool === "load" ? "load" : "use")}?`;
  }
  if (missing === "query")
    return type === undefined
      ? "What should I search for?"
      : `What should the ${noun}${type === "knowledge" ? "" : "s"} be about?`;
  if (missing === "item_type") return "Is it a directive, a script or a knowledge entry?";
  return `What is the ${missing.replaceAll("_", " ")} for "${tool}"?`;
}
