// Requests that say two things in a row.
import { emptyCatalogue, type Catalogue } from "../catalogue.ts";
import { isDispatchVerb } from "./dispatchRules.ts";
import { isHeldBack, typeOfWord } from "./kiwiWords.ts";
import { findNamedItems } from "./namedItems.ts";
import { hesitates } from "./saidItem.ts";

export interface Wishes {
  /** The first wish, to be routed now. */
  readonly first: string;
  /** What the request says after it, a whole request of its own. */
  readonly rest?: string;
}

const connector =
  /\s*(?:[,;.]\s*)?\b(?:and then|then also|and also|and after that|after that|afterwards|then|and|also|plus)\s+(?:please\s+)?|\s*;\s*/gi;
const opening = /^\W*(?:(?:please|pls|hey|ok|okay|can you|could you|just|now|first|go ahead and)\W+)*/i;
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
  if (isHeldBack(request)) return { first: request };
  return partNames(request, catalogue) ?? partCommands(request);
}

const sharedVerb = /\b(?:run|execute|start|launch|open|show|view|read|load|inspect|display|print)\b/i;
/** Between two names: the first one's type word, what joins them, an article and the second one's type word. */
const joinsNames =
  /^(?:\s+(?<typed>\p{L}+))?(?:\s+first)?,?\s+(?:and|plus|then|as well as)(?:\s+(?:also|then|after that|afterwards)|,?\s*(?:once|when|after)\s[^,.;]{1,40}?,?)?(?:\s+(?:the|my|our))?(?:\s+(?<other>\p{L}+))?\s+$/iu;
/** Behind the second name: its type word, "too", and the end or a mark. */
const endsNames =
  /^((?:\s+(?:\p{L}+\s+)?(?:one|too|as well|also|please|pls))*(?:\s+\p{L}+)?)\s*(?:$|[,;.!–—])/iu;
/** Behind that, what says more about the two: inputs, exceptions. */
const saysMore = /\d|=|--|\b(?:dry|with|using|only|not|but|except|instead)\b|n['’]t\b/i;

function partNames(request: string, catalogue: Catalogue): Wishes | undefined {
  const [one, two, ...more] = findNamedItems(request, catalogue);
  if (!one || !two || one.id === two.id || more.length > 0) return undefined;
  const before = request.slice(0, one.start);
  const behind = request.slice(two.end);
  const verb = sharedVerb.exec(before)?.[0];
  const joined = joinsNames.exec(request.slice(one.end, two.start))?.groups;
  const closing = endsNames.exec(behind)?.[1];
  if (verb === undefined || !joined || closing === undefined || saysMore.test(behind.slice(closing.length)))
    return undefined;
  if (hesitates.test(before) || describes.test(before)) return undefined;
  const [type, other] = [joined["typed"], joined["other"]].map((word = "") =>
    typeOfWord(word) === undefined ? "" : ` ${word}`,
  );
  if (joined["other"] !== undefined && other === "") return undefined;
  const named = request.slice(two.start, two.end) + closing.replace(/\s+one\b/i, type ?? "");
  return { first: `${request.slice(0, one.end)}${type}`, rest: `${verb}${other} ${named}` };
}

function partCommands(request: string): Wishes {
  const open = maskQuoted(request);
  for (const match of open.matchAll(connector)) {
    const first = request.slice(0, match.index).trim();
    const rest = request.slice(match.index + match[0].length).trim();
    const command = first.replace(opening, "");
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
