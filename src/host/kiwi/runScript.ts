// execute run script: checks a script, runs it with Python and turns what it prints into a result.
import { delimiter, join } from "node:path";
import type { Json, JsonObject } from "../../core/json.ts";
import { findItem } from "./findItem.ts";
import { readItem, requireUnchanged, requireValid, type Item } from "./item.ts";
import { typeFolder, type ItemFolders, type Space } from "./itemFolders.ts";
import type { KiwiContext } from "./kiwiContext.ts";
import { planOutputFolder } from "./outputFolder.ts";
import { runProcess } from "./processRun.ts";
import { findPython, missingModules, type Python } from "./python.ts";
import { Refusal } from "./refusal.ts";
import type { Dependency } from "./script.ts";
import { scriptFlags } from "./scriptFlags.ts";
import { lastLineOf, ScriptLogs, ScriptOutput } from "./scriptOutput.ts";
import { writeScriptResult } from "./scriptResult.ts";
import { localModules } from "./localModules.ts";

interface RunRequest {
  readonly id: string;
  readonly among: readonly Space[];
  readonly parameters: JsonObject;
  readonly dryRun: boolean;
}

/** @returns the script's JSON object, or `{status, data: {output}, logs}`; failures carry `error` and `error_type`. */
export async function runScript(context: KiwiContext, request: RunRequest): Promise<JsonObject> {
  const item = await readItem(await findItem(context.folders, "script", request.id, request.among));
  const { file, text, parts } = item;
  requireUnchanged("script", text, file.path);
  requireValid(parts, file.path);
  const timeoutMs = readTimeout(request.parameters, context.scriptTimeoutMs);
  const flags = scriptFlags(request.parameters);
  const python = await findPython(context.folders.projectPath);
  const dependencies = await foreignDependencies(context.folders, item);
  const names = dependencies.map((one) => one.module);
  const pythonPath = searchPath(context.folders);
  const missing = await missingModules(python, names, { pythonPath, mayStart: !request.dryRun });
  if (request.dryRun) return describeDryRun({ item, python, dependencies, missing, flags });
  if (missing.length > 0)
    throw missingRefusal(
      item,
      python,
      dependencies.filter((one) => missing.includes(one.module)),
    );
  return start(context, { item, python, flags, timeoutMs, pythonPath });
}

interface Start {
  readonly item: Item;
  readonly python: Python;
  readonly flags: readonly string[];
  readonly timeoutMs: number;
  readonly pythonPath: string;
}

async function start(
  context: KiwiContext,
  { item, python, flags, timeoutMs, pythonPath }: Start,
): Promise<JsonObject> {
  const began = context.now();
  const folder = await planOutputFolder(context.folders, item.file, began);
  const rawPath = join(folder.path, `${folder.stamp}_output.txt`);
  const output = new ScriptOutput(() => {
    folder.make();
    return rawPath;
  });
  const logs = new ScriptLogs();
  let line = "";
  const report = (): void => {
    const elapsed = Math.max(0, Math.round((context.now().getTime() - began.getTime()) / 1000));
    context.onProgress({ progress: elapsed, message: `${elapsed} s${line === "" ? "" : ` · ${line}`}` });
  };
  const read =
    (sink: ScriptOutput | ScriptLogs) =>
    (chunk: Buffer): void => {
      sink.add(chunk);
      line = lastLineOf(chunk) ?? line;
    };
  report();
  const ticking = setInterval(report, 1000);
  try {
    const end = await runProcess({
      command: python.command,
      args: ["-u", item.file.path, ...flags],
      cwd: context.folders.projectPath,
      env: scriptEnvironment(pythonPath),
      timeoutMs,
      signal: context.signal,
      onStdout: read(output),
      onStderr: read(logs),
    });
    return await writeScriptResult({
      end,
      item,
      folder,
      rawPath,
      timeoutMs,
      output: output.collect(),
      logs: logs.lines(),
    });
  } finally {
    clearInterval(ticking);
  }
}

function scriptEnvironment(pythonPath: string): NodeJS.ProcessEnv {
  const inherited = process.env["PYTHONPATH"];
  return {
    ...process.env,
    PYTHONPATH:
      inherited === undefined || inherited === "" ? pythonPath : `${pythonPath}${delimiter}${inherited}`,
    PYTHONUNBUFFERED: "1",
    PYTHONIOENCODING: "utf-8",
    PYTHONDONTWRITEBYTECODE: "1",
  };
}

/** Both spaces' scripts folder (for `from lib.x import y`) and its lib folder (for `import x`), project first. */
function searchPath(folders: ItemFolders): string {
  const tops = [typeFolder(folders, "project", "script"), typeFolder(folders, "user", "script")];
  return tops.flatMap((top) => [top, join(top, "lib")]).join(delimiter);
}

async function foreignDependencies(folders: ItemFolders, item: Item): Promise<readonly Dependency[]> {
  if (item.parts.type !== "script" || item.parts.dependencies.length === 0) return [];
  const own = await localModules(folders, item.file);
  return item.parts.dependencies.filter((one) => !own.has(one.module));
}

/** `_timeout`, in seconds. */
function readTimeout(parameters: JsonObject, fallbackMs: number): number {
  const seconds = parameters["_timeout"];
  if (seconds === undefined || seconds === null) return fallbackMs;
  if (typeof seconds === "number" && seconds > 0 && seconds <= 86_400) return seconds * 1000;
  throw new Refusal('"_timeout" must be a number of seconds, more than 0 and at most 86400.');
}

interface DryRun {
  readonly item: Item;
  readonly python: Python;
  readonly dependencies: readonly Dependency[];
  readonly missing: readonly string[];
  readonly flags: readonly string[];
}

function describeDryRun({ item, python, dependencies, missing, flags }: DryRun): JsonObject {
  const environment = item.parts.type === "script" ? item.parts.environment : [];
  const packages = dependencies.filter((one) => missing.includes(one.module)).map((one) => one.name);
  return {
    status: "validation_passed",
    message:
      packages.length === 0
        ? "The script is ready to run."
        : "The script is valid, but packages are missing.",
    path: item.file.path,
    version: item.parts.version,
    python: python.command,
    arguments: flags,
    dependencies: dependencies.map((one) => ({ ...one, installed: !missing.includes(one.module) })),
    environment: environment.map((name) => ({ name, set: process.env[name] !== undefined })),
    ...(packages.length > 0 ? { plan: installPlan(python, packages) } : {}),
  };
}

function installPlan(python: Python, packages: readonly string[]): Json {
  const install = (command: string): string => `${command} -m pip install ${packages.join(" ")}`;
  return python.kind === "venv"
    ? [install(python.command)]
    : [
        "python3 -m venv .venv",
        install(process.platform === "win32" ? ".venv\\Scripts\\python" : ".venv/bin/python"),
      ];
}

function missingRefusal(item: Item, python: Python, missing: readonly Dependency[]): Refusal {
  const packages = missing.map((one) => one.name);
  return new Refusal(
    `The script "${item.file.name}" needs packages that are not installed: ${packages.join(", ")}.`,
    {
      status: "error",
      error_type: "missing_dependencies",
      missing_dependencies: missing.map((one) => ({ ...one })),
      plan: installPlan(python, packages),
      solution:
        "Nothing was installed. Run the commands in the plan in the workspace, then run the script again.",
    },
  );
}
