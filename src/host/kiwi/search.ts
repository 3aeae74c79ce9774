// search: ranks the items of one type, here, in the registry, or both.
import type { ItemType } from "../../core/catalogue.ts";
import type { JsonObject } from "../../core/json.ts";
import { descriptionOf, readItem, readParts, type Parts } from "./item.ts";
import { listItems, type ItemFile } from "./itemFolders.ts";
import { noRegistry, requireRegistry, type KiwiContext } from "./kiwiContext.ts";
import { rank } from "./rank.ts";
import { Refusal } from "./refusal.ts";
import type { PublishedItem } from "./registry.ts";
import {
  optionalChoice,
  optionalText,
  readItemType,
  readLimit,
  type RequestArguments,
} from "./requestArguments.ts";

interface Candidate {
  readonly name: string;
  readonly category: string;
  readonly source: "project" | "user" | "registry";
  readonly path: string;
  readonly text: string;
  readonly parts: Parts;
}

const readAtOnce = 64;

/** @returns `{query, source, results: [{name, description, version, score, source, path, category}], total}`. */
export async function search(context: KiwiContext, given: RequestArguments): Promise<JsonObject> {
  const type = readItemType(given);
  const query = optionalText(given, "query");
  if (query === undefined)
    throw new Refusal('The argument "query" is missing.', { missing_inputs: ["query"] });
  const source = optionalChoice(given, "source", ["local", "registry", "all"]) ?? "local";
  const limit = readLimit(given, 10);
  const candidates = [
    ...(source === "registry" ? [] : await localCandidates(context, type)),
    ...(source === "local" || (source === "all" && !context.registry) ? [] : await published(context, type)),
  ];
  const scores = rank(query, candidates.map(searchable));
  const hits = candidates
    .map((candidate, at) => ({ candidate, score: scores[at] ?? 0 }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.candidate.name < b.candidate.name ? -1 : 1));
  return {
    query,
    source,
    results: hits.slice(0, limit).map(({ candidate, score }) => writeHit(candidate, score)),
    total: hits.length,
    ...(source === "all" && !context.registry
      ? { note: `Only local items were searched: ${noRegistry}.` }
      : {}),
  };
}

async function localCandidates(context: KiwiContext, type: ItemType): Promise<Candidate[]> {
  const files = await listItems(context.folders, type);
  const candidates: Candidate[] = [];
  for (let at = 0; at < files.length; at += readAtOnce) {
    if (context.signal.aborted) throw new Refusal("The search was cancelled.");
    candidates.push(...(await Promise.all(files.slice(at, at + readAtOnce).map(localCandidate))));
  }
  return candidates;
}

/** An item that cannot even be read is still listed under its name, with the reason. */
async function localCandidate(file: ItemFile): Promise<Candidate> {
  const { name, category, space, path } = file;
  try {
    const { text, parts } = await readItem(file);
    return { name, category, source: space, path, text, parts };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const parts = { ...readParts(file.type, "", name), problems: [error.message] };
    return { name, category, source: space, path, text: "", parts };
  }
}

async function published(context: KiwiContext, type: ItemType): Promise<Candidate[]> {
  const items = await requireRegistry(context).list(type);
  return items.map(({ name, category, location, content }: PublishedItem) => ({
    name,
    category,
    source: "registry" as const,
    path: location,
    text: content,
    parts: readParts(type, content, name),
  }));
}

function searchable(candidate: Candidate): { name: string; about: string; content: string } {
  const { parts } = candidate;
  const tags = parts.type === "knowledge" ? parts.tags.join(" ") : "";
  return {
    name: candidate.name,
    about: `${descriptionOf(parts)} ${tags} ${candidate.category}`,
    content: candidate.text,
  };
}

function writeHit(candidate: Candidate, score: number): JsonObject {
  const { name, category, source, path, parts } = candidate;
  return {
    name,
    description: descriptionOf(parts),
    version: parts.version,
    score,
    source,
    path,
    category,
    ...(parts.type === "knowledge" ? { title: parts.title, tags: parts.tags } : {}),
    ...(parts.problems.length > 0 ? { problems: parts.problems } : {}),
  };
}
