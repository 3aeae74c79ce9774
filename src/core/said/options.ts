// The option of an enum that a request says word for word: "diesel" for the fuel, "720p" for the resolution.
import type { Json, JsonObject } from "../json.ts";
import type { Word } from "../words.ts";
import type { Reading } from "./reading.ts";

/** The one option of an enum that the request says in its own words takes the place of one that it does not say. Pure. */
export function sayOptions(values: JsonObject, { fields, request, words }: Reading): JsonObject {
  // As typed, and word by word: "720p" is two words.
  const text = ` ${words.map((word) => word.text.toLowerCase()).join(" ")} ${request.toLowerCase()} `;
  const taken = Object.entries(values).filter(
    ([name, value]) =>
      typeof value === "string" && fields.some((field) => field.name === name && field.shape.kind === "text"),
  );
  const isFree = (said: string): boolean =>
    !taken.some(([, value]) => ` ${String(value).toLowerCase()} `.includes(` ${said} `));
  const result: Record<string, Json> = { ...values };
  for (const { name, shape } of fields) {
    if (shape.kind !== "constants") continue;
    const options = shape.values.filter(
      (option): option is string => typeof option === "string" && option !== "",
    );
    const said = options.filter((option) => isSaid(option, text));
    const [only] = said;
    const chosen = values[name];
    if (only === undefined || said.length > 1 || chosen === only || !isFree(spoken(only))) continue;
    if (typeof chosen === "string" && (isMeant(chosen, only, words) || isDenied(only, text))) continue;
    const rival = fields.some(
      (other) => other.name !== name && other.shape.kind === "constants" && other.shape.values.includes(only),
    );
    if (!rival && !vague.has(only.toLowerCase())) result[name] = only;
  }
  return result;
}

/** "Squashing it" for squash, "prod" for production: what is chosen is said in another form. */
function isMeant(chosen: string, only: string, words: readonly Word[]): boolean {
  const [wish, other] = [chosen.toLowerCase(), only.toLowerCase()];
  if (!/^[a-z]{3,}$/.test(wish)) return false;
  return words.some(({ text }) => {
    const word = text.toLowerCase();
    const isForm = word.length >= 3 && (word.startsWith(wish) || wish.startsWith(word));
    return isForm && !other.includes(word);
  });
}

/** Whether the request says an option as one that is not, or no longer, wished. */
const isDenied = (option: string, text: string): boolean =>
  [leaving, denying, sparing].some((form) => form(option).test(text));

/** "Do not make it public", "never as pdf", "except fast". */
const denying = (option: string): RegExp =>
  new RegExp(
    `(?: (?:not|no|never|cannot|except|excluding|without|avoid)|n['’]t) (?:[a-z]+ ){0,3}${escaped(option)}(?![\\w-])`,
  );

/** "Leave production alone", "production stays as it is": what must not be touched. */
const sparing = (option: string): RegExp =>
  new RegExp(
    ` (?:leav(?:e|ing)|keep(?:ing)?|spar(?:e|ing)) (?:(?:the|my|our|all) )?${escaped(option)} | ${escaped(option)} (?:[a-z]+ )?(?:stays?|remains?|alone|untouched)\\b`,
  );

/** "From staging", "instead of 720p", "reopen the closed one": what is now, not what is wished. */
const leaving = (option: string): RegExp =>
  new RegExp(
    `(?: (?:from|out of|instead of|rather than|than|not|too)| (?:reopen|unarchive|bring|make|turn|change|reply|say) .{0,20}\\b(?:the|this|that|my)) ${escaped(option)} `,
  );

const spoken = (option: string): string => option.toLowerCase().replaceAll(/[_-]+/g, " ");
/** As a part of a regular expression. */
const escaped = (option: string): string => spoken(option).replaceAll(/\W/g, "\\$&");
const isSaid = (option: string, text: string): boolean =>
  text.includes(` ${spoken(option)} `) || standsIn(option.toLowerCase(), text);

/** Whether a text stands by itself in another one: "0-1" does not stand in "10-1", nor "mp4" in "hall.mp4". */
function standsIn(part: string, text: string): boolean {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const behind = text.slice(at + part.length, at + part.length + 2);
    // "It's" says no size s, and "'720p'" is quoted.
    const isInside = /(?:[\w./\\@-]|\w['’])$/.test(text.slice(0, at).slice(-2));
    if (!isInside && !/^(?:[\w/\\@-]|\.\w)/.test(behind)) return true;
  }
  return false;
}

/** Options that are said for other reasons as often. */
const vague = new Set(
  "go info done name all any none no yes other default auto on off in out up down to from by me now new get put set post open first last next one more most".split(
    " ",
  ),
);
