// The MCP client against real servers: in-process, over stdio, of both protocol eras, and servers that fail.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { McpServer } from "@modelcontextprotocol/server";
import { after, before, describe, it } from "mocha";
import { Failure, type FailureCode } from "../../src/core/failure.ts";
import { McpClient, type McpTarget } from "../../src/host/mcpClient.ts";
import { copyWorkspace, isRunning, waitUntil } from "./openKiwi.ts";

const failsWith = (code: FailureCode, pattern: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === code && pattern.test(`${error.message} ${error.hint}`);

describe("mcp client: the built-in server over stdio", () => {
  let copy: Awaited<ReturnType<typeof copyWorkspace>>;
  before(async () => (copy = await copyWorkspace("demo")));
  after(() => copy.remove());

  const target = (...more: string[]): McpTarget => ({
    kind: "stdio",
    name: "kiwi",
    command: process.execPath,
    args: [
      "dist/kiwi.mjs",
      "--workspace",
      join(copy.folder, "workspace"),
      "--user-space",
      join(copy.folder, "user"),
      ...more,
    ],
  });

  it("lists the four tools with host arguments taken out", async () => {
    const client = await McpClient.connect(target());
    const { tools, quarantined } = await client.listTools();
    assert.deepEqual(
      tools.map((tool) => tool.name),
      ["search", "load", "execute", "help"],
    );
    assert.deepEqual(quarantined, []);
    const [search] = tools;
    assert.deepEqual(search?.hostArguments, ["project_path"]);
    assert.deepEqual([search.annotations.readOnlyHint, search.server], [true, "kiwi"]);
    await client.dispose();
  });

  it("calls a tool, and honours project_path", async () => {
    const client = await McpClient.connect(target());
    const result = await client.call({ name: "search", arguments: { item_type: "script", query: "email" } });
    assert.equal(result.isError, false);
    assert.deepEqual(JSON.parse(result.text), result.json);
    assert.ok(result.durationMs >= 0);
    const project_path = join(copy.folder, "user");
    const other = await client.call({
      name: "search",
      arguments: { item_type: "script", query: "email", project_path },
    });
    assert.equal((other.json as { total: number }).total, 0);
    await client.dispose();
  });

  it("serves the era of initialize, as most clients still open", async () => {
    const child = spawn(process.execPath, ["dist/kiwi.mjs"], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ask = async (id: number, method: string, params: object): Promise<Record<string, unknown>> => {
      child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
      const line = await lines.next();
      return (JSON.parse(String(line.value)) as { result: Record<string, unknown> }).result;
    };
    const clientInfo = { name: "old", version: "1.0.0" };
    const hello = await ask(1, "initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
    assert.equal(hello["protocolVersion"], "2025-06-18");
    child.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    assert.equal(((await ask(2, "tools/list", {}))["tools"] as unknown[]).length, 4);
    const missing = await ask(3, "tools/call", {
      name: "search",
      arguments: { item_type: "script", query: "x" },
    });
    assert.equal(missing["isError"], true);
    assert.match(JSON.stringify(missing["structuredContent"]), /project_path/);
    child.stdin.end();
    assert.ok(await waitUntil(() => child.exitCode !== null, 5000), "it ends when its input ends");
  });

  it("serves the stateless era too", async () => {
    const client = new Client({ name: "new", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
    const workspace = join(copy.folder, "workspace");
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: ["dist/kiwi.mjs", "--workspace", workspace],
      }),
    );
    assert.equal(client.getNegotiatedProtocolVersion(), "2026-07-28");
    const seen: string[] = [];
    const result = await client.callTool(
      {
        name: "execute",
        arguments: { item_type: "script", action: "run", item_id: "slugify", parameters: { title: "A B" } },
      },
      { onprogress: ({ message }) => seen.push(message ?? "") },
    );
    assert.deepEqual(result.structuredContent, { slug: "a-b" });
    assert.ok(seen.length > 0);
    await client.close();
  });

  it("ends running scripts when the connection is closed", async () => {
    const scripts = join(copy.folder, "workspace", ".ai", "scripts");
    await writeFile(
      join(scripts, "sleeps.py"),
      '"""Sleeps."""\nimport os, time\n__version__ = "1.0.0"\nprint(f"pid {os.getpid()}", flush=True)\ntime.sleep(600)\n',
    );
    const client = await McpClient.connect(target());
    let pid = 0;
    const call = client.call(
      { name: "execute", arguments: { item_type: "script", action: "run", item_id: "sleeps" } },
      { onProgress: ({ message }) => (pid = Number(/pid (\d+)/.exec(message ?? "")?.[1] ?? pid)) },
    );
    const failed = assert.rejects(call, failsWith("server_failed", /kiwi/));
    assert.ok(await waitUntil(() => pid > 0, 10_000));
    await client.dispose();
    await failed;
    assert.ok(await waitUntil(() => !isRunning(pid), 6000), "the script is gone");
    assert.equal(client.isConnected, false);
  });

  it("says what is wrong with its own flags", async () => {
    await assert.rejects(McpClient.connect(target("--nonsense")), failsWith("server_failed", /--nonsense/));
  });
});

describe("mcp client: servers of others", () => {
  const inProcess = async (server: McpServer): Promise<McpClient> =>
    McpClient.connect({ kind: "inProcess", name: "lab", server });

  /** A server with low-level handlers, so that it may misbehave. */
  function lab(
    call: (name: string, signal: AbortSignal, progress: () => Promise<void>) => Promise<object>,
  ): McpServer {
    const mcp = new McpServer({ name: "lab", version: "1.0.0" }, { capabilities: { tools: {} } });
    const schema = { type: "object", properties: {} };
    mcp.server.setRequestHandler("tools/list", () => ({
      tools: [
        { name: "good", inputSchema: schema },
        {
          name: "remote_ref",
          inputSchema: { type: "object", properties: { a: { $ref: "https://example.org/x.json" } } },
        },
      ] as never,
    }));
    mcp.server.setRequestHandler("tools/call", async ({ params }, { mcpReq }) => {
      const progressToken = mcpReq._meta?.progressToken ?? 0;
      const progress = () =>
        mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress: 1 } });
      return (await call(params.name, mcpReq.signal, progress)) as never;
    });
    return mcp;
  }

  it("drops a bad tool with the reason and keeps the rest", async () => {
    const client = await inProcess(lab(async () => ({ content: [] })));
    const { tools, quarantined } = await client.listTools();
    assert.deepEqual(
      tools.map((tool) => tool.name),
      ["good"],
    );
    assert.equal(quarantined[0]?.name, "remote_ref");
    await client.dispose();
  });

  it("reads text that is JSON, and describes what is no text", async () => {
    const content = [
      { type: "text", text: '{"a": 1}' },
      { type: "image", data: "AAAA", mimeType: "image/png" },
      { type: "resource_link", name: "log", uri: "file:///log" },
    ];
    const client = await inProcess(
      lab(async (name) => ({ content: name === "mixed" ? content : content.slice(0, 1) })),
    );
    assert.deepEqual((await client.call({ name: "json", arguments: {} })).json, { a: 1 });
    const mixed = await client.call({ name: "mixed", arguments: {} });
    assert.equal(mixed.text, '{"a": 1}\n[image, image/png, 3 bytes]\n[log](file:///log)');
    assert.equal(mixed.json, undefined);
    await client.dispose();
  });

  it("keeps an error result as a result", async () => {
    const client = await inProcess(
      lab(async () => ({ content: [{ type: "text", text: "no" }], isError: true })),
    );
    const result = await client.call({ name: "x", arguments: {} });
    assert.deepEqual([result.isError, result.text], [true, "no"]);
    await client.dispose();
  });

  it("gives up on a silent call, but not on one that reports progress", async () => {
    const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const client = await inProcess(
      lab(async (name, _signal, progress) => {
        for (let at = 0; at < 6; at += 1) {
          await sleep(100);
          if (name === "lively") await progress();
        }
        return { content: [{ type: "text", text: "done" }] };
      }),
    );
    await assert.rejects(
      client.call({ name: "silent", arguments: {} }, { timeoutMs: 250 }),
      failsWith("tool_failed", /no sign of life/),
    );
    assert.equal((await client.call({ name: "lively", arguments: {} }, { timeoutMs: 250 })).text, "done");
    await client.dispose();
  });

  it("tells the server about a cancelled call", async () => {
    let told = false;
    const client = await inProcess(
      lab(
        (_name, signal) =>
          new Promise((resolve) =>
            signal.addEventListener("abort", () => {
              told = true;
              resolve({ content: [] });
            }),
          ),
      ),
    );
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    await assert.rejects(
      client.call({ name: "x", arguments: {} }, { signal: controller.signal }),
      failsWith("cancelled", /./),
    );
    assert.ok(await waitUntil(() => told, 1000));
    const already = AbortSignal.abort();
    await assert.rejects(
      client.call({ name: "x", arguments: {} }, { signal: already }),
      failsWith("cancelled", /./),
    );
    await client.dispose();
  });

  it("reports an unknown tool of the built-in kind as a failed tool", async () => {
    const { createKiwiServer } = await import("../../src/host/kiwi/server.ts");
    const client = await inProcess(createKiwiServer({ projectPath: process.cwd() }));
    await assert.rejects(
      client.call({ name: "nonsense", arguments: {} }),
      failsWith("tool_failed", /There is no tool "nonsense"/),
    );
    await client.dispose();
    await assert.rejects(
      client.call({ name: "help", arguments: {} }),
      failsWith("server_failed", /not running/),
    );
  });

  it("says which command did not start, and what it said last", async () => {
    const missing: McpTarget = {
      kind: "stdio",
      name: "gone",
      command: "no-such-command-here",
      args: ["--x"],
    };
    await assert.rejects(
      McpClient.connect(missing),
      failsWith("server_failed", /"gone" did not start.*no-such-command-here --x/s),
    );
    const dying: McpTarget = {
      kind: "stdio",
      name: "dying",
      command: process.execPath,
      args: ["-e", "console.error('bad token'); process.exit(1)"],
    };
    await assert.rejects(McpClient.connect(dying), failsWith("server_failed", /bad token/));
  });

  it("notices a server that dies in the middle of a call", async () => {
    const source =
      "process.stdin.on('data', (d) => { for (const l of String(d).split('\\n').filter(Boolean)) { const m = JSON.parse(l);" +
      "if (m.method === 'initialize') console.log(JSON.stringify({jsonrpc:'2.0',id:m.id,result:{protocolVersion:m.params.protocolVersion,capabilities:{tools:{}},serverInfo:{name:'d',version:'1'}}}));" +
      "if (m.method === 'tools/call') process.exit(1); } })";
    const client = await McpClient.connect({
      kind: "stdio",
      name: "brittle",
      command: process.execPath,
      args: ["-e", source],
    });
    await assert.rejects(client.call({ name: "x", arguments: {} }), failsWith("server_failed", /brittle/));
    assert.ok(await waitUntil(() => !client.isConnected, 2000));
    await client.dispose();
  });
});
