// Lint: strict type-aware rules, and the import rules of the rooms with sentences that say where a line belongs.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import tseslint from "typescript-eslint";

const root = dirname(fileURLToPath(import.meta.url));

const lessons = {
  vscode: {
    group: ["vscode"],
    message:
      "Only src/ui and src/extension.ts touch VS Code. Move this line to src/ui, or take a plain value as an argument.",
  },
  node: {
    group: ["node:*", "fs", "path", "os", "child_process", "crypto"],
    message:
      "Files, sockets and processes belong to src/host. Take the data as an argument, or move this line to src/host.",
  },
  llama: {
    group: ["node-llama-cpp"],
    message:
      "Only src/engine/llama.ts imports node-llama-cpp; the rest talks to the engine process over src/core/rpc.ts.",
  },
  mcp: {
    group: ["@modelcontextprotocol/*"],
    message:
      "MCP clients and servers live in src/host. Surfaces use the Router interface of src/core/router.ts.",
  },
  host: {
    group: ["**/host/**"],
    message:
      "This room may not see src/host. Move shared, pure code to src/core, or join the two in src/extension.ts or src/cli.",
  },
  engine: {
    group: ["**/engine/**"],
    message:
      "The engine is a process: nobody imports it. Send a message of src/core/rpc.ts through src/host/engineClient.ts.",
  },
  ui: {
    group: ["**/ui/**"],
    message:
      "src/ui is VS Code's surface; only src/extension.ts may import it. Move shared, pure code to src/core.",
  },
  webview: {
    group: ["**/webview/**"],
    message:
      "src/webview is the evaluation page, built on its own; nobody imports it. Post a message of src/core/messages.ts, or move pure code to src/core.",
  },
  cli: {
    group: ["**/cli/**"],
    message:
      "src/cli is the terminal's surface; nobody imports it. Move shared code to src/core or src/host.",
  },
};

const room = (name, ...forbidden) => ({
  files: [`src/${name}/**/*.ts`],
  rules: { "no-restricted-imports": ["error", { patterns: forbidden.map((key) => lessons[key]) }] },
});

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "out/",
      "node_modules/",
      "test-artifacts/",
      "training/",
      "**/*.mjs",
      "**/*.d.ts",
      "**/*.d.mts",
      ".vscode-test/",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/consistent-indexed-object-style": "off",
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
      eqeqeq: "error",
      "max-lines": ["error", { max: 260, skipBlankLines: true, skipComments: true }],
    },
  },
  room("core", "vscode", "node", "llama", "mcp", "host", "engine", "ui", "webview", "cli"),
  {
    files: ["src/core/**/*.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "core has no clock: take `now` as an argument." },
        { object: "Math", property: "random", message: "core has no randomness: take it as an argument." },
      ],
    },
  },
  room("engine", "vscode", "mcp", "host", "ui", "webview", "cli"),
  {
    files: ["src/engine/**/*.ts"],
    ignores: ["src/engine/llama.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: ["vscode", "mcp", "host", "ui", "webview", "cli", "llama"].map((key) => lessons[key]) },
      ],
    },
  },
  room("host", "vscode", "llama", "engine", "ui", "webview", "cli"),
  room("ui", "node", "llama", "mcp", "engine", "webview", "cli"),
  room("webview", "vscode", "node", "llama", "mcp", "host", "engine", "ui", "cli"),
  room("cli", "vscode", "llama", "mcp", "engine", "ui", "webview"),
  {
    files: ["test/**/*.ts"],
    rules: {
      "max-lines": "off",
      "@typescript-eslint/no-floating-promises": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/require-await": "off",
      "no-restricted-exports": "off",
    },
  },
);
