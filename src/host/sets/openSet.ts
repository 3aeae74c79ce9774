// Opens a public test set by its name, such as bfcl:simple_python, from a folder of the person's.
import { Failure } from "../../core/failure.ts";
import type { GoldRow } from "../../core/eval/goldRow.ts";
import { normaliseTool, type ListedTool } from "../../core/tool.ts";
import { bfcl } from "./bfcl.ts";
import { requireFolder } from "./dataFile.ts";
import { hammer } from "./hammer.ts";
import { metaTool } from "./metaTool.ts";
import type { Origin, PublicSource } from "./publicSet.ts";
import { sealTools } from "./sealTools.ts";
import { when2Call } from "./when2Call.ts";

export const publicSources: readonly PublicSource[] = [bfcl, sealTools, hammer, when2Call, metaTool];

/** Judged without a model, see `runRetrieval`. */
export const retrievalSet = "livemcpbench";

export interface NamedSet {
  readonly name: string;
  readonly rows: readonly GoldRow[];
  /** Whole sentences for the report: source and licence first. */
  readonly notes: readonly string[];
}

export function nameSets(): string[] {
  const names = publicSources.flatMap(({ name, parts }) =>
    parts.map((part) => (part === "" ? name : `${name}:${part}`)),
  );
  return [...names, retrievalSet];
}

/**
 * @param data the folder with one folder a source (bfcl_v4, seal_tools, hammer, when2call, metatool).
 * @throws Failure bad_request: an unknown set (the known ones are listed), no such folder, a broken row (file and line).
 */
export async function openSet(name: string, data: string | undefined): Promise<NamedSet> {
  const [first = "", part = ""] = name.split(":");
  const source = publicSources.find((one) => one.name === first);
  if (!source?.parts.includes(part))
    throw new Failure("bad_request", `There is no set "${name}".`, `Known are ${nameSets().join(", ")}.`);
  const opened = await source.open(await requireFolder(data), part);
  const { rows, notes } = leaveOut(opened.rows);
  return { name, rows, notes: [writeOrigin(source.origin), ...opened.notes, ...notes] };
}

export function writeOrigin({ source, licence }: Origin): string {
  return `Data: ${source}, ${licence}; never trained on.`;
}

/** Without rows that nobody could answer: their own tool is not offered, or its schema cannot be used. */
function leaveOut(rows: readonly GoldRow[]): Pick<NamedSet, "rows" | "notes"> {
  const problems = new Map<ListedTool, string | undefined>();
  const problemOf = (tool: ListedTool): string | undefined => {
    if (!problems.has(tool)) {
      const read = normaliseTool(tool, "row");
      problems.set(tool, read.ok ? undefined : read.problem);
    }
    return problems.get(tool);
  };
  const reasons = new Map<string, number>();
  const say = (reason: string): void => void reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const kept = rows.filter((row) => {
    const tools = row.toolbox === "kiwi" ? [] : row.toolbox.tools;
    const broken = tools.filter((tool) => problemOf(tool) !== undefined);
    const names = (row.accept ?? row.calls).map((call) => call.name);
    if (names.some((name) => !tools.some((tool) => tool.name === name))) {
      say("are left out: their right tool is not among the offered ones");
      return false;
    }
    const [own] = broken.filter((tool) => names.includes(tool.name));
    if (own) {
      say(`are left out: of their right tool, ${problemOf(own) ?? ""}`);
      return false;
    }
    const [other] = broken;
    if (other) say(`lack a tool that is not right: ${problemOf(other) ?? ""}`);
    return true;
  });
  return { rows: kept, notes: [...reasons].map(([reason, n]) => `${n} of ${rows.length} rows ${reason}.`) };
}
