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

/** Words behind a name that tell which copy is meant, or how it is to be run. */
const noName =
  /^(?:cop(?:y|ies)|versions?|ones?|here|there|local|user|project|registry|prod|production|staging|dev|qa|test|dry|run|now|again|please|too|and|or|on|in|for|with|from|to|v?\d+)$/;

/**
 * "Hull survey checklist" is `hull_survey_checklist`, where there is one, and not `hull_survey`: further words right behind the name,
 * with no mark between, that say neither a copy nor an input. Where the last one may be the kind instead, the person says which.
 */
export function longerName(
  item: KnownItem,
  call: Call,
  typed: string,
  catalogue: Catalogue,
  words: readonly Word[],
): Resolved | undefined {
  const parts = namePartsOf(item.id);
  const isOneWord = words.some((word) => partsOf(word.text).join(" ") === parts.join(" "));
  if (isOneWord || isSaidAgain(typed, words)) return undefined;
  const text = words.map((word) => word.text.toLowerCase());
  const start = startOf(text, parts);
  const inputs = JSON.stringify(call.arguments["parameters"] ?? {}).toLowerCase();
  const isMeant = (id: string): boolean => {
    const further = namePartsOf(id).slice(parts.length);
    return (
      further.length > 0 &&
      startOf(namePartsOf(id), parts) === 0 &&
      further.every(
        (word, at) =>
          text[start + parts.length + at] === word && !noName.test(word) && !inputs.includes(word),
      )
    );
  };
  const [id, ...others] = start < 0 ? [] : catalogue[item.type].filter(isMeant);
  if (id === undefined || others.length > 0) return undefined;
  const whole = namePartsOf(id);
  const behind = text[start + whole.length] ?? "";
  const mayBeKind = typeOfWord(whole.at(-1) ?? "") !== undefined && typeOfWord(behind) !== item.type;
  const said = { type: item.type, id };
  return mayBeKind ? { kind: "ambiguous", items: [said, item] } : { kind: "spelling", item: said };
}

/** "Why not the bar", "if not the bar", "not that it matters" deny nothing. */
const denial =
  /(?<!\b(?:why|if|whether|or|is|are|was|were|do|does|did|should|could|would|can|will|it) )\bnot (?!that\b)(?:(?:the|one|ones|my|our|for|of|from|on|in|at|about|with) )*(?<words>[^,;.!?]*?)(?= (?:but|and|please|pls|run|load|open)\b| ?[,;.!?]|$)/g;

/** What a request says is not meant ("and not the one for the bar"), word by word. */
function deniedWords(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(denial)].flatMap((match) => partsOf(match.groups?.["words"] ?? "")));
}

const plainText = (words: readonly Word[]): string => words.map((word) => word.text.toLowerCase()).join(" ");
const withoutDenied = (text: string): string => text.replace(denial, " ");

/** Whether a request names what the model chose only to say that it is not meant. Pure. */
export function isDenied(typed: string, words: readonly Word[]): boolean {
  const text = plainText(words);
  const denied = deniedWords(text);
  const meant = new Set(partsOf(withoutDenied(text)));
  const parts = partsOf(typed);
  return parts.length > 0 && parts.every((part) => denied.has(part) && !meant.has(part));
}

/** From a kind of item on to the end of the clause that says "the one for …": the words that tell which one. */
const describes =
  /^(?<head>[^.!?;]*?),? (?:i mean |that is )?(?:the|that) one (?:for|of|from|in|on|at|about) (?<one>[^,;.!?]*)/;

/**
 * "The runbook for a lost key, the one for the boathouse and not the office": the one item of the kind all words of whose name, three or
 * more, are said there, and none of them denied. Pure.
 */
export function findDescribedOne(
  words: readonly Word[],
  catalogue: Catalogue,
  type: ItemType,
): KnownItem | undefined {
  const text = plainText(words);
  const { head = "", one = "" } = describes.exec(text)?.groups ?? {};
  const before = partsOf(head);
  const kind = before.findLastIndex((word) => typeOfWord(word) === type);
  const denied = deniedWords(text);
  const meant = new Set([...before, ...partsOf(withoutDenied(one))]);
  const keepsAnother = partsOf(text).some((word) => spares.test(word) && word !== "not");
  if (kind < 0 || one === "" || keepsAnother) return undefined;
  const [id, ...others] = catalogue[type].filter((known) => {
    const parts = namePartsOf(known);
    return parts.length > 2 && parts.every((part) => meant.has(part) && !denied.has(part));
  });
  return id === undefined || others.length > 0 ? undefined : { type, id };
}

