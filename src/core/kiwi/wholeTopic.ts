// A search topic whose end or beginning the model left behind: "postcode centroid" of "postcode centroid lookup".
import { distance } from "fastest-levenshtein";
import type { JsonObject } from "../json.ts";
import { readStems } from "../stems.ts";
import { splitWords, type Word } from "../words.ts";
import { isDispatchVerb } from "./dispatchRules.ts";
import { searchedItemTypes } from "./kiwiWords.ts";

/** Words beside a topic that say where, when or whether, never what. */
const aside = new Set(
  (
    "about re regarding concerning topic everything anything something anywhere somewhere everywhere here local locally online offline " +
    "across before after till until first already still ever yet again also now today tomorrow rn asap quickly quick real ty " +
    "exist exists existing must maybe perhaps please pls plz thanks thx lol hm hmm um uh well max maximum limit top best only " +
    "just not no results hits matches per via kiwi explained included exclamation question comma " +
    "registry source sources all right away yo info infos stuff material materials documentation intel details news advice help anyone someone work prod production staging dev test wrote made said did does been lately nowadays upstream instead tonight fast dude okay ok sorry cheers bro mate kindly sir both three two places"
  ).split(" "),
);
const mostBehind = 2;
/** A question as a topic goes on to its end: "why our TTLs are so short". */
const isQuestion = /^(?:why|how|whether)\b/i;
/** What begins a clause behind a kind of item: "a script that splits statements by month". */
const begins = /^(?:that|which)$/i;
/** What begins another clause, or leaves something out. */
const turns =
  /^(?:i|you|we|they|then|when|while|thank|can|could|would|and|or|but|except\w*|excl\w*|besides|sans|omit\w*|without|not|minus)$/i;
/** A clause that only leads to its topic: "scripts that are about X", "notes that mention X". */
const leads =
  /^(?:is|are|was|were|be|has|have|had|do|does|did|will|would|can|could|may|might|must|should|i|we|you|they|he|she|it|our|my|mention\w*|talk\w*|deal\w*|cover\w*|describ\w*|explain\w*|says?|tells?|contain\w*|relat\w*|concern\w*|discuss\w*|touch\w*|helps?|lets?|allows?|in|on|for|about|with|to|the|a|an)$/i;
const mostOfClause = 5;
/** What joins two parts of a topic: "push entitlements on ios", "disk full on edge nodes". */
const joins = /^(?:on|for|of|with|between|under|during|\+)$/i;
const article = /^(?:an?|the|our)$/i;
const times =
  /\b(?:night|day|week|month|quarter|year|yesterday|today|morning|evening|spring|summer|autumn|winter)$/i;
const mostAhead = 4;

/** The query with the one or two words that stand between its end and the next break, the rest of its clause, or one word between the request's beginning and it. Pure. */
export function wholeTopic(values: JsonObject, words: readonly Word[]): JsonObject {
  const { query } = values;
  if (typeof query !== "string") return values;
  const at = placeOf(query, words);
  if (at === undefined) return values;
  const behind = untilBreak(words.slice(at.end));
  const ahead = words.slice(0, at.start);
  const isAsked = isAskedOf(words) || words.some((word) => excludes.test(word.text));
  const further = joinedWords(behind) ?? (isOfTime(query, behind) ? behind.slice(1) : behind);
  const goesOn =
    !isAsked && further.length <= mostBehind && (further.every(isTopic) || isNumbered(behind, values));
  const clause = clauseStart(words, at.start);
  const isWholeClause = clause !== undefined || (isQuestion.test(query) && at.start > 0);
  const goesOnAsClause =
    isWholeClause &&
    behind.length <= mostOfClause &&
    behind.every((word) => belongs(word) && !turns.test(word.text)) &&
    (clause === undefined || !behind.some((word) => /^(?:so|is|are)$/i.test(word.text)));
  const end = goesOn || goesOnAsClause ? at.end + behind.length : at.end;
  const isJoining = joins.test(ahead.at(-1)?.text ?? "") && ahead.length <= mostAhead;
  const opening = isJoining ? ahead.slice(0, -1) : ahead.slice(0, 2);
  const opensRequest =
    opening.length > 0 &&
    (isJoining || opening.length === 1) &&
    opening.every((word) => isTopic(word) && !isOpening(word));
  const start = opensRequest && isBreak(words[end]) ? 0 : (clause ?? at.start);
  if (start === at.start && end === at.end) return values;
  const said = words.slice(start, end).reduce((text, word, index, all) => {
    const gap = index > 0 && (all[index - 1]?.end ?? 0) < word.start ? " " : "";
    return text + gap + word.text;
  }, "");
  return { ...values, query: said };
}

/** What "on", "for the" or "at a" adds to a topic; undefined where nothing is joined to it so. */
function joinedWords([join, first, ...rest]: readonly Word[]): readonly Word[] | undefined {
  if (!join || !first) return undefined;
  const isPlace = /^at$/i.test(join.text) && /^an?$/i.test(first.text);
  if (!isPlace && !joins.test(join.text)) return undefined;
  return article.test(first.text) && rest.length > 0 ? rest : [first, ...rest];
}

