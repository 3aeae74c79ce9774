// Opens the built-in server over a temporary copy of a fixture workspace, through a real MCP client.
import { cp, mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "../../src/core/json.ts";
import type { CallProgress } from "../../src/core/toolResult.ts";
import { createKiwiServer } from "../../src/host/kiwi/server.ts";
import { McpClient } from "../../src/host/mcpClient.ts";

export interface Answer {
  readonly isError: boolean;
  // Tests read results as a client would: by key, unchecked.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any;
  readonly text: string;
}

export interface OpenKiwi {
  readonly client: McpClient;
  readonly workspace: string;
  readonly userSpace: string;
  readonly registry: string;
  call(name: string, given: Record<string, Json>, options?: CallOptions): Promise<Answer>;
  execute(type: string, action: string, id: string, parameters?: Record<string, Json>): Promise<Answer>;
  close(): Promise<void>;
}

interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CallProgress) => void;
}

export const fixtures = join("test", "fixtures", "workspaces");

export async function copyWorkspace(
  fixture: string,
): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "tool-router-kiwi-")));
  // What a person made there by following the README stays out.
  await cp(join(fixtures, fixture), join(folder, "workspace"), {
    recursive: true,
    filter: (source) => !source.endsWith("csv_parser.py"),
  });
  await mkdir(join(folder, "user"));
  await mkdir(join(folder, "registry"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

export async function openKiwi(fixture: "demo" | "broken" | "empty", withRegistry = true): Promise<OpenKiwi> {
  const { folder, remove } = await copyWorkspace(fixture);
  const [workspace, userSpace, registry] = ["workspace", "user", "registry"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const server = createKiwiServer({
    projectPath: workspace,
    userSpace,
    registry: withRegistry ? registry : "",
  });
  const client = await McpClient.connect({ kind: "inProcess", name: "kiwi", server });
  const call = async (
    name: string,
    given: Record<string, Json>,
    options: CallOptions = {},
  ): Promise<Answer> => {
    const { isError, json, text } = await client.call({ name, arguments: given }, options);
    return { isError, json, text };
  };
  return {
    client,
    workspace,
    userSpace,
    registry,
    call,
    execute: (item_type, action, item_id, parameters) =>
      call("execute", { item_type, action, item_id, ...(parameters ? { parameters } : {}) }),
    close: async () => {
      await client.dispose();
      await remove();
    },
  };
}

/** True while a process with this id exists. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export async function waitUntil(
  holds: () => boolean | Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  for (const began = Date.now(); Date.now() - began < timeoutMs;) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
