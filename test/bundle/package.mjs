// Builds the VSIX for this platform from a minified build: stages what an installed extension needs, and nothing else.
// Run by `npm run package`. Writes tool-router-<target>-<version>.vsix into out/.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { createVSIX } from "@vscode/vsce";
import { stageLlama } from "./stageLlama.mjs";

const target =
  process.env.TOOL_ROUTER_TARGET ?? `${process.platform}-${process.arch === "arm" ? "armhf" : process.arch}`;
const stage = join("out", "stage");

rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
const manifest = JSON.parse(readFileSync("package.json", "utf8"));

stageManifest();
stageBuild();
stageModels();
stageTraining();
for (const name of [
  "media",
  "package.nls.json",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "THIRD_PARTY_NOTICES.md",
])
  if (existsSync(name)) cpSync(name, join(stage, name), { recursive: true });
// Below dist/, because vsce takes a top-level node_modules only with every package that npm would install.
await stageLlama({ target, folder: join(stage, "dist", "node_modules") });

const packagePath = join("out", `${manifest.name}-${target}-${manifest.version}.vsix`);
for (const old of readdirSync("out"))
  if (old.endsWith(`${target}-${manifest.version}.vsix`)) rmSync(join("out", old));
await createVSIX({ cwd: stage, packagePath, target, dependencies: false });
console.log(`${packagePath}  ${(statSync(packagePath).size / 2 ** 20).toFixed(1)} MB`);

/** The manifest without what only development needs. */
function stageManifest() {
  const { scripts: _scripts, devDependencies: _dev, dependencies: _dependencies, ...kept } = manifest;
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(kept, undefined, 2)}\n`);
  writeFileSync(join(stage, ".vscodeignore"), "**/*.map\n");
}

function stageBuild() {
  if (readdirSync("dist").some((name) => name.endsWith(".map"))) {
    console.error(
      'dist/ holds source maps: build with "node esbuild.mjs --minify" first, or run "npm run package".',
    );
    process.exit(1);
  }
  cpSync("dist", join(stage, "dist"), { recursive: true });
}

/** The training package and the contract beside it, which the recipes read: "Router: Train Router…" runs them from here. */
function stageTraining() {
  const isKept = (path) => !/(^|[\\/])(__pycache__|\.[^\\/]+|tests|runs|[^\\/]+\.egg-info)$/.test(path);
  for (const name of ["training", "contract"])
    cpSync(name, join(stage, name), { recursive: true, filter: isKept });
  rmSync(join(stage, "contract", "golden"), { recursive: true, force: true });
}

/** The shipped model and its card; without one the extension says so at the first request. */
function stageModels() {
  mkdirSync(join(stage, "models"), { recursive: true });
  const cards = existsSync("models") ? readdirSync("models").filter((name) => name.endsWith(".json")) : [];
  for (const name of cards) {
    const card = JSON.parse(readFileSync(join("models", name), "utf8"));
    if (typeof card.file !== "string" || !existsSync(join("models", card.file))) continue;
    cpSync(join("models", name), join(stage, "models", name));
    cpSync(join("models", card.file), join(stage, "models", card.file));
  }
  for (const name of existsSync("models") ? readdirSync("models") : [])
    if (/^(README|LICEN[CS]E|NOTICE)/i.test(name)) cpSync(join("models", name), join(stage, "models", name));
  if (cards.length === 0) console.warn("models/ holds no model: this VSIX answers only what needs none.");
}
