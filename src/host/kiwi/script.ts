// Reads a Python script without running it: docstring, version, imports, environment variables.
import { packageOf } from "./pythonPackages.ts";
import { stdlibModules } from "./stdlibModules.ts";

export interface Dependency {
  /** Module as imported. */
  readonly module: string;
  /** Package that brings it. */
  readonly name: string;
}

export interface Script {
  readonly type: "script";
  readonly name: string;
  /** First paragraph of the module docstring, on one line. */
  readonly description: string;
  readonly version: string;
  /** Top-level modules that are imported unconditionally and are not Python's own. */
  readonly dependencies: readonly Dependency[];
  /** Variables read without a default. */
  readonly environment: readonly string[];
  /** Flags of argparse, such as `--max-rows`; positional arguments are listed by name. */
  readonly arguments: readonly string[];
  /** Why it is not valid; empty when it is. */
  readonly problems: readonly string[];
}

/** Reads a script's text. `stem` is the file's name without `.py`. Never throws for bad content. */
export function readScript(text: string, stem: string): Script {
  const version = /^__version__\s*(?::\s*str\s*)?=\s*["']([^"'\n]*)["']/m.exec(text)?.[1] ?? "";
  const code = text.replace(/("""|''')[\s\S]*?\1/g, '""');
  return {
    type: "script",
    name: stem,
    description: firstParagraph(docstringOf(text)),
    version,
    dependencies: readDependencies(code),
    environment: readEnvironment(code),
    arguments: [
      ...new Set(
        [...code.matchAll(/\.add_argument\(\s*["']([^"'\n]+)["'](?:\s*,\s*["'](--[^"'\n]+)["'])?/g)].map(
          (match) => match[2] ?? match[1] ?? "",
        ),
      ),
    ],
    problems: version === "" ? ['it has no __version__ = "x.y.z" line'] : [],
  };
}

/** The string that the module starts with, after comments; empty without one. */
function docstringOf(text: string): string {
  const match =
    /^(?:[ \t]*(?:#[^\n]*)?\n)*[rRuU]?(?:("""|''')([\s\S]*?)\1|(["'])((?:\\.|(?!\3)[^\\\n])*)\3)/.exec(text);
  return match?.[2] ?? match?.[4] ?? "";
}

function firstParagraph(docstring: string): string {
  return (docstring.trim().split(/\n\s*\n/)[0] ?? "").replace(/\s+/g, " ").trim();
}

/** Only imports at the left margin: indented ones are optional or happen later. */
function readDependencies(code: string): Dependency[] {
  const modules = [...code.matchAll(/^(?:from\s+([\w.]+)\s+import\b|import\s+([^\n#;]+))/gm)].flatMap(
    (match) =>
      match[1] !== undefined
        ? [match[1]]
        : (match[2] ?? "").split(",").map((one) => one.trim().split(/\s+/)[0] ?? ""),
  );
  const tops = [...new Set(modules.map((module) => module.split(".")[0] ?? ""))];
  return tops
    .filter((top) => /^\w+$/.test(top) && top !== "lib" && !top.startsWith("_") && !stdlibModules.has(top))
    .map((module) => ({ module, name: packageOf(module) }));
}

function readEnvironment(code: string): string[] {
  const reads =
    /os\.(?:getenv\(\s*["'](\w+)["']\s*\)|environ\[\s*["'](\w+)["']\s*\]|environ\.get\(\s*["'](\w+)["']\s*\))/g;
  return [
    ...new Set([...code.matchAll(reads)].map((match) => match[1] ?? match[2] ?? match[3] ?? "")),
  ].sort();
}