/** Where the request says the query, if once and as whole words. */
function placeOf(query: string, words: readonly Word[]): { start: number; end: number } | undefined {
  const parts = splitWords(query.toLowerCase()).map((word) => word.text);
  const starts = words.flatMap((_, start) =>
    parts.every((part, index) => words[start + index]?.text.toLowerCase() === part) ? [start] : [],
  );
  const [start, ...others] = starts;
  return start === undefined || others.length > 0 || parts.length === 0
    ? undefined
    : { start, end: start + parts.length };
}

const isBreak = (word: Word | undefined): boolean => word === undefined || !/[\p{L}\p{N}]/u.test(word.text);

/** "Last night's backup"; not "the dishwasher's leaking". */
const isOfTime = (query: string, behind: readonly Word[]): boolean =>
  times.test(query) && /^['’]s$/.test(behind[0]?.text ?? "");

/** "PS5 + Series X": two names, not an afterthought. */
const isPlus = (words: readonly Word[], at: number): boolean =>
  words[at]?.text === "+" && /^[\p{Lu}\d]/u.test(words[at + 1]?.text ?? "");

/** "GDK 2410", and nothing more up to the next mark: a number that belongs to an abbreviation. */
const isNumbered = ([name, number, ...more]: readonly Word[], { limit }: JsonObject): boolean =>
  /^\p{Lu}{2,}$/u.test(name?.text ?? "") &&
  /^(?:\d{3,}|v?\d+(?:\.\d+)+)$/i.test(number?.text ?? "") &&
  number?.text !== String(limit) &&
  more.length === 0;

/** Up to a mark, or to "in the registry", "from user space", "will you". */
function untilBreak(words: readonly Word[]): readonly Word[] {
  const end = words.findIndex(
    (word, at) =>
      (isBreak(word) && !isPlus(words, at)) || isSource(words.slice(at, at + 3)) || isTag(words.slice(at)),
  );
  return end < 0 ? words : words.slice(0, end);
}

/** "… will you": what closes a request, and no part of it. */
const isTag = (words: readonly Word[]): boolean =>
  /^(?:will|would|can|could) (?:you|ya|u)(?: (?:please|pls))?\W*$/i.test(
    words.map((word) => word.text).join(" "),
  );

const isSource = (words: readonly Word[]): boolean =>
  /^(?:in|from|on) (?:(?:the|my|our|all) )?(?:registry|user|project|sources)\b/i.test(
    words.map((word) => word.text).join(" "),
  );

/** What is left out of a search is no part of its topic. */
const excludes = /^(?:excl\w*|besides|sans|omitting|ignoring|minus|except|without|not|unlike)$/i;
/** "Is onboarding documented?": behind the topic stands what is asked of it. */
const asks = /^(?:is|are|was|were|has|have|had|did|does|do|where|how|who|when)$/i;

/** "Is there", "do we have": it is asked for the thing, not of it. */
const asksFor = /^(?:(?:is|are) there|(?:do|have|did|had) (?:we|you|i)|has any\w*) /i;
const isAskedOf = (words: readonly Word[]): boolean =>
  asks.test(words[0]?.text ?? "") &&
  !asksFor.test(
    `${words
      .slice(0, 3)
      .map((word) => word.text)
      .join(" ")} `,
  );

/** Where the clause begins whose end, or a later part, the query is; undefined where it stands in none. */
function clauseStart(words: readonly Word[], query: number): number | undefined {
  const at = words.findLastIndex((word, index) => index < query && begins.test(word.text));
  const kind = words[at - 1];
  const isOfKind =
    kind !== undefined &&
    (/^(?:something|anything|one|ones|sth)$/i.test(kind.text) || searchedItemTypes([kind], "").size > 0);
  const ahead = words.slice(at + 1, query);
  // "Which makes image compression": a verb alone in front of the topic may only lead to it.
  if (at < 1 || !isOfKind || ahead.length === 1 || ahead.length > mostOfClause || !ahead.every(belongs))
    return undefined;
  return leads.test(words[at + 1]?.text ?? "") ? undefined : at + 1;
}

/** A word inside a clause; a verb that asks, or a kind of item, begins something else. */
const belongs = (word: Word): boolean =>
  !isBreak(word) &&
  !aside.has(word.text.toLowerCase()) &&
  !isDispatchVerb(word.text) &&
  !/^(?:go|want|need|please|if|because|since|skip|ignore)$/i.test(word.text) &&
  searchedItemTypes([word], "").size === 0;

/** A word that can be part of what is searched for. */
function isTopic(word: Word): boolean {
  const text = word.text.toLowerCase();
  const isPlain = /^\p{L}[\p{L}\p{N}-]*$/u.test(text) && readStems(text).length > 0;
  return (
    isPlain &&
    !text.endsWith("ly") &&
    !aside.has(text) &&
    !isDispatchVerb(text) &&
    searchedItemTypes([word], "").size === 0
  );
}

const openings = (
  "search find list look lookup show locate fetch explore query retrieve google grep discover hunt buscar got gimme " +
  "hey hello scripts script directives directive knowledge notes workflows"
).split(" ");

/** "serach": a mistyped verb or kind of item begins a request, not a topic. */
const isOpening = (word: Word): boolean =>
  openings.some((known) => distance(word.text.toLowerCase(), known) <= (known.length < 5 ? 0 : 2));
