// Requests that say two things in a row.
import { emptyCatalogue, type Catalogue } from "../catalogue.ts";
import { isDispatchVerb } from "./dispatchRules.ts";
import { isHeldBack, opening, typeOfWord } from "./kiwiWords.ts";
import { findNamedItems } from "./namedItems.ts";

export interface Wishes {
  /** The first wish, to be routed now. */
  readonly first: string;
  /** What the request says after it, a whole request of its own. */
  readonly rest?: string;
}

const connector =
  /\s*(?:[,;.]\s*)?\b(?:and then|then also|and also|and after that|after that|afterwards|then|and|also|plus)\s+(?:please\s+)?|\s*;\s*/gi;
const synced = /^(?:directives|scripts|knowledge|agent config)$/i;

/** What makes the first words a description, or the second a condition. */
const describes = /:|\b(?:that|which|how|about|where|explains?|content)\b/i;
const describesChange = /^(?:create|make|add|write|update|edit|modify|change)\b.*\bto\b/i;
const depends = /\b(?:if|unless|when|once|only|otherwise|until)\b/i;
const sayingId = /[a-z0-9][_-]+[a-z0-9]|[a-z]\d|[a-z][A-Z]/;

/**
 * Parts two whole commands, each with a verb and a type word: "run script a and then load directive b"; or one verb for two items of
 * the catalogue: "read deploy_app and the release notes". Pure.
 */
export function partWishes(request: string, catalogue: Catalogue = emptyCatalogue): Wishes {
  if (isHeldBack(request) || forBoth.test(request)) return { first: request };
  return partNames(request, catalogue) ?? partCommands(request);
}

/** One verb, at the beginning, and nothing but an article and a type word between it and the first name. */
const sharedVerb =
  /^\W*(?:(?:please|pls|hey|hi|ok|okay|can you|could you|let me|i want to|i'd like to|now|just|kindly)\W+)*(?<verb>run|execute|start|launch|open|show|view|read|load|inspect|display|print)\s+(?:me\s+)?(?:(?:the|my|our)\s+)?(?:(?<type>\p{L}+)\s+)?$/iu;
/** Between two names: the first one's type word, what joins them, an article and the second one's type word. A condition joins nothing. */
const joinsNames =
  /^(?:\s+(?<typed>(?!first\b|and\b|plus\b|then\b|as\b)\p{L}+))?(?:\s+first)?,?\s+(?:and|plus|then|as well as)(?:\s+(?:also|then|after that|afterwards)|,?\s*(?:once|when|after)\s(?:it|that|this)(?:['’]?s| is)?\s(?:done|finished|through|over|complete|ready),?)?(?:\s+(?:the|my|our))?(?:\s+(?<other>\p{L}+))?\s+$/iu;
/** Words behind the second name; anything else could be meant for both. */
const closing =
  /^(?<words>(?:\s+\p{L}+){0,4})\s*[,.!]?\s*(?:please|pls|thanks|thank you|thx|cheers)?[.!]*\s*$/iu;
const closes = /^(?:one|too|also|as|well|please|pls|thanks|thx)$/i;

function partNames(request: string, catalogue: Catalogue): Wishes | undefined {
  const [one, two, ...more] = findNamedItems(request, catalogue);
  if (!one || !two || one.id === two.id || more.length > 0) return undefined;
  const behind = request.slice(two.end);
  const opens = sharedVerb.exec(request.slice(0, one.start))?.groups;
  const joined = joinsNames.exec(request.slice(one.end, two.start))?.groups;
  const words = closing.exec(behind)?.groups?.["words"];
  if (!opens || !joined || words === undefined) return undefined;
  const isType = (word: string | undefined): boolean => word === undefined || typeOfWord(word) !== undefined;
  const last = words.split(/\s+/).filter((word) => word !== "" && !closes.test(word));
  if (![opens["type"], joined["typed"], joined["other"], ...last].every(isType)) return undefined;
  const behindIt = (word: string | undefined): string => (word === undefined ? "" : ` ${word}`);
  const type = behindIt(joined["typed"]);
  const isOne = /\bone\b/i.test(words);
  const own = joined["other"] ?? last[0];
  const said = own === undefined && isOne ? joined["typed"] : own;
  return {
    first: `${request.slice(0, one.end)}${type}`,
    rest: `${opens["verb"]}${behindIt(said)} ${request.slice(two.start, two.end)}`,
  };
}

/** "…, dry run for both": what two wishes share cannot be told apart. */
const forBoth = /\bboth\b.*\bdry\b|\bdry\b.*\bboth\b/i;

function partCommands(request: string): Wishes {
  const open = maskQuoted(request);
  for (const match of open.matchAll(connector)) {
    const first = request.slice(0, match.index).trim();
    const rest = request.slice(match.index + match[0].length).trim();
    const command = first
      .replace(opening, "")
      .replace(/^first\W+/i, "")
      .replace(opening, "");
    if (describes.test(open.slice(0, match.index)) || describesChange.test(command) || depends.test(rest))
      continue;
    const isPlainAnd = /^\W*(?:and|also|plus)\W*(?:please\s+)?$/i.test(match[0]);
    if (isPlainAnd && !sayingId.test(rest) && !/^sync\b/i.test(rest)) continue;
    if (isCommand(rest) && isCommand(command)) return { first, rest };
  }
  return { first: request };
}

/** Quoted and braced parts as blanks of the same length: nothing in them parts a request. */
function maskQuoted(request: string): string {
  return request.replace(/"[^"]*"|'[^']*'(?!\w)|`[^`]*`|\{[^}]*\}/g, (part) => " ".repeat(part.length));
}

/** A verb of the dispatch table, a type word next to it and something behind that. */
export function isCommand(text: string): boolean {
  const [verb = "", ...others] = text.toLowerCase().split(/\s+/);
  if (verb === "sync")
    return synced.test(
      others
        .filter((word) => !/^(?:my|the|all)$/.test(word))
        .slice(0, 2)
        .join(" ")
        .replace(/ (?!config).*$/, ""),
    );
  if (!isDispatchVerb(verb)) return false;
  const at = others.slice(0, 2).findIndex((word) => typeOfWord(word) !== undefined);
  const said = at < 0 ? [] : others.slice(at + 1);
  const last = said.at(-1) ?? "";
  return said.length > 0 && last !== "to" && !isDispatchVerb(last);
}
