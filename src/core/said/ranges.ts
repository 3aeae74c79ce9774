// "1850 to 1875" fills a pair of arguments that says where something begins and where it ends.
import type { JsonObject } from "../json.ts";
import { readNumeral } from "../numerals.ts";
import type { Field } from "../schema.ts";
import type { Reading } from "./reading.ts";

const pairs: readonly (readonly [string, string])[] = [
  ["from", "to"],
  ["start", "end"],
  ["min", "max"],
  ["minimum", "maximum"],
  ["lower", "upper"],
  ["low", "high"],
  ["since", "until"],
];
const joins = /^(?:to|until|till|through|[-–—])$/i;

/** Fills the one pair of number arguments from the one range that the request says. Pure. */
export function fillRange(values: JsonObject, { fields, words }: Reading): JsonObject {
  const ranges = words.flatMap((word, at) => {
    const isBetween = /^between$/i.test(words[at - 2]?.text ?? "") && /^and$/i.test(word.text);
    const [low, high] = [words[at - 1], words[at + 1]].map((one) => readNumeral(one?.text ?? ""));
    const isRange = low !== undefined && high !== undefined && low < high;
    return isRange && (isBetween || joins.test(word.text)) ? [[low, high] as const] : [];
  });
  const open = findPairs(fields);
  const [range, pair] = [ranges[0], open[0]];
  if (!range || !pair || ranges.length > 1 || open.length > 1) return values;
  // "2-3 coats" is a range of something else; years are plain, and so is a range of which the model has put one end there.
  const isBegun = pair.some((name, end) => values[name] === range[end]);
  const areYears = /year/i.test(pair[0]) && range.every((number) => number > 1000 && number < 2200);
  const isTitle = Object.values(values).some((value) => {
    return typeof value === "string" && range.every((number) => value.includes(String(number)));
  });
  if ((!isBegun && !areYears) || isTitle) return values;
  return { ...values, [pair[0]]: range[0], [pair[1]]: range[1] };
}

function findPairs(fields: readonly Field[]): (readonly [string, string])[] {
  const numbers = fields.filter(({ shape }) => shape.kind === "number").map(({ name }) => name);
  return numbers.flatMap((name) => {
    const parts = name.split("_");
    return pairs.flatMap(([low, high]) => {
      const other = parts.map((part) => (part === low ? high : part)).join("_");
      return other !== name && numbers.includes(other) ? [[name, other] as const] : [];
    });
  });
}
