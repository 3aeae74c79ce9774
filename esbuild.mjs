// Builds the extension, the engine process, the terminal command, the built-in server and the evaluation page; with --tests, the tests too.
// Flags: --quiet (say nothing when all is well), --watch, --minify (no source maps: for packaging), --tests.
import { readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import esbuild from "esbuild";

const flags = new Set(process.argv.slice(2));
const minify = flags.has("--minify");

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  loader: { ".jinja": "text" },
  sourcemap: minify ? false : "linked",
  minify,
  legalComments: "none",
  metafile: true,
  logLevel: flags.has("--quiet") ? "warning" : "info",
};

// ESM bundles of CommonJS packages still call require(); give them one.
const requireShim =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";
const esm = { ...common, format: "esm", banner: { js: requireShim } };

const products = [
  {
    ...common,
    format: "cjs",
    entryPoints: { extension: "src/extension.ts" },
    outExtension: { ".js": ".cjs" },
    external: ["vscode"],
  },
  {
    ...esm,
    entryPoints: { engine: "src/engine/main.ts" },
    outExtension: { ".js": ".mjs" },
    external: ["node-llama-cpp"],
  },
  {
    ...esm,
    entryPoints: { cli: "src/cli/main.ts", kiwi: "src/host/kiwi/stdio.ts" },
    outExtension: { ".js": ".mjs" },
    splitting: true,
    chunkNames: "chunk-[hash]",
  },
  {
    ...common,
    platform: "browser",
    format: "iife",
    // The Chromium of the oldest VS Code that we run in, and every browser of its time.
    target: "es2023",
    charset: "utf8",
    entryPoints: { webview: "src/webview/main.ts", "webview-style": "src/webview/page.css" },
  },
];

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

const tests = {
  ...esm,
  banner: {},
  entryPoints: flags.has("--tests")
    ? testFiles("test").filter((file) => !file.startsWith(join("test", "vscode")))
    : [],
  outdir: "out/test",
  outbase: "test",
  outExtension: { ".js": ".mjs" },
  packages: "external",
  splitting: true,
  sourcemap: "inline",
  logLevel: "warning",
};

const vscodeTests = {
  ...common,
  entryPoints: flags.has("--tests") ? ["test/vscode/index.ts"] : [],
  format: "cjs",
  outdir: "out/test/vscode",
  outExtension: { ".js": ".cjs" },
  external: ["vscode", "mocha"],
  sourcemap: "inline",
  logLevel: "warning",
};

const builds = [
  ...products.map((product) => ({ ...product, outdir: "dist" })),
  ...(flags.has("--tests") ? [tests, vscodeTests] : []),
];

if (flags.has("--watch")) {
  await Promise.all(builds.map(async (build) => (await esbuild.context(build)).watch()));
} else {
  if (minify) await rm("dist", { recursive: true, force: true });
  const results = await Promise.all(builds.map((build) => esbuild.build(build)));
  await mkdir("out", { recursive: true });
  const outputs = Object.assign(
    {},
    ...results.slice(0, products.length).map((result) => result.metafile.outputs),
  );
  await writeFile("out/metafile.json", JSON.stringify({ outputs }));
}
