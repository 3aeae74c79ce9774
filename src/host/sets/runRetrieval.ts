// LiveMCPBench: how many of a task's tools the shortlist finds among all tools of seventy servers.
import { performance } from "node:perf_hooks";
import { join } from "node:path";
import { recallAt, type Recall } from "../../core/eval/recall.ts";
import { readRetrievalTask, readServerTools } from "../../core/sets/liveMcp.ts";
import { openShortlist } from "../../core/shortlist.ts";
import { readList, requireFolder } from "./dataFile.ts";
import { retrievalSet, writeOrigin } from "./openSet.ts";

export interface RetrievalResult {
  readonly set: string;
  readonly tasks: number;
  readonly tools: number;
  /** Recall among the first 1, 5 and 10. */
  readonly recall: Readonly<Record<"1" | "5" | "10", Recall>>;
  /** Milliseconds a request, mean. */
  readonly ms: number;
  readonly notes: readonly string[];
}

const origin = { source: "icip-cas/LiveMCPBench @ a928e57", licence: "Apache-2.0" };

/** @throws Failure bad_request for data that is missing or broken. */
export async function runRetrieval(data: string | undefined, limit?: number): Promise<RetrievalResult> {
  const folder = join(await requireFolder(data), retrievalSet);
  const servers = await readList(folder, "tools.json", readServerTools);
  const tools = servers.flat();
  const names = new Set(tools.map((tool) => tool.name));
  const all = await readList(folder, "all_annotations.json", (row) => readRetrievalTask(row, names));
  const tasks = all.slice(0, limit).filter((task) => task.right.length > 0);
  const shortlist = openShortlist(tools);
  const began = performance.now();
  const ranked = tasks.map(({ right, request }) => ({
    right,
    ranked: [...new Set(shortlist.rank(request, 20).map(({ tool }) => tool.name))],
  }));
  const ms = (performance.now() - began) / Math.max(1, tasks.length);
  const unknown = all.flatMap((task) => task.unknown).length;
  return {
    set: retrievalSet,
    tasks: tasks.length,
    tools: tools.length,
    recall: { "1": recallAt(ranked, 1), "5": recallAt(ranked, 5), "10": recallAt(ranked, 10) },
    ms: Math.round(ms * 1e3) / 1e3,
    notes: [
      writeOrigin(origin),
      `${unknown} tools that annotators name are offered by no server and are left out.`,
      "The published figures are success rates of whole agents, so nothing here is comparable with them; tasks need several tools, so recall at 1 cannot reach 1.",
    ],
  };
}
