// What the words around a name say about which item is meant: a longer name, a kind in front, "not the one for …".
import type { Catalogue, ItemType } from "../catalogue.ts";
import type { Call } from "../decision.ts";
import type { JsonObject } from "../json.ts";
import { splitWords, type Word } from "../words.ts";
import { isChange, itemTypeOf } from "./callKinds.ts";
import { namePartsOf, partsOf, type KnownItem } from "./itemName.ts";
import { isDispatchVerb, runVerbs } from "./dispatchRules.ts";
import { readVerbs, typeOfWord } from "./kiwiWords.ts";
import type { Resolved } from "./resolveItem.ts";
import { findSaidItem, isSaidAgain, spares, sparesSomething, startOf, wordsOf } from "./saidItem.ts";

/**
 * "Hull survey checklist" is `hull_survey_checklist`, where there is one, and not `hull_survey`. Where its last word may be the kind
 * instead, what changes an item is left to the person. Not where the shorter name stands as one word.
 */
export function longerName(
  item: KnownItem,
  call: Call,
  typed: string,
  catalogue: Catalogue,
  words: readonly Word[],
): Resolved | undefined {
  const said = findSaidItem(words, catalogue, item.type);
  const parts = namePartsOf(item.id);
  const whole = namePartsOf(said?.id ?? "");
  const isOneWord = words.some((word) => partsOf(word.text).join(" ") === parts.join(" "));
  if (!said || whole.length <= parts.length || startOf(whole, parts) < 0) return undefined;
  if (isOneWord || isSaidAgain(typed, words)) return undefined;
  const text = wordsOf(words);
  const behind = text[startOf(text, whole) + whole.length] ?? "";
  const mayBeKind = typeOfWord(whole.at(-1) ?? "") !== undefined && typeOfWord(behind) !== item.type;
  return isChange(call) && mayBeKind
    ? { kind: "ambiguous", items: [said, item] }
    : { kind: "spelling", item: said };
}

const aside = /^(?:not|never)$/;
const lead = /^(?:the|one|ones|that|this|my|our|for|of|from|on|in|about|with)$/;

/** The words of a request without what it says is not meant: "and not the one for the bar". Pure. */
function withoutDenied(text: readonly string[]): { readonly meant: string[]; readonly denied: string[] } {
  const meant: string[] = [];
  const denied: string[] = [];
  for (let at = 0; at < text.length; at++) {
    if (!aside.test(text[at] ?? "")) {
      meant.push(text[at] ?? "");
      continue;
    }
    while (lead.test(text[at + 1] ?? "")) at++;
    denied.push(text[++at] ?? "");
  }
  return { meant, denied };
}

/** Whether a request names what the model chose only to say that it is not meant. */
export function isDenied(typed: string, words: readonly Word[]): boolean {
  const { meant, denied } = withoutDenied(wordsOf(words));
  const parts = partsOf(typed);
  return parts.length > 0 && parts.every((part) => denied.includes(part) && !meant.includes(part));
}

/** The one item of a kind all words of whose name, two or more, are said, wherever they stand, and none of them is denied. */
export function findScattered(
  words: readonly Word[],
  catalogue: Catalogue,
  type: ItemType,
): KnownItem | undefined {
  const { meant, denied } = withoutDenied(wordsOf(words));
  const isSaid = (id: string): boolean => {
    const parts = namePartsOf(id);
    return parts.length > 1 && parts.every((part) => meant.includes(part) && !denied.includes(part));
  };
  const [found, ...others] = catalogue[type].filter(isSaid);
  return found === undefined || others.length > 0 ? undefined : { type, id: found };
}

/** What is to be read, by a name of three words or more whose words stand apart: "for a lost key, the one for the boathouse". Pure. */
export function addScatteredItem(
  known: JsonObject,
  words: readonly Word[],
  catalogue: Catalogue,
): JsonObject | undefined {
  const type = itemTypeOf({ arguments: known });
  const keepsAnother = wordsOf(words).some((word) => spares.test(word) && !aside.test(word));
  const found =
    type === undefined || known["action"] !== undefined || keepsAnother
      ? undefined
      : findScattered(words, catalogue, type);
  return found && namePartsOf(found.id).length > 2 ? { ...known, item_id: found.id } : undefined;
}

const articles = /^(?:an?|the|my|our)$/;
const opens = /^(?:to|for|called|named)$/;

/**
 * "The runbook to restart the tide gauge server": a name of three words or more behind its kind, over articles. To read or to run what
 * is here, where the words that the model took for a name stand behind no verb and beside no kind themselves.
 */
