// Turns a Kiwi call as written into one that means an item of this workspace: ids, types and versions settled.
import { itemTypes, type Catalogue, type ItemType } from "../catalogue.ts";
import type { Call } from "../decision.ts";
import { isObject, type Json } from "../json.ts";
import type { Word } from "../words.ts";
import { isDispatchVerb } from "./dispatchRules.ts";
import { dispatchDirectives, namedTypes, typeOfWord } from "./kiwiWords.ts";
import { namePattern } from "./namedItems.ts";
import { readNamed } from "./readNamed.ts";
import { partsOf, resolveItem, spellId, type KnownItem, type Resolved } from "./resolveItem.ts";
import { findSaidItem, isSaidAgain, sparesSomething, tellApart } from "./saidItem.ts";
import { sayParameters } from "./saidParameters.ts";
import { settleSearch } from "./settleSearch.ts";
import { tidyArguments } from "./tidyArguments.ts";

export interface Settled {
  readonly call: Call;
  /** Other items that the request may mean as well. */
  readonly others: readonly Call[];
  /** True when none of several equally near items stands out. */
  readonly ambiguous: boolean;
}

/** Settles a call to the built-in server's tools; other calls come back unchanged. Pure. */
export function settleKiwiCall(written: Call, catalogue: Catalogue, words: readonly Word[]): Settled {
  const call = readNamed({ ...written, arguments: tidyArguments(written) }, catalogue, words);
  const values = call.arguments;
  const heard = call.name === "search" ? settleSearch(values, words) : values;
  const tidied = sayParameters({ ...call, arguments: heard }, words);
  if (call.name === "help") return { call: withTopic(tidied, words), others: [], ambiguous: false };
  const typed = typedId(tidied, catalogue, words) ?? tidied.arguments["item_id"];
  const type = itemTypes.find((one) => one === tidied.arguments["item_type"]);
  if (typeof typed !== "string" || type === undefined) return { call: tidied, others: [], ambiguous: false };
  const spelled = withItem(tidied, { type, id: spellId(typed) });
  if (isNew(tidied))
    return { call: spellAsKnown(spelled, typed, type, catalogue), others: [], ambiguous: false };
  if (type === "directive" && dispatchDirectives.includes(spellId(typed)))
    return { call: withNamedItem(spelled, catalogue), others: [], ambiguous: false };
  return applyItem(
    spelled,
    complete(spelled, lookUp(typed, type, catalogue, namedTypes(words)), typed, catalogue, words),
  );
}

/** To read or to run: the one id that stands letter by letter behind a verb or a kind of item, where the one that the model chose is not said at all. */
function typedId(call: Call, catalogue: Catalogue, words: readonly Word[]): string | undefined {
  const { item_id: chosen, item_type } = call.arguments;
  const type = itemTypes.find((one) => one === item_type);
  const isSettled = isNew(call) || isChange(call) || sparesSomething(words);
  if (typeof chosen !== "string" || type === undefined || isSettled) return undefined;
  const isSaid = namePattern(chosen).test(words.map((word) => word.text).join(" "));
  const known = catalogue[type];
  const typed = isSaid || !known.includes(chosen) ? undefined : wordBehindVerb(words);
  return typed !== undefined && looksLikeId.test(typed) && known.includes(typed) ? typed : undefined;
}

/** "View script mount_homes": what stands behind a verb, an article and a kind of item at the beginning. */
function wordBehindVerb(words: readonly Word[]): string | undefined {
  const isPlain = ({ text }: Word): boolean =>
    isDispatchVerb(text) || typeOfWord(text) !== undefined || /^(?:the|my|our|please|pls)$/i.test(text);
  const at = words.findIndex((word) => !isPlain(word));
  return words.slice(0, Math.max(0, at)).some(({ text }) => isDispatchVerb(text))
    ? words[at]?.text
    : undefined;
}

/**
 * Half a name that the model copied stands for the whole name that the request says: "scraper" of "the old scraper script". Of
 * several items, the one whose further words the request says as well: "the entry on dns, the 2024 one". What changes an item is not
 * guessed where the request says half of the name again, or spares something.
 */
function complete(
  call: Call,
  resolved: Resolved,
  typed: string,
  catalogue: Catalogue,
  words: readonly Word[],
): Resolved {
  const { item_type } = call.arguments;
  const type = itemTypes.find((one) => one === item_type);
  const isGuess = resolved.kind === "part" || resolved.kind === "ambiguous";
  const isUnknown = resolved.kind === "unknown" && !isChange(call);
  if (!isGuess && !isUnknown) return resolved;
  if (isChange(call) && (sparesSomething(words) || isSaidAgain(typed, words))) return resolved;
  const said = findSaidItem(words, catalogue, namedTypes(words).size > 0 ? type : undefined);
  if (
    said &&
    (isUnknown
      ? isLonger(typed, said, call) || isTyped(said, words) || isNoName(typed, words)
      : has(partsOf(said.id), partsOf(typed)))
  )
    return { kind: "spelling", item: said };
  return resolved.kind === "ambiguous" ? tellApart(typed, resolved, words) : resolved;
}

/** What the model took for a name stands behind no verb and no kind of item, and is said as an input: "test_size 0.2", "lane=RTM". */
function isNoName(typed: string, words: readonly Word[]): boolean {
  const at = words.findIndex(({ text }) => text === typed.trim());
  const before = words[at - 1]?.text ?? "";
  const isNamed =
    isDispatchVerb(before) || typeOfWord(before) !== undefined || /^(?:called|named)$/i.test(before);
  return at >= 0 && !isNamed && /^(?:[=:]$|-?\d)/.test(words[at + 1]?.text ?? "");
}

