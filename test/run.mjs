// Runs the tests: `npm test` runs every suite, `npm test -- unit engine` only those. Installs what a suite needs, or says
// in one line what is missing. Ends with "N passed, N failed".
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import process from "node:process";

const cache = process.env.TOOL_ROUTER_TEST_CACHE ?? join(homedir(), ".cache", "tool-router-tests");
const bin = (name) => join("node_modules", ".bin", name);
const mocha = (folder, timeoutMs) => [
  bin("mocha"),
  ["--exit", "--timeout", String(timeoutMs), `out/test/${folder}/**/*.test.mjs`],
];

const suites = {
  check: { about: "types, lint, imports, format", command: () => ["node", ["test/check.mjs"]] },
  unit: { about: "core, without model or network", command: () => mocha("unit", 10_000) },
  contract: { about: "prompt and words, as Python renders them", command: () => mocha("contract", 10_000) },
  python: {
    about: "training package, with a 60-second recipe",
    prepare: preparePython,
    command: pythonTests,
  },
  host: { about: "MCP, the Kiwi server, real files and processes", command: () => mocha("host", 60_000) },
  engine: {
    about: "node-llama-cpp in its process, with the shipped model",
    command: () => mocha("engine", 120_000),
  },
  cli: {
    about: "the terminal command",
    // tool-router train runs the recipe.
    prepare: preparePython,
    command: () => mocha("cli", 60_000),
  },
  webview: {
    about: "the evaluation page in a browser, with 5,000 cases",
    prepare: prepareBrowser,
    command: () => mocha("webview", 120_000),
  },
  bundle: {
    about: "the VSIX and what is in it",
    prepare: packageVsix,
    command: () => mocha("bundle", 120_000),
  },
  vscode: {
    about: "the extension in a real VS Code",
    prepare: prepareHost,
    command: () => ["node", ["test/vscode/run.mjs"]],
  },
  e2e: {
    about: "the packaged extension, through palette and chat, and a training run",
    prepare: () => prepareHost() ?? preparePython(),
    command: () => ["node", ["test/e2e/run.mjs"]],
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`There is no suite "${unknown.join('", "')}". Suites: ${Object.keys(suites).join(", ")}.`);
  process.exit(1);
}

build();
const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
for (const [name, suite] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n— ${name}: ${suite.about}`);
  const began = performance.now();
  const missing = suite.prepare?.();
  const { code, output } = missing ? { code: 1, output: "" } : await runAll(suite.command());
  if (missing) console.error(missing);
  const counts = count(output, code);
  for (const key of Object.keys(total)) total[key] += counts[key];
  lines.push(
    `${code === 0 ? "ok  " : "FAIL"} ${name.padEnd(9)} ${counts.passed} passed, ${counts.failed} failed, ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
}
console.log(
  `\n${lines.join("\n")}\n\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`,
);
process.exit(total.failed === 0 ? 0 : 1);

function build() {
  if (!existsSync(bin("esbuild"))) {
    console.error('The development packages are missing: run "npm install" first.');
    process.exit(1);
  }
  const built = spawnSync("node", ["esbuild.mjs", "--quiet", "--tests"], { stdio: "inherit" });
  if (built.status !== 0) process.exit(1);
}

/** Runs one command, or several one after the other until one fails. */
async function runAll(command) {
  let output = "";
  for (const one of Array.isArray(command[0]) ? command : [command]) {
    const ran = await run(...one);
    output += ran.output;
    if (ran.code !== 0) return { code: ran.code, output };
  }
  return { code: 0, output };
}

/** Streams a command's output and keeps it for counting. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      // What the tests ask is nobody's everyday use.
      env: { ...process.env, TOOL_ROUTER_JOURNAL: "off", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        output += data;
        process.stdout.write(data);
      });
    }
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Reads mocha's "3 passing", pytest's "3 passed" and our own closing lines; a suite that counts nothing counts as one. */
function count(colourful, code) {
  const output = colourful.replace(/\u001b\[[\d;]*m/g, "");
  const sum = (pattern) => [...output.matchAll(pattern)].reduce((all, match) => all + Number(match[1]), 0);
  const passed = sum(/^\s*(\d+) passing\b/gm) + sum(/\b(\d+) passed\b/g);
  const failed = sum(/^\s*(\d+) failing\b/gm) + sum(/\b(\d+) failed\b/g);
  const skipped = sum(/^\s*(\d+) pending\b/gm) + sum(/\b(\d+) skipped\b/g);
  if (code !== 0) return { passed, failed: Math.max(failed, 1), skipped };
  return { passed: Math.max(passed, 1), failed: 0, skipped };
}

/** A virtual environment outside the repository, made once. @returns what is missing, in one line. */
function preparePython() {
  const venv = join(cache, "python");
  const python = join(venv, "bin", "python");
  if (!existsSync(python) && !makeVenv(venv))
    return "Python 3.11 or newer with venv is missing: install it (Debian: apt-get install python3-venv) and run the tests again.";
  const runs = (code) => spawnSync(python, ["-c", code], { stdio: "ignore" }).status === 0;
  const pip = (...packages) =>
    spawnSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages], {
      stdio: "inherit",
    }).status === 0;
  // torch first and pinned: a plain "torch" would bring several GB of CUDA packages.
  const works =
    runs("import torch, numpy, tokenizers, gguf, jinja2, pytest, ruff, mypy") ||
    (pip("torch==2.13.0") && pip("-e", "training[dev]"));
  if (!works) return "The Python packages for training could not be installed: see pip's message above.";
  // The tests of LoRA and ONNX run when their packages are there, and otherwise are skipped and say what they miss.
  const finds = (...names) =>
    `from importlib.util import find_spec; exit(not all(map(find_spec, ${JSON.stringify(names)})))`;
  if (!runs(finds("trl", "peft", "onnxscript", "onnxruntime"))) pip("-e", "training[lora,onnx]");
  return undefined;
}

/** Debian keeps venv in a package of its own: as root, it is installed. */
function makeVenv(folder) {
  mkdirSync(cache, { recursive: true });
  const python = process.env.PYTHON ?? "python3";
  const make = () => spawnSync(python, ["-m", "venv", "--clear", folder], { stdio: "inherit" }).status === 0;
  if (make()) return true;
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return false;
  spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
  spawnSync("apt-get", ["install", "-y", "-qq", "python3-venv"], { stdio: "inherit" });
  return make();
}

function pythonTests() {
  const python = join(cache, "python", "bin", "python");
  return [
    [python, ["-m", "ruff", "check", "training"]],
    [python, ["-m", "mypy", "--config-file", "training/pyproject.toml", "training/tool_router_training"]],
    [python, ["-m", "pytest", "-q", "training"]],
  ];
}

function packageVsix() {
  const packed = spawnSync("npm", ["run", "--silent", "package"], { stdio: "inherit" });
  return packed.status === 0 ? undefined : "The VSIX could not be built: see above.";
}

function prepareBrowser() {
  return install(["--browser"]) ? undefined : "The browser for tests could not be installed: see above.";
}

function prepareHost() {
  return install([]) ? undefined : "The VS Code for tests could not be installed: see above.";
}

function install(flags) {
  const installed = spawnSync("node", ["test/vscode/installHost.mjs", ...flags], {
    stdio: "inherit",
    env: { ...process.env, TOOL_ROUTER_TEST_CACHE: cache },
  });
  return installed.status === 0;
}
