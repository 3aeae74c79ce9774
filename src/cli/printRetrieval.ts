// What an evaluation of the shortlist prints: recall among the first tools, with the sentences a reader needs.
import type { RetrievalResult } from "../host/sets/runRetrieval.ts";
import type { Terminal } from "./terminal.ts";

/** One JSON line for a script, or lines for a person. */
export function printRetrieval(result: RetrievalResult, json: boolean, terminal: Terminal): void {
  for (const note of result.notes) terminal.note(`${result.set}: ${note}`);
  terminal.print(json ? JSON.stringify(result) : writeResult(result, terminal));
}

function writeResult({ set, tasks, tools, recall, ms }: RetrievalResult, { paint }: Terminal): string {
  const percent = (value: number): string => `${(value * 100).toFixed(1)} %`.padStart(7);
  return [
    `${paint.bold(set)}: ${tasks} tasks, ${tools} tools, shortlist only`,
    ...Object.entries(recall).map(
      ([k, { mean, any, all }]) =>
        `  recall@${k.padEnd(3)} ${percent(mean)}   one found ${percent(any.value)}   all found ${percent(all.value)}`,
    ),
    `  latency    ${ms.toFixed(2)} ms a request`,
  ].join("\n");
}
