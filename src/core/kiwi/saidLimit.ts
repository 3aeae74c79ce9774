// How many results a search is to show: what a request says about it, whatever the model made of it.
import type { JsonObject } from "../json.ts";
import { readNumeral } from "../numerals.ts";
import type { Word } from "../words.ts";

const scales = /^(?:hundred|thousand|million|dozen)$/i;

/**
 * "40k pages lost" bounds nothing, nor does "over 80 degrees" as a topic, nor "all four hundred of them": a number with a unit or a scale,
 * or inside the query, is no limit.
 */
export function dropAmount(values: JsonObject, words: readonly Word[]): JsonObject {
  const { limit, ...rest } = values;
  const said = words.flatMap((word, at) => (readNumeral(word.text) === limit ? [at] : []));
  const textAt = (at: number): string => words[at]?.text ?? "";
  const isScaled = (at: number): boolean =>
    scales.test(textAt(at + 1)) && (/^all$/i.test(textAt(at - 1)) || /^(?:of|\W*)$/i.test(textAt(at + 2)));
  const hasUnit = (at: number): boolean =>
    words[at + 1]?.start === words[at]?.end && /^[\p{L}%°]/u.test(textAt(at + 1));
  const isAmount = (at: number): boolean => isScaled(at) || hasUnit(at);
  const query = ` ${String(values["query"] ?? "")} `;
  const isTopic = said.length === 1 && query.includes(` ${words[said[0] ?? 0]?.text} `);
  return limit !== undefined && said.length > 0 && (isTopic || said.every(isAmount)) ? rest : values;
}

const counted = /^(?:results?|hits?|matches)$/i;
const bounds = /^(?:top|first|best|only|max|limit|most|just|give|show|list|me)$/i;
const closes = /^(?:will|is|are|please|max|enough|do)\b/i;
const wouldDo =
  /^would (?:do|be (?:plenty|enough|fine|ok|okay|good|great|perfect|nice|lovely|ideal)) ?(?:[.!]|$)/i;
/** "More than 5 results": no bound. */
const atLeast =
  /(?<!\b(?:no|not) )\bmore than$|\bno (?:less|fewer) than$|\b(?:at least|over|not (?:just|only))$/i;
const doubts = /\b(?:not|thought|nor)\b|n['’] ?t\b/i;
/** The same for a clause that begins with the number. */
const atMost = /^at (?:the )?most(?: (?:please|pls)\b|\s*[,;.!?]|\s*$)/i;

/** "Only the top hit", "just the single best match: …", "only one result"; not "the top one hundred", not "not just the top hit". */
const theBestOne =
  /(?<!\b(?:not|than)\s+(?:(?:just|only|one|single|the)\s+)*)\b(?:(?:just|only|one|single|the)\s+)+(?:best|top)(?=\s+(?:one(?!-|\s+(?:hundred|thousand|or|to)\b)|match|hit|result)\b)|\b(?:just|only)\s+(?:(?:the|one|single)\s+)+(?:best|top)(?=\s+(?:script|tool|directive|workflow|playbook|recipe|note|doc)\b|\s*[:;,.!?]|\s*$)|(?<!\b(?:not|than|is|are|was|have|has|had|show|got|found|find|gave|returned|me|see|saw|s)\s+)\b(?:just|only)\s+(?:one|1)\s+(?:result|hit|match|(?:script|tool|directive|workflow|playbook|recipe|note|doc)(?=\s*[:;,.!?]))\b/i;

/** "Only the best two": a clause of its own, or its end. */
const theBestFew =
  /(?:^|[,;.!?:])\s*(?:just|only)\s+(?:the\s+)?(?:best|top|first)\s+(?<number>\w+)(?=\s*(?:[,;.!?]|$))/i;

/** "Five results will do": a number of results outside the query is the limit, whatever the model made of it. */
export function sayLimit(values: JsonObject, words: readonly Word[]): JsonObject {
  const { query, limit } = values;
  if (limit !== undefined || typeof query !== "string") return values;
  const text = words.map((word) => word.text).join(" ");
  if (theBestOne.test(text) && !/\b(?:best|top|one|1)\b/i.test(query)) return { ...values, limit: 1 };
  const few = readNumeral(theBestFew.exec(text)?.groups?.["number"] ?? "");
  if (few !== undefined && few > 0 && Number.isInteger(few) && !/\b(?:best|top|first)\b/i.test(query))
    return { ...values, limit: few };
  const said = words.flatMap((word, at) => {
    const behind = words
      .slice(at + 2, at + 6)
      .map(({ text: one }) => one)
      .join(" ");
    const before = words[at - 1]?.text ?? "";
    const ahead = words
      .slice(Math.max(0, at - 5), at)
      .map(({ text: one }) => one)
      .join(" ");
    const isBound =
      bounds.test(before) ||
      closes.test(behind) ||
      (wouldDo.test(behind) && !doubts.test(ahead.replace(/^.*[.;!?]/, ""))) ||
      !/^\w/.test(behind) ||
      (!/\w/.test(before) && atMost.test(behind));
    const number =
      isBound && !atLeast.test(ahead) && counted.test(words[at + 1]?.text ?? "")
        ? readNumeral(word.text)
        : undefined;
    const isInQuery = ` ${query.toLowerCase()} `.includes(` ${word.text.toLowerCase()} `);
    return number === undefined || isInQuery || number < 1 || !Number.isInteger(number) ? [] : [number];
  });
  return said.length === 1 && said[0] !== undefined ? { ...values, limit: said[0] } : values;
}
