// A request in plainer words: "purge cdn cache on staging" runs the item of that name, "how do scripts work in Kiwi" wants help.
import type { Catalogue } from "../catalogue.ts";
import { splitWords } from "../words.ts";
import { isDispatchVerb, runVerbs, tellsWhy } from "./dispatchRules.ts";
import { deniedVerb, namedTypes, opening, readVerbs, typeOfWord } from "./kiwiWords.ts";
import { findNamedItems, type NamedItem } from "./namedItems.ts";
import { hesitates } from "./saidItem.ts";

/**
 * What a request may have meant that the model took for none of its tools: help on Kiwi itself, a search that names no kind of item,
 * an item that it names in full, behind a verb or as its own first words, or what it says without its reason. Pure.
 * @returns the request with the words that it left out; undefined where there is nothing to add
 */
export function sayPlainly(request: string, catalogue: Catalogue): string | undefined {
  const said = request.replace(opening, "");
  return (
    askForHelp(said) ?? nameWhatIsSearched(said) ?? nameWhatIsMeant(said, catalogue) ?? leaveOutReason(said)
  );
}

/** "Bootstrap python, please; the folder is still empty": an imperative without a clause that only tells why. */
function leaveOutReason(said: string): string | undefined {
  const [wish = "", clause = ""] =
    /^([^;.!?:"'`]+?)(?:,? (?:please|pls))? ?[;.!–—]\s+(.+)$/u.exec(said)?.slice(1) ?? [];
  const verb = /^\w+/.exec(wish)?.[0] ?? "";
  const isImperative = isDispatchVerb(verb) || /^(?:bootstrap|init|sync|anneal)$/i.test(verb);
  return isImperative && tellsWhy(clause) && !hesitates.test(wish) ? wish : undefined;
}

const asksHow = /\b(?:how|explain|guid\w+|what)\b/i;
/** The router itself, not some other thing of the same name. */
const ownPlace =
  /\b(?:in|of|with|about) (?:this )?kiwi\b|\bkiwi(?:['’]s| thing)\b|\b(?:in|of|with) (?:this thing|here)\b/i;
const topics: readonly (readonly [string, RegExp])[] = [
  ["directives", /\bdirectives?\b/i],
  ["scripts", /\bscripts?\b/i],
  ["knowledge", /\bknowledge\b/i],
  ["search", /\bsearch(?:ing|es)?\b/i],
  ["load", /\bload(?:ing|s)?\b/i],
  ["execute", /\bexecut(?:e|es|ing|ion)\b/i],
];

function askForHelp(said: string): string | undefined {
  if (!asksHow.test(said) || !ownPlace.test(said)) return undefined;
  const [topic, ...others] = topics.filter(([, word]) => word.test(said));
  return topic && others.length === 0 ? `help with ${topic[0]}` : undefined;
}

/** "Search rate limiter benchmark": a topic right behind the verb, and no other place to look in. */
const barelySearches =
  /^search\s+(?!(?:the|my|our|in|through|for|it|that|this|again|engines?)\b)[\p{L}\p{N}]/iu;
const otherPlaces =
  /\b(?:web|internet|online|google|bing|github|stack ?overflow|wikipedia|youtube|slack|jira|mail|mails|inbox|emails?|calendar|browser|history|disk|drive|folders?|files?|codebase|logs?)\b/i;

function nameWhatIsSearched(said: string): string | undefined {
  const isBare = barelySearches.test(said) && !otherPlaces.test(said) && !hesitates.test(said);
  return isBare && namedTypes(splitWords(said)).size === 0
    ? said.replace(/^search/i, "search scripts")
    : undefined;
}

const runs = [...runVerbs, "kick off", "fire off", "fire up"].join("|");
/** A verb that begins a clause, and between it and the name an article and the item's type at most. */
const verbAhead = new RegExp(
  String.raw`^\s*(?:(?:please|pls|now|then|so|just|(?:can|could|would) you)\s+)*(?:(?<runs>${runs})|(?<reads>${readVerbs}|show me))\s+(?:(?:the|my|our|that|this)\s+)?(?:(?<type>\p{L}+)\s+)?$`,
  "iu",
);
/** What may stand behind a name that is run. */
const goesOn =
  /^["'”’\`]?\s*(?:$|[,;.!–—-]|(?:script|tool|directive|workflow|program|on|in|for|with|using|against|to|from|at|as|again|please|pls|plz|now|asap|dry)\b)/i;
/** The same where the name alone is the imperative: an environment, inputs, nothing that could make it a noun of something else. */
const goesOnAlone =
  /^\s*(?:$|[,.!]?\s*$|,?\s*(?:(?:as a )?dry|with|using|please|pls|plz|now|asap|--\w|(?:on|in|for|against) (?:the )?[\w-]*(?:stag|prod|dev|qa|test|uat|beta|canary|sandbox)))/i;
/** What may stand behind a name that is read: "source code", "for me". */
const mostBehind = 3;
/** Where a clause ends. */
const marks = /[.!?;:](?=\s|$)|,\s|\s[–—-]\s/g;
/** Doubts, conditions and trials, which may not be left out. */
const matters = new RegExp(
  String.raw`\b(?:not|never|no|nobody|without|cannot|why|if|unless|should|must|when|once|until|after|before|but|wait|dry|simulat\w*|rehears\w*|practice|tr(?:y|ial)|test|check|only|just|pretend)\b|${deniedVerb}|["?:]`,
  "i",
);
/** What is said behind a name with one of these may take it back. */
const turnsAway = new RegExp(
  String.raw`\b(?:not|never|no|why|if|unless|should|when|until|but|wait|which|who|how|ask)\b|${deniedVerb}|\?`,
  "i",
);

const isPlainEnd =
  /^(?: (?:for|on|in) (?!what|which|real)[\w.-]+(?: (?:days?|hours?|weeks?|minutes?))?)?(?: again)?(?: please| pls)?$/i;
const asks = /^\s*(?:so |please )?(?:can|could|would) you\b/i;
const runsFirst = new RegExp(String.raw`^\s*(?:${runs})\b`, "i");

function nameWhatIsMeant(said: string, catalogue: Catalogue): string | undefined {
  const [item, other] = findNamedItems(said, catalogue, true);
  // One name of two items, or two names, do not say which.
  if (!item || other) return undefined;
  const ends = [...said.matchAll(marks)];
  const last = ends.findLast((mark) => mark.index + mark[0].length <= item.start);
  const start = last ? last.index + last[0].length : 0;
  const end = ends.find((mark) => mark.index >= item.end)?.index ?? said.length;
  const before = said.slice(start, item.start);
  const behind = said.slice(item.end, end);
  const isAsked = asks.test(before);
  // "Run script tide_forecast for 30 days?" is a wish, as its first word is a verb.
  const isWish =
    said.slice(end).trim() === "?" && (runsFirst.test(said) || isAsked) && isPlainEnd.test(behind);
  const further = isWish ? "" : said.slice(end);
  // What stands in front is left out, so it has to be a sentence of its own, and one that changes nothing.
  const front = said.slice(0, last?.index ?? 0);
  const isOwn =
    last === undefined || /^[.!;]/.test(last[0]) || (isAsked && tells.test(front) && !forOthers.test(front));
  if (!isOwn || matters.test(front)) return undefined;
  const verb = verbOf(before, item, start === 0 || states(said.slice(0, start)));
  if (verb === undefined || hesitates.test(behind) || !fits(verb, behind)) return undefined;
  if (verb === "reads") return matters.test(further) ? undefined : `show ${item.type} ${item.id}${behind}`;
  if (turnsAway.test(further) || (verb === "alone" && /^[^,]*\p{L}/u.test(further))) return undefined;
  return `run ${item.type} ${item.id}${behind}${further}`;
}

/** "The shelf still shows last week's tiles.": what stands in front only tells how things are, and asks nobody for anything. */
const states = (before: string): boolean =>
  /^\s*(?:the|our|my|we|it|there|this|these|all)\b[^.!?:]*\b(?:is|are|was|were|has|have|shows?|looks?|still|failed|broke)\b[^.!?:]*[.!]\s*$/i.test(
    before,
  ) && !forOthers.test(before);
/** "Customers get zero hits, can you …": how things are, and no greeting or supposition. */
const tells =
  /\b(?:is|are|was|were|has|have|gets?|got|shows?|looks?|still|fail\w*|broke|missing|gone|crash\w*)\b/i;
/** What follows may be words for somebody else, or for later. */
const forOthers =
  /\b(?:remind\w*|translat\w*|post\w*|tell|text|draft|list|to-?do|plan\w*|say|said|ask\w*|wr[io]te|message|question|wonder\w*|assum\w*|suppos\w*|curious|e?mail|repl\w+|at \d)\b/i;

/** `alone`: the name itself is the imperative. */
type Verb = "runs" | "reads" | "alone";

function fits(verb: Verb, behind: string): boolean {
  switch (verb) {
    case "alone":
      return goesOnAlone.test(behind);
    case "runs":
      return goesOn.test(behind);
    case "reads":
      return behind.trim().split(/\s+/).length <= mostBehind;
  }
}

/** The verb in front of a name, which may be a script's or a directive's own first word where the request, or a sentence of it, begins with it. */
function verbOf(before: string, item: NamedItem, opens: boolean): Verb | undefined {
  if (before.trim() === "" && opens) return item.type === "knowledge" ? undefined : "alone";
  const found = verbAhead.exec(before)?.groups;
  if (!found) return undefined;
  const type = found["type"] === undefined ? undefined : typeOfWord(found["type"]);
  if (found["type"] !== undefined && type !== item.type) return undefined;
  if (found["reads"] !== undefined) return "reads";
  return item.type === "knowledge" && type === undefined ? undefined : "runs";
}
