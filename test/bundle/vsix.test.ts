import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const budgetBytes = 72 * 2 ** 20;

interface Output {
  readonly entryPoint?: string;
  readonly imports: readonly { readonly path: string; readonly external?: boolean }[];
  readonly inputs: Readonly<Record<string, unknown>>;
}

function vsixPath(): string {
  const found = readdirSync("out").find(
    (name) => name.endsWith(".vsix") && name.includes(`-${process.platform}-`),
  );
  assert.ok(found, 'there is no VSIX in out/: run "npm run package"');
  return join("out", found);
}

/** File names of a zip archive, read from its central directory. */
function listZip(path: string): string[] {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  let at = bytes.readUInt32LE(end + 16);
  const names: string[] = [];
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const length = bytes.readUInt16LE(at + 28);
    names.push(bytes.toString("utf8", at + 46, at + 46 + length));
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return names;
}

describe("the VSIX", () => {
  it("stays within its size budget", () => {
    assert.ok(statSync(vsixPath()).size <= budgetBytes, `${statSync(vsixPath()).size} bytes`);
  });

  it("holds what an installed extension needs", () => {
    const names = new Set(listZip(vsixPath()));
    for (const name of [
      "package.json",
      "package.nls.json",
      "readme.md",
      "changelog.md",
      "LICENSE.txt",
      "media/icon.png",
      "dist/extension.cjs",
      "dist/engine.mjs",
      "dist/webview.js",
      "dist/webview-style.css",
      "dist/node_modules/node-llama-cpp/dist/index.js",
    ])
      assert.ok(names.has(`extension/${name}`), `${name} is missing`);
  });

  it("holds a model with its card", () => {
    const names = listZip(vsixPath());
    assert.ok(names.some((name) => /^extension\/models\/.*\.gguf$/.test(name)));
    assert.ok(names.some((name) => /^extension\/models\/.*\.json$/.test(name)));
  });

  it("holds the training package and the contract that its recipes read", () => {
    const names = new Set(listZip(vsixPath()));
    for (const name of [
      "training/tool_router_training/recipes/router_cpu.py",
      "training/banks/act_run.txt",
      "training/lexicon/slots.txt",
      "training/pools/ids_a.txt",
      "contract/markers.json",
      "contract/kiwi/tools.json",
      "contract/formats/functiongemma.jinja",
    ])
      assert.ok(names.has(`extension/${name}`), `${name} is missing`);
  });

  it("holds no sources, maps, tests or other platforms", () => {
    const unwanted = listZip(vsixPath()).filter((name) =>
      /\.map$|^extension\/(src|test|out)\/|^extension\/training\/.*(tests|runs|egg-info|__pycache__|\/\.)|\.ts$|gitRelease\.bundle|llama\/addon\//.test(
        name,
      ),
    );
    assert.deepEqual(unwanted, []);
    const binaries = listZip(vsixPath())
      .map((name) => /@node-llama-cpp\/([^/]+)\//.exec(name)?.[1])
      .filter((name) => name !== undefined);
    assert.equal(new Set(binaries).size, 1);
  });

  it("carries the licence of every package", () => {
    const names = listZip(vsixPath());
    const packages = names
      .map((name) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(name)?.[1])
      .filter((name) => name !== undefined);
    assert.ok(packages.length > 20);
    const bare = packages.filter(
      (folder) =>
        !names.some((name) => name.startsWith(`${folder}/`) && /\/(licen[cs]e|copying)[^/]*$/i.test(name)),
    );
    const installed = (folder: string): string => folder.replace("extension/dist/", "");
    assert.deepEqual(
      bare.filter((folder) => readdirSync(installed(folder)).some((name) => /^licen[cs]e/i.test(name))),
      [],
    );
  });
});

describe("the bundles", () => {
  const { outputs } = JSON.parse(readFileSync("out/metafile.json", "utf8")) as {
    outputs: Readonly<Record<string, Output>>;
  };

  /** Everything that an output holds or imports, its chunks included. */
  function reach(name: string, seen = new Set<string>()): { inputs: string[]; externals: string[] } {
    const output = outputs[name];
    if (!output || seen.has(name)) return { inputs: [], externals: [] };
    seen.add(name);
    const chunks = output.imports.filter((one) => one.external !== true).map((one) => reach(one.path, seen));
    return {
      inputs: [...Object.keys(output.inputs), ...chunks.flatMap((chunk) => chunk.inputs)],
      externals: [
        ...output.imports.filter((one) => one.external === true).map((one) => one.path),
        ...chunks.flatMap((chunk) => chunk.externals),
      ],
    };
  }

  it("keep node-llama-cpp out of the extension and of the terminal command", () => {
    for (const name of ["dist/extension.cjs", "dist/cli.mjs", "dist/kiwi.mjs"]) {
      const { inputs, externals } = reach(name);
      assert.ok(inputs.length > 0, `${name} is not in the metafile`);
      assert.deepEqual(
        inputs.filter((input) => input.includes("node-llama-cpp")),
        [],
      );
      assert.deepEqual(
        externals.filter((one) => one.includes("node-llama-cpp")),
        [],
      );
    }
  });

  it("keep vscode and MCP out of the engine", () => {
    const { inputs, externals } = reach("dist/engine.mjs");
    assert.deepEqual(
      inputs.filter((input) => /@modelcontextprotocol|src\/(ui|host|cli)\//.test(input)),
      [],
    );
    assert.equal(externals.includes("vscode"), false);
  });

  it("answer from the staged files alone", () => {
    const version = execFileSync("node", ["out/stage/dist/cli.mjs", "--version"], {
      encoding: "utf8",
    }).trim();
    const manifest = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    assert.equal(version, manifest.version);
  });
});
