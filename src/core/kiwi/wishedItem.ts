// The item that a clause of its own wishes for, where the model took words of the story around it for a name.
import type { Catalogue, ItemType } from "../catalogue.ts";
import type { Call } from "../decision.ts";
import { splitWords, type Word } from "../words.ts";
import { isChange, itemTypeOf } from "./callKinds.ts";
import { isDispatchVerb, runVerbs } from "./dispatchRules.ts";
import { looksLikeId, namePartsOf, theOnly, type KnownItem } from "./itemName.ts";
import { articles, readVerbs, typeOfWord } from "./kiwiWords.ts";
import { spares, sparesSomething, startOf, wordsOf } from "./saidItem.ts";

const opens = /^(?:to|for|called|named)$/;

/** What both ways of finding the item know of the call: its kind, the verbs that wish for it, and the words that the model copied. */
interface Wish {
  readonly type: ItemType;
  readonly ids: readonly string[];
  readonly verbs: ReadonlySet<string>;
  readonly copied: readonly string[];
}

/** The one item that a clause or a sentence plainly wishes for, in place of words of the story around it. To read or to run what is here. */
export function findWishedItem(
  call: Call,
  typed: string,
  catalogue: Catalogue,
  words: readonly Word[],
): KnownItem | undefined {
  const type = itemTypeOf(call);
  const isHere = !isChange(call) && call.arguments["source"] !== "registry";
  if (type === undefined || !isHere || !isPlain(words)) return undefined;
  const copied = wordsOf(splitWords(typed));
  if (looksLikeId.test(typed) || isAsked(copied, words)) return undefined;
  const wish = { type, ids: catalogue[type], verbs: call.name === "load" ? reads : runs, copied };
  return behindItsKind(wish, words) ?? ofOwnSentence(wish, words);
}

/**
 * "So the runbook to restart the tide gauge server, please, run that": a name of three words or more behind its kind, over articles, in a
 * clause that says nothing before it, where the model took words of another clause for a name.
 */
function behindItsKind({ type, ids, verbs, copied }: Wish, words: readonly Word[]): KnownItem | undefined {
  if (sparesSomething(words)) return undefined;
  const found = partsBetween(words, clauseEnd).flatMap((clause) =>
    ids.filter((id) => {
      const parts = namePartsOf(id);
      const start = parts.length > 2 ? startOf(clause, parts) : -1;
      const isBehind = opens.test(clause[start - 1] ?? "") && typeOfWord(clause[start - 2] ?? "") === type;
      const isBare = clause
        .slice(0, Math.max(0, start - 2))
        .every((word) => fillers.has(word) || verbs.has(word));
      const isWhole = goesOn.test(clause[start + parts.length] ?? "");
      return start > 1 && isBehind && isBare && isWhole && startOf(clause, copied) < 0;
    }),
  );
  return theOnly(type, found);
}

/** A sentence of its own, or a conclusion: "…, so the lottery scraper can go as well: delete it, please". */
const canGo =
  /(?:^|, so )(?:so )?(?:the|my|our) (?<name>[^,;:.!?]+) can go(?: (?:as well|too|now))? ?[,;:.!] ?(?:(?:please|so|just|go ahead and) )*(?:delete|remove|bin|drop|erase|trash) (?:it|that)(?:[ ,]*(?:please|pls))?[ .!]*$/i;

/** Conditions, and copies elsewhere. */
const bounds = /^(?:if|once|when|whether|unless|until|after|before|copy|copies|user|registry|version)$/i;

/** The one item that can go, to be deleted, where the model took something else of the request for its name. */
export function findItemToGo(
  call: Call,
  catalogue: Catalogue,
  words: readonly Word[],
): KnownItem | undefined {
  const type = itemTypeOf(call);
  const name = canGo.exec(words.map((word) => word.text).join(" "))?.groups?.["name"];
  if (call.arguments["action"] !== "delete" || type === undefined || name === undefined) return undefined;
  const said = wordsOf(splitWords(name));
  const isSaid = (id: string): boolean => {
    const parts = namePartsOf(id);
    const [kind, ...others] = said.slice(parts.length);
    return (
      startOf(said, parts) === 0 && others.length === 0 && (kind === undefined || typeOfWord(kind) === type)
    );
  };
  const isBound = words.some(({ text }) => bounds.test(text));
  return isBound || sparesSomething(words) ? undefined : theOnly(type, catalogue[type].filter(isSaid));
}

/** Whether the words that the model copied stand in a clause that wishes for something itself. */
function isAsked(copied: readonly string[], words: readonly Word[]): boolean {
  const own = partsBetween(words, clauseEnd).filter((clause) => startOf(clause, copied) >= 0);
  const asks = (word: string): boolean =>
    runs.has(word) ||
    isDispatchVerb(word) ||
    /^(?:copy|check|fix|see|use)$/.test(word) ||
    typeOfWord(word) !== undefined;
  return own.some((clause) => clause.some(asks));
}

/**
 * "The lamps are out. Do the year end workflow": the one item that a sentence wishes for, which says nothing but a verb, its kind and its
 * name up to there, where the model took words of a sentence before it for a name.
 */
function ofOwnSentence({ type, ids, verbs, copied }: Wish, words: readonly Word[]): KnownItem | undefined {
  const sentences = partsBetween(words, sentenceEnd);
  const told = sentences.findIndex((sentence) => startOf(sentence, copied) >= 0);
  const found = sentences.slice(told + 1).flatMap((sentence) => {
    const named = ids.filter((id) => namePartsOf(id).length > 1 && startOf(sentence, namePartsOf(id)) >= 0);
    return named.filter((id) => named.length === 1 && isWished(sentence, namePartsOf(id), type, verbs));
  });
  return told < 0 ? undefined : theOnly(type, found);
}

const runs: ReadonlySet<string> = new Set([...runVerbs, "do", "use"]);
const reads: ReadonlySet<string> = new Set([...readVerbs.split(/[| ]/), "me"]);
const fillers: ReadonlySet<string> = new Set(
  "please pls plz so now ok okay just can could you need want".split(" "),
);
/** Behind a name that is itself the imperative. */
const goesOnAlone = /^(?:|please|pls|plz|now|with|using)$/;
const goesOn = /^(?:|please|pls|plz|now|with|using|on|in|for|against)$/;
/** An order, a condition, a trial or a question: then more is meant than one wish. */
const unsettled =
  /^(?:then|first|second|next|also|too|if|once|when|whenever|after|before|until|unless|tomorrow|tonight|later|dry|simulate|instead|or|\?)$/;

const isPlain = (words: readonly Word[]): boolean =>
  !words.some(({ text }) => unsettled.test(text.toLowerCase()));

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
  const at = start + parts.length;
  const behind = typeOfWord(sentence[at] ?? "") === type ? sentence[at + 1] : sentence[at];
  const isAlone = isImperative && goesOnAlone.test(sentence[at] ?? "");
  return (
    isNamed &&
    !sentence.some((word) => spares.test(word)) &&
    (isAlone || (before.some((word) => verbs.has(word)) && goesOn.test(behind ?? "")))
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
