// Requests that say two things in a row.
import { isDispatchVerb } from "./dispatchRules.ts";
import { isNegated, typeOfWord } from "./kiwiWords.ts";

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

/** Parts two whole commands, each with a verb and a type word: "run script a and then load directive b". Pure. */
export function partWishes(request: string): Wishes {
  if (isNegated(request)) return { first: request };
  for (const match of request.matchAll(connector)) {
    const first = request.slice(0, match.index).trim();
    const rest = request.slice(match.index + match[0].length).trim();
    if (isCommand(rest) && isCommand(first.replace(opening, ""))) return { first, rest };
  }
  return { first: request };
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
