// Serves the built-in server over stdio for other MCP clients: kiwi.mjs [--workspace DIR] [--user-space DIR] [--registry DIR]
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createKiwiServer } from "./server.ts";

const endGraceMs = 2500;

/** Standard output belongs to the protocol; everything else goes to standard error. */
function serve(): void {
  const { values } = parseArgs({
    options: {
      workspace: { type: "string" },
      "user-space": { type: "string" },
      registry: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) {
    process.stderr.write(
      "kiwi.mjs [--workspace DIR] [--user-space DIR] [--registry DIR]: an MCP server over .ai/ files.\n",
    );
    return;
  }
  const options = {
    projectPath: values.workspace === undefined ? undefined : resolve(values.workspace),
    userSpace: values["user-space"],
    registry: values.registry,
  };
  const handle = serveStdio(() => createKiwiServer(options));
  const end = (): void => {
    // Leaves running scripts the time in which their process groups are ended.
    setTimeout(() => process.exit(0), endGraceMs).unref();
    handle.close().catch(() => process.exit(1));
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
}

try {
  serve();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
