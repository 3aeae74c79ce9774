// LiveMCPBench for retrieval: tasks with the tools that solve them, among all tools of seventy MCP servers.
import { isObject } from "../json.ts";
import type { ListedForSearch } from "../shortlist.ts";

export interface RetrievalTask {
  readonly id: string;
  readonly request: string;
  /** Names of the right tools that are offered. */
  readonly right: readonly string[];
  /** Names that no server offers. */
  readonly unknown: readonly string[];
}

/** The tools of one entry of `tools.json`, which may run several servers. @throws Error that says what is wrong. */
export function readServerTools(entry: unknown): ListedForSearch[] {
  if (!isObject(entry) || !isObject(entry["tools"])) throw new Error('a server needs "tools"');
  const about = `${String(entry["name"] ?? "")} ${String(entry["description"] ?? "")}`;
  return Object.values(entry["tools"]).flatMap((server) => {
    if (!isObject(server) || !Array.isArray(server["tools"]))
      throw new Error('a server needs a list of "tools"');
    return server["tools"].map((tool: unknown): ListedForSearch => {
      if (!isObject(tool) || typeof tool["name"] !== "string") throw new Error("every tool needs a name");
      const { name, description, inputSchema } = tool;
      return { name, description: String(description ?? ""), inputSchema, server: about };
    });
  });
}

/** One task; its annotators list the tools that they used, one a line. @throws Error that says what is wrong. */
export function readRetrievalTask(row: unknown, names: ReadonlySet<string>): RetrievalTask {
  if (!isObject(row) || typeof row["task_id"] !== "string" || typeof row["Question"] !== "string")
    throw new Error('a task needs the texts "task_id" and "Question"');
  const notes = row["Annotator Metadata"];
  const written = isObject(notes) ? notes["Tools"] : undefined;
  if (typeof written !== "string") throw new Error('a task needs "Annotator Metadata" with "Tools"');
  const listed = written.split("\n").map((line) => line.replace(/^\s*\d+\.\s*/, "").trim());
  const used = [...new Set(listed.filter((name) => name !== ""))];
  return {
    id: row["task_id"],
    request: row["Question"],
    right: used.filter((name) => names.has(name)),
    unknown: used.filter((name) => !names.has(name)),
  };
}
