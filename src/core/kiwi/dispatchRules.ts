// A second opinion without a model: the plain phrases of the dispatch table. Its agreement with the model is recorded.
import type { Call } from "../decision.ts";
import type { ItemType } from "../catalogue.ts";
import { spellId } from "./resolveItem.ts";
import { typeOfWord } from "./kiwiWords.ts";
import type { Word } from "../words.ts";

const verbs: Readonly<
  Record<string, "search" | "load" | "run" | "create" | "update" | "delete" | "publish">
> = {
  search: "search",
  find: "search",
  look: "search",
  list: "search",
  browse: "search",
  load: "load",
  open: "load",
  show: "load",
  view: "load",
  read: "load",
  inspect: "load",
  display: "load",
  print: "load",
  run: "run",
  execute: "run",
  start: "run",
  launch: "run",
  trigger: "run",
  invoke: "run",
  create: "create",
  make: "create",
  add: "create",
  new: "create",
  scaffold: "create",
  update: "update",
  edit: "update",
  modify: "update",
  change: "update",
  delete: "delete",
  remove: "delete",
  erase: "delete",
  publish: "publish",
  release: "publish",
};

/** The verbs that run an item. */
export const runVerbs: readonly string[] = Object.keys(verbs).filter((verb) => verbs[verb] === "run");

/** Whether a word is a verb of the dispatch table. */
export function isDispatchVerb(word: string): boolean {
  return Object.hasOwn(verbs, word.toLowerCase());
}

/** A verb of the table, or a kind of item: what stands right in front of a name. */
export const isVerbOrKind = (word: string): boolean => isDispatchVerb(word) || typeOfWord(word) !== undefined;

const fillers = new Set([
  "the",
  "a",
  "an",
  "my",
  "our",
  "new",
  "please",
  "pls",
  "me",
  "for",
  "about",
  "on",
  "called",
  "named",
  "that",
  "any",
  "some",
  "all",
  "related",
  "to",
  "which",
]);

const syncs =
  /^(?:(?:please|pls|can you|could you|ok|hey) )*sync (?:(?:my|the|our|all) )*(directives|scripts|knowledge|agent config)(?: (?:please|pls|now|again))*$/i;

const emptyPlace = String.raw`(?:the|this|our|my) (?:folder|directory|repo|repository|project|workspace|checkout) is (?:still |quite |all )?(?:empty|new|fresh|bare)`;
const onlyEmptyPlace = new RegExp(`^${emptyPlace}[.! ]*$`, "i");

/** Whether a clause only tells that the place is empty yet. */
export const tellsWhy = (clause: string): boolean => onlyEmptyPlace.test(clause);

/** The reasons that a second clause may give, or thanks; any other clause may bound, delay or take back the wish. */
const isReason = new RegExp(
  String.raw`^(?:(?:thanks|thank you|ty)|${emptyPlace}|(?:the|our|my)(?: [\w-]+){1,4} (?:still )?(?:has|have|is|are|got) (?:stale|old|older|outdated|out of date|behind|changed|new|last (?:week|month|year|night)(?: ?['’] ?s)?)(?: \w+)?)[.! ]*$`,
  "i",
);

/** "Sync our agent config pls, the new machine has last week's": the phrase alone, or with its reason. */
export function readSyncPhrase(words: readonly Word[]): Call | undefined {
  const end = words.findIndex(({ text }) => /^[,.;!–—]$/.test(text));
  const clause = words.slice(0, end < 0 ? words.length : end);
  const rest = (end < 0 ? [] : words.slice(end + 1)).map(({ text }) => text).join(" ");
  if (rest !== "" && !isReason.test(rest)) return undefined;
  const what = syncs.exec(clause.map(({ text }) => text).join(" "))?.[1]?.toLowerCase();
  if (what === undefined) return undefined;
  const item_id = `sync_${what.replace(" ", "_")}`;
  return { name: "execute", arguments: { item_type: "directive", action: "run", item_id } };
}

/** The call that the dispatch table's plain phrases give, or undefined where they say nothing. */
export function readDispatchPhrase(words: readonly Word[]): Call | undefined {
  const sync = readSyncPhrase(words);
  if (sync) return sync;
  const text = words.map((word) => word.text.toLowerCase()).filter((word) => /\w/.test(word));
  if (text[0] === "help" && text.length === 1) return { name: "help", arguments: {} };
  const start = text.findIndex(isDispatchVerb);
  const verb = verbs[text[start] ?? ""];
  if (verb === undefined || start > 2) return undefined;
  let type: ItemType | undefined;
  const rest: string[] = [];
  for (const word of words.filter((one) => /\w/.test(one.text)).slice(start + 1)) {
    const named = typeOfWord(word.text);
    if (named !== undefined && type === undefined) type = named;
    else if (rest.length > 0 || !fillers.has(word.text.toLowerCase())) rest.push(word.text);
  }
  if (rest.length === 0) return undefined;
  if (verb === "search" || (verb === "load" && rest.length > 2)) {
    return type === undefined
      ? undefined
      : { name: "search", arguments: { item_type: type, query: rest.join(" ") } };
  }
  const item_id = spellId(rest.join(" "));
  if (verb === "load")
    return { name: "load", arguments: { item_type: type ?? "script", item_id, source: "project" } };
  return { name: "execute", arguments: { item_type: type ?? "script", action: verb, item_id } };
}
