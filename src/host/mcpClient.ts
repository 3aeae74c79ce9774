// One connection to an MCP server, in-process or a started command: its tools, and calls with progress and cancellation.
import { Client, InMemoryTransport, SdkError, SdkErrorCode } from "@modelcontextprotocol/client";
import type { Transport } from "@modelcontextprotocol/client";
import { getDefaultEnvironment, StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import type { Call } from "../core/decision.ts";
import { Failure } from "../core/failure.ts";
import { normaliseTool, type Tool } from "../core/tool.ts";
import type { CallProgress, ToolResult } from "../core/toolResult.ts";
import { version } from "../../package.json";
import { readToolResult } from "./readToolResult.ts";

export type McpTarget =
  | {
      readonly kind: "inProcess";
      readonly name: string;
      /** A server that serves one transport, such as an McpServer. */
      readonly server: { connect(transport: InMemoryTransport): Promise<void>; close(): Promise<void> };
    }
  | {
      readonly kind: "stdio";
      readonly name: string;
      readonly command: string;
      readonly args?: readonly string[];
      /** Added to the few harmless variables that every server inherits. */
      readonly env?: Readonly<Record<string, string>>;
      readonly cwd?: string;
    };

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CallProgress) => void;
  /** Longest time without a sign of life; progress starts it again. */
  readonly timeoutMs?: number;
}

export interface ListedTools {
  readonly tools: readonly Tool[];
  /** Tools that cannot be used, with the reason; the others stay. */
  readonly quarantined: readonly { readonly name: string; readonly problem: string }[];
}

const defaultTimeoutMs = 60_000;
const connectTimeoutMs = 30_000;
const stderrCharacters = 2000;

export class McpClient {
  readonly name: string;
  readonly #client: Client;
  readonly #target: McpTarget;
  readonly #said: () => string;
  #isClosed = false;

  private constructor(target: McpTarget, client: Client, said: () => string) {
    this.name = target.name;
    this.#target = target;
    this.#client = client;
    this.#said = said;
    client.onclose = (): void => {
      this.#isClosed = true;
    };
  }

  /** Starts or joins the server. @throws Failure server_failed, or cancelled. */
  static async connect(target: McpTarget, signal?: AbortSignal): Promise<McpClient> {
    const client = new Client({ name: "tool-router", version });
    const { transport, said } = await openTransport(target);
    const connection = new McpClient(target, client, said);
    try {
      await client.connect(transport, { timeout: connectTimeoutMs, ...(signal ? { signal } : {}) });
    } catch (error) {
      await transport.close().catch(() => undefined);
      throw connection.#describe(error, `The server "${target.name}" did not start`, signal);
    }
    return connection;
  }

  /** False once the server has gone; connect again then. */
  get isConnected(): boolean {
    return !this.#isClosed;
  }

  /** Everything that the server offers, all pages. @throws Failure server_failed, or cancelled. */
  async listTools(signal?: AbortSignal): Promise<ListedTools> {
    try {
      const listed = await this.#client.listTools(undefined, {
        timeout: connectTimeoutMs,
        ...(signal ? { signal } : {}),
      });
      const read = listed.tools.map((tool) => normaliseTool(tool, this.name));
      return {
        tools: read.flatMap((one) => (one.ok ? [one.tool] : [])),
        quarantined: read.flatMap((one) => (one.ok ? [] : [{ name: one.name, problem: one.problem }])),
      };
    } catch (error) {
      throw this.#describe(error, `The server "${this.name}" did not list its tools`, signal);
    }
  }

  /** @throws Failure server_failed (gone), tool_failed (refused, or no sign of life in time) or cancelled. */
  async call(
    call: Call,
    { signal, onProgress, timeoutMs = defaultTimeoutMs }: CallOptions = {},
  ): Promise<ToolResult> {
    if (this.#isClosed) throw this.#describe(undefined, `The server "${this.name}" is not running`, signal);
    const began = performance.now();
    try {
      const result = await this.#client.callTool(
        { name: call.name, arguments: { ...call.arguments } },
        {
          timeout: timeoutMs,
          resetTimeoutOnProgress: true,
          onprogress: ({ progress, total, message }) =>
            onProgress?.({
              progress,
              ...(total === undefined ? {} : { total }),
              ...(message === undefined ? {} : { message }),
            }),
          ...(signal ? { signal } : {}),
        },
      );
      return readToolResult(result, Math.round(performance.now() - began));
    } catch (error) {
      throw this.#describe(error, `"${call.name}" of "${this.name}" failed`, signal);
    }
  }

  /** Ends the connection and, for a started command, its process. */
  async dispose(): Promise<void> {
    this.#isClosed = true;
    await this.#client.close();
    if (this.#target.kind === "inProcess") await this.#target.server.close();
  }

  #describe(error: unknown, what: string, signal: AbortSignal | undefined): Failure {
    if (signal?.aborted === true)
      return new Failure("cancelled", "The call was cancelled.", "Nothing more happens.", error);
    const why = error instanceof Error ? `: ${error.message.replace(/\.$/, "")}` : "";
    if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout)
      return new Failure(
        "tool_failed",
        `${what}: it gave no sign of life in time.`,
        "Try again, or with a longer limit.",
        error,
      );
    const gone = this.#isClosed || !(error instanceof Error) || error.name !== "ProtocolError";
    if (!gone) return new Failure("tool_failed", `${what}${why}.`, "Check the arguments.", error);
    return new Failure("server_failed", `${what}${why}.`, this.#hint(), error);
  }

  #hint(): string {
    const said = this.#said().trim();
    const heard = said === "" ? "" : ` It said last: ${said.split("\n").slice(-3).join(" / ")}`;
    if (this.#target.kind === "inProcess") return `Reload the window to start it again.${heard}`;
    const command = [this.#target.command, ...(this.#target.args ?? [])].join(" ");
    return `Check that this command works in a terminal: ${command}.${heard}`;
  }
}

interface OpenTransport {
  readonly transport: Transport;
  /** The end of what the server wrote to standard error. */
  readonly said: () => string;
}

async function openTransport(target: McpTarget): Promise<OpenTransport> {
  switch (target.kind) {
    case "inProcess": {
      const [ours, theirs] = InMemoryTransport.createLinkedPair();
      await target.server.connect(theirs);
      return { transport: ours, said: () => "" };
    }
    case "stdio": {
      const transport = new StdioClientTransport({
        command: target.command,
        args: [...(target.args ?? [])],
        stderr: "pipe",
        ...(target.env ? { env: { ...getDefaultEnvironment(), ...target.env } } : {}),
        ...(target.cwd === undefined ? {} : { cwd: target.cwd }),
      });
      let said = "";
      transport.stderr?.on("data", (chunk: unknown) => {
        said = `${said}${String(chunk)}`.slice(-stderrCharacters);
      });
      return { transport, said: () => said };
    }
  }
}