/** A question for what is to be read, where the request describes it. Pure. */
export function addDescribedItem(
  known: JsonObject,
  words: readonly Word[],
  catalogue: Catalogue,
): JsonObject | undefined {
  const type = itemTypeOf({ arguments: known });
  const isHere = known["action"] === undefined && known["source"] !== "registry";
  const found = type !== undefined && isHere ? findDescribedOne(words, catalogue, type) : undefined;
  return found && { ...known, item_id: found.id };
}

const articles = /^(?:an?|the|my|our)$/;
const opens = /^(?:to|for|called|named)$/;

/**
 * "So the runbook to restart the tide gauge server, please, run that": a name of three words or more behind its kind, over articles, in a
 * clause that says nothing before it, where the model took words of another clause for a name. To read or to run what is here.
 */
export function behindItsKind(
  call: Call,
  typed: string,
  catalogue: Catalogue,
  words: readonly Word[],
): KnownItem | undefined {
  const type = itemTypeOf(call);
  const isHere = !isChange(call) && call.arguments["source"] !== "registry";
  if (type === undefined || !isHere || looksLikeId.test(typed) || sparesSomething(words)) return undefined;
  const verbs = call.name === "load" ? reads : runs;
  const copied = wordsOf(splitWords(typed));
  const found = partsBetween(words, clauseEnd).flatMap((clause) =>
    catalogue[type].filter((id) => {
      const parts = namePartsOf(id);
      const start = parts.length > 2 ? startOf(clause, parts) : -1;
      const isBehind = opens.test(clause[start - 1] ?? "") && typeOfWord(clause[start - 2] ?? "") === type;
      const isPlain = clause
        .slice(0, Math.max(0, start - 2))
        .every((word) => fillers.has(word) || verbs.has(word));
      const isWhole = goesOn.test(clause[start + parts.length] ?? "");
      return start > 1 && isBehind && isPlain && isWhole && startOf(clause, copied) < 0;
    }),
  );
  const [id, ...others] = found;
  const isTaken = isDispatchVerb(wordBefore(copied, words));
  return id === undefined || others.length > 0 || isTaken ? undefined : { type, id };
}

function wordBefore(parts: readonly string[], words: readonly Word[]): string {
  const text = wordsOf(words);
  return text[startOf(text, parts) - 1] ?? "";
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
  const sentences = partsBetween(words, sentenceEnd);
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

const sentenceEnd = /^[.!?;]$/;
const clauseEnd = /^[,.!?;:–—()]$/;

/** The words between marks, without articles. */
function partsBetween(words: readonly Word[], marks: RegExp): string[][] {
  const parts: Word[][] = [[]];
  for (const word of words)
    if (marks.test(word.text)) parts.push([]);
    else parts.at(-1)?.push(word);
  return parts.map((part) => wordsOf(part).filter((word) => !articles.test(word)));
}

/** Words of a sentence have none of these. */
const looksLikeId = /[_.\d/-]|[a-z][A-Z]/;

const place = /^(?:user|registry|project)(?:[ _-](?:space|folder|home))?$/i;

/** "Into my user space", "from the registry": where an item is kept is none. */
export function isPlace(typed: string, words: readonly Word[]): boolean {
  if (!place.test(typed.trim())) return false;
  const [first = ""] = partsOf(typed);
  const text = wordsOf(words);
  const isKept = (at: number): boolean => {
    const determined = /^(?:my|our|the)$/.test(text[at - 1] ?? "") ? 1 : 0;
    const behind = text[at + 1] ?? "";
    return (
      typeOfWord(behind) === undefined &&
      (/^(?:from|into|to)$/.test(text[at - 1 - determined] ?? "") || /^(?:space|folder|home)$/.test(behind))
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
