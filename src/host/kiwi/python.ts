// Finds the Python that runs a workspace's scripts, and asks it which modules are missing.
import { execFile } from "node:child_process";
import { access, constants, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { promisify } from "node:util";
import { errorCode, Refusal } from "./refusal.ts";

export interface Python {
  readonly command: string;
  readonly kind: "venv" | "system";
}

const isWindows = process.platform === "win32";
const run = promisify(execFile);

/** The workspace's `.venv`, else python3 or python on the path. @throws Refusal when there is none. */
export async function findPython(projectPath: string): Promise<Python> {
  const own = isWindows
    ? join(projectPath, ".venv", "Scripts", "python.exe")
    : join(projectPath, ".venv", "bin", "python");
  if (await isExecutable(own)) return { command: own, kind: "venv" };
  const system = await findOnPath(isWindows ? ["python.exe", "python3.exe"] : ["python3", "python"]);
  if (system !== undefined) return { command: system, kind: "system" };
  throw new Refusal(
    "There is no Python to run scripts with: no .venv in the workspace and no python3 on the path.",
    {
      error_type: "python_missing",
      solution: "Install Python 3, or make an environment in the workspace with python3 -m venv .venv.",
    },
  );
}

async function findOnPath(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
      // A relative entry would find programs of the workspace.
      if (isAbsolute(folder) && (await isExecutable(join(folder, name)))) return join(folder, name);
    }
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, isWindows ? constants.F_OK : constants.X_OK);
    return true;
  } catch (error) {
    if (errorCode(error) !== undefined) return false;
    throw error;
  }
}

const askSpecs =
  "import importlib.util,json,sys\n" +
  "print(json.dumps([n for n in sys.argv[1:] if importlib.util.find_spec(n) is None]))";

/**
 * Those of `modules` (top-level names) that `python` cannot import. Looks them up without importing any.
 * A workspace's own interpreter is not started when `mayStart` is false: its folders are read instead.
 */
export async function missingModules(
  python: Python,
  modules: readonly string[],
  where: { readonly pythonPath: string; readonly mayStart: boolean },
): Promise<string[]> {
  if (modules.length === 0) return [];
  if (python.kind === "venv" && !where.mayStart) return missingInFolders(python, modules);
  try {
    const env = {
      ...process.env,
      PYTHONPATH: where.mayStart ? where.pythonPath : "",
      PYTHONDONTWRITEBYTECODE: "1",
    };
    const { stdout } = await run(python.command, ["-c", askSpecs, ...modules], {
      cwd: homedir(),
      env,
      timeout: 15_000,
    });
    const missing: unknown = JSON.parse(stdout);
    return Array.isArray(missing) ? missing.filter((one) => typeof one === "string") : [];
  } catch {
    // An interpreter that cannot answer will say why when the script itself runs.
    return [];
  }
}

async function missingInFolders(python: Python, modules: readonly string[]): Promise<string[]> {
  const root = join(python.command, "..", "..");
  const libraries = isWindows ? [join(root, "Lib")] : await foldersIn(join(root, "lib"));
  const names = (await Promise.all(libraries.map((folder) => namesIn(join(folder, "site-packages"))))).flat();
  const installed = new Set(names.map((name) => name.split(".")[0]));
  return modules.filter((module) => !installed.has(module));
}

async function foldersIn(folder: string): Promise<string[]> {
  return (await namesIn(folder))
    .filter((name) => name.startsWith("python"))
    .map((name) => join(folder, name));
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return [];
    throw error;
  }
}

const askSyntax = `import ast, sys
try:
    ast.parse(sys.stdin.buffer.read())
except (SyntaxError, ValueError) as error:
    print(f"line {getattr(error, 'lineno', 1)}: {getattr(error, 'msg', error)}")`;

/** What is wrong with Python source, in one line; undefined when nothing is, or when there is no Python to ask. */
export async function findSyntaxError(projectPath: string, source: string): Promise<string | undefined> {
  const python = await findPython(projectPath).catch((error: unknown) => {
    if (error instanceof Refusal) return undefined;
    throw error;
  });
  if (!python) return undefined;
  const asking = run(python.command, ["-I", "-c", askSyntax], { timeout: 15_000 });
  asking.child.stdin?.on("error", () => undefined).end(source);
  try {
    const { stdout } = await asking;
    return stdout.trim() === "" ? undefined : stdout.trim();
  } catch {
    // An interpreter that cannot answer says nothing about the source.
    return undefined;
  }
}
