// The built-in MCP server: four tools over the items of a workspace. The same server runs in-process and over stdio.
import { stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import type { CallToolResult, ServerContext, Tool } from "@modelcontextprotocol/server";
import { version } from "../../../package.json";
import kiwiTools from "../../../contract/kiwi/tools.json" with { type: "json" };
import { isObject, type JsonObject } from "../../core/json.ts";
import type { CallProgress } from "../../core/toolResult.ts";
import { execute } from "./execute.ts";
import { openFolderRegistry } from "./folderRegistry.ts";
import { help } from "./help.ts";
import { itemFolders } from "./itemFolders.ts";
import type { KiwiContext } from "./kiwiContext.ts";
import { load } from "./load.ts";
import { Refusal } from "./refusal.ts";
import type { Registry } from "./registry.ts";
import { optionalText, type RequestArguments } from "./requestArguments.ts";
import { search } from "./search.ts";

export interface KiwiOptions {
  /** Workspace folder for requests without `project_path`. */
  readonly projectPath?: string | undefined;
  /** Defaults to `$USER_SPACE`, then `~/.ai`. */
  readonly userSpace?: string | undefined;
  /** A folder or a registry; defaults to `$KIWI_REGISTRY`. */
  readonly registry?: string | Registry | undefined;
  /** Defaults to 300,000. */
  readonly scriptTimeoutMs?: number;
  readonly now?: () => Date;
}

export const kiwiServerName = "kiwi";

/** Connect it to a transport to serve it; closing that ends scripts that still run. */
export function createKiwiServer(options: KiwiOptions = {}): McpServer {
  const mcp = new McpServer(
    { name: kiwiServerName, title: "Kiwi", version },
    {
      capabilities: { tools: {} },
      instructions: "Directives, scripts and knowledge of a workspace's .ai folder.",
    },
  );
  // The low-level handlers serve the schemas of contract/kiwi/tools.json as they are.
  mcp.server.setRequestHandler("tools/list", () => ({ tools: kiwiTools as Tool[] }));
  mcp.server.setRequestHandler("tools/call", async ({ params }, request) =>
    answer(() => callTool(options, params.name, params.arguments ?? {}, request)),
  );
  return mcp;
}

async function callTool(
  options: KiwiOptions,
  name: string,
  given: RequestArguments,
  request: ServerContext,
): Promise<JsonObject> {
  switch (name) {
    case "search":
      return search(await openContext(options, given, request), given);
    case "load":
      return load(await openContext(options, given, request), given);
    case "execute":
      return execute(await openContext(options, given, request), given);
    case "help":
      return help(given);
    default:
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool "${name}".`);
  }
}

async function openContext(
  options: KiwiOptions,
  given: RequestArguments,
  request: ServerContext,
): Promise<KiwiContext> {
  const path = optionalText(given, "project_path") ?? options.projectPath;
  if (path === undefined || path === "")
    throw new Refusal('The argument "project_path" is missing.', {
      missing_inputs: ["project_path"],
      solution: "Give the absolute path of the workspace, or start the server with --workspace DIR.",
    });
  if (!isAbsolute(path))
    throw new Refusal(`"${path}" is not an absolute path.`, { missing_inputs: ["project_path"] });
  if (!(await isFolder(path))) throw new Refusal(`There is no folder ${path}.`, { project_path: path });
  return {
    folders: itemFolders(path, options.userSpace),
    // Only requests that need the registry fail over a bad address.
    get registry(): Registry | undefined {
      return openRegistry(options);
    },
    now: options.now ?? ((): Date => new Date()),
    scriptTimeoutMs: options.scriptTimeoutMs ?? 300_000,
    signal: request.mcpReq.signal,
    onProgress: progressSender(request),
  };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function openRegistry({ registry }: KiwiOptions): Registry | undefined {
  const chosen = registry ?? process.env["KIWI_REGISTRY"];
  if (chosen === undefined || chosen === "") return undefined;
  return typeof chosen === "string" ? openFolderRegistry(chosen) : chosen;
}

/** Sends progress to clients that asked for it; a client that is gone is no failure. */
function progressSender(request: ServerContext): (progress: CallProgress) => void {
  const progressToken = request.mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => undefined;
  return (progress) => {
    request.mcpReq
      .notify({ method: "notifications/progress", params: { progressToken, ...progress } })
      .catch(() => undefined);
  };
}

/** A result with `status: "error"` and a Refusal are errors for MCP too, with the JSON body kept. */
async function answer(call: () => Promise<JsonObject>): Promise<CallToolResult> {
  try {
    const body = await call();
    return writeAnswer(body, body["status"] === "error");
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    if (error instanceof Refusal) return writeAnswer(error.body, true);
    const message = error instanceof Error ? error.message : String(error);
    return writeAnswer({ error: `Kiwi failed: ${message}`, error_type: "internal_error" }, true);
  }
}

function writeAnswer(body: JsonObject, isError: boolean): CallToolResult {
  return {
    content: [{ type: "text", text: JSON.stringify(body, undefined, 2) }],
    structuredContent: isObject(body) ? body : {},
    isError,
  };
}
