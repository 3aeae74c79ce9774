// The third net: sees dynamic imports, cycles and what ESLint and tsc cannot. Rooms as in ARCHITECTURE.md.
const room = (name, allowed, why) => ({
  name: `${name}-sees-only-its-rooms`,
  comment: why,
  severity: "error",
  from: { path: `^src/${name}/` },
  to: { path: "^src/", pathNot: `^src/(${[name, ...allowed].join("|")})/` },
});
const never = (name, path, comment, pathNot) => ({
  name,
  comment,
  severity: "error",
  from: pathNot ? { path: "^src/", pathNot } : { path: "^src/" },
  to: { path },
});

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle means that two files are one idea: move the shared part below both.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    room("core", [], "core is pure: it may import core and contract only."),
    room("engine", ["core"], "engine may import core, node:* and node-llama-cpp."),
    room("host", ["core"], "host may import core, node:* and MCP packages."),
    room("ui", ["core", "host"], "ui may import core, host and vscode."),
    room("webview", ["core"], "webview is a page: it may import core and chart packages."),
    room("cli", ["core", "host"], "cli may import core and host."),
    never(
      "vscode-only-in-ui",
      "^vscode$",
      "Only src/ui and src/extension.ts touch VS Code.",
      "^src/(ui/|extension\\.ts$)",
    ),
    never(
      "llama-only-in-engine",
      "node-llama-cpp",
      "Only src/engine/llama.ts imports node-llama-cpp.",
      "^src/engine/llama\\.ts$",
    ),
    never(
      "mcp-only-in-host",
      "@modelcontextprotocol",
      "MCP packages are used in src/host only.",
      "^src/host/",
    ),
    {
      name: "core-has-no-node",
      comment: "core must run in a browser tab with the network off.",
      severity: "error",
      from: { path: "^src/core/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "ui-has-no-node",
      comment: "ui reaches files and processes through host.",
      severity: "error",
      from: { path: "^src/ui/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "webview-has-no-node",
      comment:
        "The page runs in a browser: files and processes belong to src/host, behind src/core/messages.ts.",
      severity: "error",
      from: { path: "^src/webview/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-unresolved",
      comment: "An import that resolves to nothing.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^vscode$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".json", ".mjs", ".cjs"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
