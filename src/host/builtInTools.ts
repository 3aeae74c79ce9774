// The built-in server within this process: connecting to it, and what the host alone adds to its calls.
import { createHash } from "node:crypto";
import kiwiTools from "../../contract/kiwi/tools.json" with { type: "json" };
import type { Call } from "../core/decision.ts";
import { openToolbox, type Toolbox } from "../core/interpret.ts";
import { canonicalJson, isObject, type Json } from "../core/json.ts";
import type { ModelCard } from "../core/modelCard.ts";
import type { Tool } from "../core/tool.ts";
import { createKiwiServer, kiwiServerName } from "./kiwi/server.ts";
import { McpClient } from "./mcpClient.ts";

export interface Connection {
  readonly client: McpClient;
  readonly toolbox: Toolbox;
}

type Log = ((line: string) => void) | undefined;

/** Starts the server and reads its tools; those that cannot be offered are named in the log. */
export async function connectBuiltIn(
  projectPath: string,
  userSpace: string | undefined,
  log: Log,
): Promise<Connection> {
  const server = createKiwiServer({ projectPath, userSpace });
  const client = await McpClient.connect({ kind: "inProcess", name: kiwiServerName, server });
  const { tools, quarantined } = await client.listTools();
  for (const { name, problem } of quarantined) log?.(`The tool "${name}" is left out: ${problem}.`);
  return { client, toolbox: openToolbox(tools) };
}

/** The folder and the person's consent come from the host, never from a model or a request. */
export function addHostArguments(call: Call, tool: Tool | undefined, folder: string): Call {
  const values: Record<string, Json> = { ...call.arguments };
  if (tool?.hostArguments.includes("project_path") === true) values["project_path"] = folder;
  if (call.name === "execute" && values["action"] === "delete") {
    const parameters = isObject(values["parameters"]) ? values["parameters"] : {};
    values["parameters"] = { ...parameters, confirm: true };
  }
  return { name: call.name, arguments: values };
}

/** A bare model knows one toolbox by heart; another one deserves a word in the log. */
export function warnAboutToolset(card: ModelCard, log: Log): void {
  const known = card.toolset_sha256;
  if (card.prompt_style !== "bare" || known === undefined) return;
  const own = createHash("sha256").update(canonicalJson(kiwiTools)).digest("hex");
  if (own !== known) log?.(`${card.id} was tuned on another version of the built-in tools.`);
}
