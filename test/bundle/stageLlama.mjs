// Stages node-llama-cpp as the engine loads it: the files that its entry can import, and this platform's CPU (or Metal) binary.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import esbuild from "esbuild";

const binaries = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "linux-armhf": "linux-armv7l",
  "darwin-arm64": "mac-arm64-metal",
  "darwin-x64": "mac-x64",
  "win32-x64": "win-x64",
  "win32-arm64": "win-arm64",
};

/** Files beside the imports that node-llama-cpp reads by path when it starts with `build: "never"`. */
const readByPath = [
  "package.json",
  "LICENSE",
  "llama/binariesGithubRelease.json",
  "llama/llama.cpp.info.json",
  "llama/grammars",
  "bins",
];

/** Copies into `folder` (a node_modules folder) what `import("node-llama-cpp")` needs on `target`. */
export async function stageLlama({ target, folder }) {
  const binary = binaries[target];
  if (!binary) throw new Error(`node-llama-cpp has no binary for ${target}.`);
  const packages = new Set();
  for (const file of await importedFiles()) {
    copy(file, folder);
    copyFormats(file, folder);
    packages.add(packageFolder(file));
  }
  for (const one of packages) copyLegal(one, folder);
  for (const name of readByPath) copy(join("node_modules", "node-llama-cpp", name), folder);
  const native = join("node_modules", "@node-llama-cpp", binary);
  if (!existsSync(native)) throw new Error(`${native} is missing: run "npm install" on ${target}.`);
  for (const name of readdirSync(native))
    if (name !== "README.md") copy(join(native, name), folder, withoutTypes);
}

/** Every file that node-llama-cpp's entry imports, directly or not, also through import("…") with a fixed name. */
async function importedFiles() {
  const { metafile } = await esbuild.build({
    entryPoints: [join("node_modules", "node-llama-cpp", "dist", "index.js")],
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    target: "node20",
    outdir: "out/llama",
    external: ["@node-llama-cpp/*", "@reflink/*"],
    logLevel: "error",
  });
  return Object.keys(metafile.inputs).filter((file) => file.startsWith("node_modules/"));
}

function packageFolder(file) {
  const parts = file.split("/");
  const at = parts.lastIndexOf("node_modules");
  return parts.slice(0, at + (parts[at + 1].startsWith("@") ? 3 : 2)).join("/");
}

/** Packages of two formats say which one a folder holds in a package.json beside it. */
function copyFormats(file, folder) {
  const top = packageFolder(file);
  for (let at = dirname(file); at.length > top.length; at = dirname(at))
    copy(join(at, "package.json"), folder);
}

/** A package needs its package.json to be found, and its licence to be passed on. */
function copyLegal(packagePath, folder) {
  for (const name of readdirSync(packagePath))
    if (name === "package.json" || /^(licen[cs]e|notice|copying)/i.test(name))
      copy(join(packagePath, name), folder);
}

function copy(path, folder, filter = () => true) {
  if (!existsSync(path)) return;
  const goal = join(folder, relative("node_modules", path));
  mkdirSync(dirname(goal), { recursive: true });
  cpSync(path, goal, { recursive: true, filter });
}

function withoutTypes(path) {
  return !/\.(d\.ts|map|tsbuildinfo)$/.test(path.split(sep).at(-1));
}
