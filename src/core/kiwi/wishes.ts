// Requests that say more than one thing: two wishes in a row, and words that a person takes back.
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
function isCommand(text: string): boolean {
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

const taken = String.raw`(?:(?:oh\s+)?(?:no|wait|sorry|oops|actually|rather|correction|hold on|scratch that|strike that|i mean|i meant|make that|make it)\b[,:.]*\s+)+`;
const gap = String.raw`\s*[,;.–—-]*\s+`;
const versions = new RegExp(String.raw`\b(v?\d+(?:\.\d+)+)${gap}${taken}(v?\d+(?:\.\d+)+)\b`, "gi");
const numbers = new RegExp(String.raw`(?<![\w.])(\d+)${gap}${taken}(\d+)(?![\w.]*\d)`, "gi");
const commands = new RegExp(String.raw`${gap}${taken}(\S.*)$`, "i");
const items = new RegExp(
  String.raw`\b(the|my|our)\s+((?:[\w.-]+\s+){1,4}?)([a-z]+)${gap}${taken}(?:(?:the|my|our)\s+)?([\w.-]+(?:\s+[\w.-]+){0,3}?)(?:\s+(?:one|\3))?[.!]?$`,
  "i",
);
const ids = new RegExp(String.raw`\b([a-z]+)\s+([\w.-]+)${gap}${taken}([\w.-]+)[.!]?$`, "i");

/** The request without what its own words take back: "version 1.0 - sorry, 1.1" says 1.1. Pure. */
export function heedCorrections(request: string): string {
  return request.replace(versions, "$2").replace(numbers, "$2");
}

/** The same for the items and commands of the built-in tools: "load script a, no wait, script b" says script b. */
export function heedItemCorrections(request: string): string {
  const plain = heedCorrections(request);
  const command = commands.exec(plain)?.[1];
  if (command !== undefined && isCommand(command)) return command;
  const item = items.exec(plain);
  if (item && typeOfWord(item[3] ?? "") !== undefined)
    return `${plain.slice(0, item.index)}${item[1]} ${item[4]} ${item[3]}`;
  const id = ids.exec(plain);
  if (id && typeOfWord(id[1] ?? "") !== undefined) return `${plain.slice(0, id.index)}${id[1]} ${id[3]}`;
  return plain;
}