export function behindItsKind(
  call: Call,
  typed: string,
  catalogue: Catalogue,
  words: readonly Word[],
): KnownItem | undefined {
  const type = itemTypeOf(call);
  const isHere = !isChange(call) && call.arguments["source"] !== "registry";
  if (type === undefined || !isHere || sparesSomething(words)) return undefined;
  const text = wordsOf(words).filter((word) => !articles.test(word));
  const taken = partsOf(typed);
  const at = startOf(text, taken);
  const beside = [text[at - 1] ?? "", text[at + taken.length] ?? ""];
  if (isDispatchVerb(beside[0] ?? "") || beside.some((word) => typeOfWord(word) !== undefined))
    return undefined;
  const isBehind = (id: string): boolean => {
    const parts = namePartsOf(id);
    const start = parts.length > 2 ? startOf(text, parts) : -1;
    return start > 1 && opens.test(text[start - 1] ?? "") && typeOfWord(text[start - 2] ?? "") === type;
  };
  const [found, ...others] = catalogue[type].filter(isBehind);
  return found === undefined || others.length > 0 ? undefined : { type, id: found };
}

/**
 * "The lamps are out. Do the year end workflow": the one item that a sentence wishes for, which says nothing but a verb, its kind and its
 * name up to there, where the model took words of a sentence before it for a name. To read or to run what is here.
 */
export function ofOwnSentence(
  call: Call,
  typed: string,
  catalogue: Catalogue,
  words: readonly Word[],
): KnownItem | undefined {
  const type = itemTypeOf(call);
  if (type === undefined || isChange(call) || call.arguments["source"] === "registry") return undefined;
  const verbs = call.name === "load" ? reads : runs;
  const sentences = sentencesOf(words);
  const copied = wordsOf(splitWords(typed));
  const told = sentences.findIndex((sentence) => startOf(sentence, copied) >= 0);
  const found = sentences.slice(told + 1).flatMap((sentence) => {
    const named = catalogue[type].filter(
      (id) => namePartsOf(id).length > 1 && startOf(sentence, namePartsOf(id)) >= 0,
    );
    return named.filter((id) => named.length === 1 && isWished(sentence, namePartsOf(id), type, verbs));
  });
  const [id, ...others] = found;
  return told < 0 || id === undefined || others.length > 0 ? undefined : { type, id };
}

const runs: ReadonlySet<string> = new Set([...runVerbs, "do", "use"]);
const reads: ReadonlySet<string> = new Set([...readVerbs.split(/[| ]/), "me"]);
const fillers: ReadonlySet<string> = new Set(
  "please pls plz so now ok okay then just can could you i need want".split(" "),
);
/** Behind a name that is itself the imperative. */
const goesOn = /^(?:|please|pls|plz|now|with|using|on|in|for|against|as)$/;

function isWished(
  sentence: readonly string[],
  parts: readonly string[],
  type: ItemType,
  verbs: ReadonlySet<string>,
): boolean {
  const start = startOf(sentence, parts);
  const before = sentence.slice(0, start).filter((word) => !fillers.has(word));
  const isNamed = before.every((word) => verbs.has(word) || typeOfWord(word) === type);
  const isImperative = before.length === 0 && type !== "knowledge" && verbs === runs;
  const isAlone = isImperative && goesOn.test(sentence[start + parts.length] ?? "");
  return (
    isNamed &&
    !sentence.some((word) => spares.test(word)) &&
    (isAlone || before.some((word) => verbs.has(word)))
  );
}

/** The words of each sentence, without articles. */
function sentencesOf(words: readonly Word[]): string[][] {
  const sentences: Word[][] = [[]];
  for (const word of words)
    if (/^[.!?;]$/.test(word.text)) sentences.push([]);
    else sentences.at(-1)?.push(word);
  return sentences.map((sentence) => wordsOf(sentence).filter((word) => !articles.test(word)));
}

const place = /^(?:user|registry|project)(?:[ _-](?:space|folder|home))?$/i;

/** "Into my user space", "from the registry": where an item is kept is none, unless the request says it as a name too. */
export function isPlace(typed: string, catalogue: Catalogue, words: readonly Word[]): boolean {
  const known = [...catalogue.directive, ...catalogue.script, ...catalogue.knowledge];
  if (!place.test(typed.trim()) || known.includes(typed)) return false;
  const [first = ""] = partsOf(typed);
  const text = wordsOf(words);
  const isKept = (at: number): boolean => {
    const determined = /^(?:my|our|the)$/.test(text[at - 1] ?? "") ? 1 : 0;
    return (
      /^(?:from|into|to|in)$/.test(text[at - 1 - determined] ?? "") ||
      /^(?:space|folder|home)$/.test(text[at + 1] ?? "")
    );
  };
  return text.includes(first) && text.every((word, at) => word !== first || isKept(at));
}

/** What comes from a registry is the item whose whole name the request says there, where the model took less of it, or words in front too. */
export function wholeName(
  typed: string,
  type: ItemType,
  catalogue: Catalogue,
  words: readonly Word[],
): KnownItem | undefined {
  const said = sparesSomething(words) ? undefined : findSaidItem(words, catalogue, type);
  const parts = partsOf(typed);
  const whole = namePartsOf(said?.id ?? "");
  const isEnd = whole.join(" ") === parts.slice(-whole.length).join(" ");
  return said && (startOf(whole, parts) === 0 || isEnd) ? said : undefined;
}