const has = (parts: readonly string[], some: readonly string[]): boolean =>
  some.every((part) => parts.includes(part));

/** Copied words that go on beyond a name ("for the oncall handover"), or that are no name at all where one is to be read. */
function isLonger(typed: string, said: KnownItem, call: Call): boolean {
  const isPlain = /\s/.test(typed) && !looksLikeId.test(typed);
  return has(partsOf(typed), partsOf(said.id)) || (call.name === "load" && isPlain);
}

/** Whether an id stands in the request letter by letter, and is no plain word. */
const isTyped = ({ id }: KnownItem, words: readonly Word[]): boolean =>
  looksLikeId.test(id) && words.some(({ text }) => text === id);

/** Words copied from the middle of a sentence have none of these: "on the third floor" is no item. */
const looksLikeId = /[_.\d/-]|[a-z][A-Z]/;

/** Help is about the one of Kiwi's tools that the request names ("the execute tool"), else about the one kind of item. */
function withTopic(call: Call, words: readonly Word[]): Call {
  const tool = namedTool.exec(words.map((word) => word.text).join(" "))?.[1];
  // "Tool" itself is a word for scripts.
  const isAboutTool = tool !== undefined && [...namedTypes(words)].every((type) => type === "script");
  if (isAboutTool) return { ...call, arguments: { ...call.arguments, topic: tool.toLowerCase() } };
  const [type, ...others] = namedTypes(words);
  if (call.arguments["topic"] !== undefined || type === undefined || others.length > 0) return call;
  return { ...call, arguments: { ...call.arguments, topic: helpTopics[type] } };
}

const namedTool = /\b(search|load|execute) (?:tool|call|command|function)\b/i;

const helpTopics: Readonly<Record<ItemType, string>> = {
  directive: "directives",
  script: "scripts",
  knowledge: "knowledge",
};

/** "anneal the refund policy directive" names an item in a parameter: it is spelled as the catalogue does. */
function withNamedItem(call: Call, catalogue: Catalogue): Call {
  const parameters = call.arguments["parameters"];
  if (!isObject(parameters)) return call;
  const values: Record<string, Json> = { ...parameters };
  for (const [key, type] of namingParameters) {
    const typed = values[key];
    if (typeof typed !== "string") continue;
    const resolved = resolveItem(typed, catalogue, type);
    values[key] = "item" in resolved ? resolved.item.id : spellId(typed);
  }
  return { ...call, arguments: { ...call.arguments, parameters: values } };
}

const namingParameters = [
  ["script_name", "script"],
  ["directive_name", "directive"],
] as const;

/** Within the type first; when the request names no type, an exact match of another type beats a guess. */
function lookUp(typed: string, type: ItemType, catalogue: Catalogue, named: ReadonlySet<ItemType>): Resolved {
  const within = resolveItem(typed, catalogue, type);
  if (named.size > 0 || within.kind === "exact") return within;
  const anywhere = resolveItem(typed, catalogue);
  if (within.kind === "unknown") return anywhere;
  const isGuess = within.kind === "typo" || within.kind === "part" || within.kind === "ambiguous";
  return anywhere.kind === "exact" || (anywhere.kind === "spelling" && isGuess) ? anywhere : within;
}

function applyItem(call: Call, resolved: Resolved): Settled {
  switch (resolved.kind) {
    case "exact":
    case "spelling":
    case "typo":
      return { call: withItem(call, resolved.item), others: [], ambiguous: false };
    case "part":
      // A part of a name is enough to read or to run, not to change: then the person says which.
      return { call: withItem(call, resolved.item), others: [], ambiguous: isChange(call) };
    case "ambiguous": {
      const calls = resolved.items.map((item) => withItem(call, item));
      const own =
        calls.find((one) => one.arguments["item_type"] === call.arguments["item_type"]) ?? calls[0] ?? call;
      const sameId = new Set(resolved.items.map((item) => item.id)).size === 1;
      const isOwnType = own.arguments["item_type"] === call.arguments["item_type"];
      return {
        call: own,
        others: calls.filter((one) => one !== own),
        ambiguous: !sameId || (!isOwnType && isChange(call)),
      };
    }
    case "unknown":
      return { call, others: [], ambiguous: false };
  }
}

/** What comes from a registry and is here already keeps the spelling it has here. */
function spellAsKnown(call: Call, typed: string, type: ItemType, catalogue: Catalogue): Call {
  if (call.arguments["source"] !== "registry") return call;
  const resolved = resolveItem(typed, catalogue, type);
  return resolved.kind === "spelling" ? withItem(call, resolved.item) : call;
}

/** A category that the person typed stays in front, so that the server refuses an item of another one. */
function withItem(call: Call, item: KnownItem): Call {
  const typed = String(call.arguments["item_id"]);
  const category = item.id.includes("/") ? "" : typed.slice(0, typed.lastIndexOf("/") + 1);
  return { ...call, arguments: { ...call.arguments, item_type: item.type, item_id: category + item.id } };
}

/** Actions that another item must not suffer. */
function isChange(call: Call): boolean {
  return ["update", "delete", "publish"].includes(String(call.arguments["action"]));
}

/** Items that need not exist here: what is to be created, and what lies in a registry. */
function isNew(call: Call): boolean {
  return call.arguments["action"] === "create" || call.arguments["source"] === "registry";
}
