// Ranks many tools by how well their words fit a request, so that a model is shown only the few worth choosing from.
import { readStems } from "./stems.ts";
import { isObject } from "./json.ts";

/** What a tool is found by. `server` is a name, or a name with what the server says of itself. */
export interface ListedForSearch {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema?: unknown;
  readonly server?: string | undefined;
}

export interface Ranked<T> {
  readonly tool: T;
  /** BM25F score; comparable within one request only. 0: no word in common. */
  readonly score: number;
}

/** Tools made ready for ranking; nothing in it changes afterwards. */
export interface Shortlist<T> {
  /** The `count` best, best first; equal ones in the order in which they were given. Pure. */
  rank(request: string, count: number): Ranked<T>[];
}

/**
 * BM25F: the fields' weighted word counts are added before they saturate.
 * Source: Robertson, Zaragoza and Taylor, CIKM 2004; k1 and b are its usual values.
 */
const k1 = 1.2;
const b = 0.75;

/** A name says most, in the fewest words; the server's own text is shared by all its tools. */
const fieldWeights = { name: 3, description: 1, arguments: 0.5, server: 0.5 } as const;

type Field = keyof typeof fieldWeights;

/** Builds the inverted index: time linear in the tools' words. */
export function openShortlist<T extends ListedForSearch>(tools: readonly T[]): Shortlist<T> {
  const documents = tools.map(countWords);
  const lengths = documents.map((counts) => [...counts.values()].reduce((sum, one) => sum + one, 0));
  const meanLength = lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, tools.length);
  const postings = new Map<string, { tools: number[]; weights: number[] }>();
  documents.forEach((counts, tool) => {
    const norm = k1 * (1 - b + (b * (lengths[tool] ?? 0)) / Math.max(meanLength, 1e-9));
    for (const [word, count] of counts) {
      const list = postings.get(word) ?? { tools: [], weights: [] };
      postings.set(word, list);
      list.tools.push(tool);
      list.weights.push((count * (k1 + 1)) / (count + norm));
    }
  });
  return {
    rank: (request, count) => {
      const scores = new Float64Array(tools.length);
      for (const word of new Set(readStems(request))) {
        const list = postings.get(word);
        if (!list) continue;
        const n = list.tools.length;
        const rarity = Math.log(1 + (tools.length - n + 0.5) / (n + 0.5));
        list.tools.forEach((tool, at) => {
          scores[tool] = (scores[tool] ?? 0) + rarity * (list.weights[at] ?? 0);
        });
      }
      const order = [...scores.keys()].sort((left, right) => scoreAt(scores, right) - scoreAt(scores, left));
      return order.slice(0, count).flatMap((at) => {
        const tool = tools[at];
        return tool ? [{ tool, score: scoreAt(scores, at) }] : [];
      });
    },
  };
}

const scoreAt = (scores: Float64Array, at: number): number => scores[at] ?? 0;

/** Every word of a tool with its weighted count. */
function countWords(tool: ListedForSearch): Map<string, number> {
  const fields: Record<Field, string> = {
    name: tool.name,
    description: tool.description ?? "",
    arguments: argumentWords(tool.inputSchema),
    server: tool.server ?? "",
  };
  const counts = new Map<string, number>();
  for (const [field, weight] of Object.entries(fieldWeights))
    for (const word of readStems(fields[field as Field])) counts.set(word, (counts.get(word) ?? 0) + weight);
  return counts;
}

/** Names of the arguments with their descriptions, outermost level only. */
function argumentWords(schema: unknown): string {
  const properties = isObject(schema) && isObject(schema["properties"]) ? schema["properties"] : {};
  return Object.entries(properties)
    .map(([name, one]) => `${name} ${isObject(one) ? String(one["description"] ?? "") : ""}`)
    .join(" ");
}
