// Runs every net at once: types with project references, lint, import graph, format. `npm run check`, under 20 s.
import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";
import process from "node:process";

const nets = [
  ["types", "tsc", ["-b", "--pretty", "false"]],
  ["lint", "eslint", ["src", "test", "--cache", "--cache-location", "out/.eslintcache"]],
  ["imports", "depcruise", ["src", "--output-type", "err"]],
  [
    "format",
    "prettier",
    ["--check", "--log-level", "warn", "--cache", "--cache-location", "out/.prettiercache", "."],
  ],
];

const began = performance.now();
const results = await Promise.all(
  nets.map(
    ([name, command, args]) =>
      new Promise((resolve) => {
        const start = performance.now();
        const child = spawn(`node_modules/.bin/${command}`, args, { shell: process.platform === "win32" });
        let output = "";
        child.stdout.on("data", (data) => (output += data));
        child.stderr.on("data", (data) => (output += data));
        child.on("close", (code) =>
          resolve({ name, code, output, seconds: (performance.now() - start) / 1000 }),
        );
      }),
  ),
);
for (const { name, code, output, seconds } of results) {
  console.log(`${code === 0 ? "ok  " : "FAIL"} ${name} (${seconds.toFixed(1)} s)`);
  if (code !== 0) console.log(output.trimEnd());
}
console.log(
  `${results.filter((one) => one.code === 0).length} passed, ${results.filter((one) => one.code !== 0).length} failed in ${((performance.now() - began) / 1000).toFixed(1)} s`,
);
process.exit(results.every((one) => one.code === 0) ? 0 : 1);
