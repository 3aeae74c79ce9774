// Requests that say two things in a row.
import { isDispatchVerb } from "./dispatchRules.ts";
import { isHeldBack, typeOfWord } from "./kiwiWords.ts";

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

/** Parts two whole commands, each with a verb and a type word: "run script a and then load directive b". Pure. */
export function partWishes(request: string): Wishes {
  if (isHeldBack(request)) return { first: request };
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
