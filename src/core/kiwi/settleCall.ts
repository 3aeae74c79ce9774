// Turns a Kiwi call as written into one that means an item of this workspace: ids, types and versions settled.
import type { Catalogue, ItemType } from "../catalogue.ts";
import type { Call } from "../decision.ts";
import { isObject, type Json } from "../json.ts";
import type { Word } from "../words.ts";
import { isOnlyKind, isPlace, longerName, tellsOfOne, withoutLead } from "./aroundName.ts";
import { isChange, isNew, itemTypeOf } from "./callKinds.ts";
import { withTopic } from "./helpTopic.ts";
import { dispatchDirectives, namedTypes } from "./kiwiWords.ts";
import { lacksName } from "./namelessWish.ts";
import { readNamed } from "./readNamed.ts";
import type { KnownItem } from "./itemName.ts";
import { inAnyOrder, isKnown, isSpelledSo, resolveItem, spellId, type Resolved } from "./resolveItem.ts";
import { plainText } from "./saidItem.ts";
import { sayParameters } from "./saidParameters.ts";
import { settleSearch } from "./settleSearch.ts";
import { tidyArguments } from "./tidyArguments.ts";
import { completeName, ofNamedType, typedId } from "./whichItem.ts";

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
  const said = sayParameters(runInsteadOfDelete({ ...call, arguments: heard }, catalogue, words), words);
  const tidied = partInputs(partVersion(said, catalogue), catalogue);
  if (call.name === "help") return { call: withTopic(tidied, words), others: [], ambiguous: false };
  const meant = ofNamedType(tidied, catalogue, words);
  const typed = meant?.id ?? typedId(tidied, catalogue, words) ?? tidied.arguments["item_id"];
  const type = meant?.type ?? itemTypeOf(tidied);
  if (typeof typed !== "string" || type === undefined) return { call: tidied, others: [], ambiguous: false };
  const spelled = withItem(tidied, { type, id: spellId(typed) });
  if (!isKnown(typed, catalogue) && namesNoItem(tidied, typed, type, catalogue, words))
    return { call: withoutItem(tidied), others: [], ambiguous: false };
  if (isNew(tidied))
    return { call: spellAsKnown(spelled, typed, type, catalogue, words), others: [], ambiguous: false };
  if (type === "directive" && dispatchDirectives.includes(spellId(typed)))
    return { call: withNamedItem(spelled, catalogue), others: [], ambiguous: false };
  return applyItem(
    spelled,
    completeName(spelled, lookUp(typed, type, catalogue, namedTypes(words)), typed, catalogue, words),
  );
}

/** "Publish ward move network v2.0.1": a name and its version, where no item is called so. */
function partVersion(call: Call, catalogue: Catalogue): Call {
  const { item_id: id, parameters, action } = call.arguments;
  const [, name, version] = /^(.*\S) v?(\d+\.\d+(?:\.\d+)?)$/i.exec(String(id)) ?? [];
  const given = isObject(parameters) ? parameters : {};
  const isOther = action !== "publish" || "version" in given || name === undefined || version === undefined;
  if (isOther || isSpelledSo(String(id), catalogue)) return call;
  return { ...call, arguments: { ...call.arguments, item_id: name, parameters: { ...given, version } } };
}

const nameThenGo = /^(?:the )?([^,;:.!?]+), ?(?:please )?go ?[.!:]*$/;

/** "Savefile fuzzer, go" is a name and nothing else: a deletion that nobody speaks of is a run. */
function runInsteadOfDelete(call: Call, catalogue: Catalogue, words: readonly Word[]): Call {
  if (call.arguments["action"] !== "delete") return call;
  const name = nameThenGo.exec(plainText(words))?.[1];
  const isNameAlone = name !== undefined && isSpelledSo(name, catalogue, itemTypeOf(call));
  return isNameAlone ? { ...call, arguments: { ...call.arguments, action: "run" } } : call;
}

/** "Run clean old logs with days 30", where no item is called so: a name, and inputs that are read already. */
function partInputs(call: Call, catalogue: Catalogue): Call {
  const { item_id: id, parameters, action } = call.arguments;
  const [, name, inputs = ""] = /^(\S.*?) with (\S+ \S+(?: and \S+ \S+)*)$/i.exec(String(id)) ?? [];
  if (action !== "run" || name === undefined || !isObject(parameters) || isKnown(String(id), catalogue))
    return call;
  const isRead = inputs.split(" and ").every((pair) => {
    const [key = "", value] = pair.split(" ");
    return Object.hasOwn(parameters, key) && String(parameters[key]) === value;
  });
  return isRead ? { ...call, arguments: { ...call.arguments, item_id: name } } : call;
}

/** Whether what stands for a name is a place, a kind of item, or a word of what is told around the wish. */
function namesNoItem(
  call: Call,
  typed: string,
  type: ItemType,
  catalogue: Catalogue,
  words: readonly Word[],
): boolean {
  const isUntold = isChange(call) && !isNew(call) && tellsOfOne(words);
  return (
    (call.arguments["action"] !== "create" && isPlace(typed, words)) ||
    isOnlyKind(typed, words) ||
    lacksName(call, typed, words) ||
    (isUntold && resolveItem(typed, catalogue, type).kind === "unknown") ||
    publishesNothing(call, typed, type, catalogue, words)
  );
}

/** "The changelog is done, publish 2.0.1 now": right behind the verb a version, and no known item elsewhere. */
function publishesNothing(
  call: Call,
  typed: string,
  type: ItemType,
  catalogue: Catalogue,
  words: readonly Word[],
): boolean {
  const at = words.findIndex(({ text }) => /^publish$/i.test(text));
  const isBare = at >= 0 && /^v?\d+(?:\.\d+)+$/i.test(words[at + 1]?.text ?? "");
  const isUnknown = catalogue[type].length > 0 && resolveItem(typed, catalogue).kind === "unknown";
  return call.arguments["action"] === "publish" && isBare && isUnknown;
}

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
  if (named.size > 0) return inAnyOrder(within, catalogue, type);
  if (within.kind === "exact") return within;
  const anywhere = inAnyOrder(resolveItem(typed, catalogue), catalogue);
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
    case "denied":
      return { call: withoutItem(call), others: [], ambiguous: false };
  }
}

/** What comes from a registry and is here already keeps the spelling it has here. */
function spellAsKnown(
  call: Call,
  typed: string,
  type: ItemType,
  catalogue: Catalogue,
  words: readonly Word[],
): Call {
  if (call.arguments["source"] !== "registry") return call;
  const longer = longerName({ type, id: spellId(typed) }, call, typed, catalogue, words);
  const resolved = longer ?? resolveItem(typed, catalogue, type);
  const item = resolved.kind === "spelling" ? resolved.item : withoutLead(typed, type, catalogue, words);
  return item ? withItem(call, item) : call;
}

/** The person is asked which one is meant. */
function withoutItem(call: Call): Call {
  const { item_id: _, ...others } = call.arguments;
  return { ...call, arguments: others };
}

/** A category that the person typed stays in front, so that the server refuses an item of another one. */
function withItem(call: Call, item: KnownItem): Call {
  const typed = String(call.arguments["item_id"]);
  const category = item.id.includes("/") ? "" : typed.slice(0, typed.lastIndexOf("/") + 1);
  return { ...call, arguments: { ...call.arguments, item_type: item.type, item_id: category + item.id } };
}
