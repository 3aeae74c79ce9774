// "5 %" is 0.05 where an argument wants a rate as a fraction; where its description speaks of percent it stays 5.
import type { JsonObject } from "../json.ts";
import { readNumeral } from "../numerals.ts";
import type { Reading } from "./reading.ts";

const rateNames = /(?:^|_|\b)(?:rate|yield|interest|returns?|probability|fraction|ratio|alpha)(?:$|_|\b)/i;
const saysPercent = /percent|pct|%/i;
/** "As a decimal, e.g. 5% is 0.05" speaks of percent only to say that it does not want them. */
const wantsFraction = /\bdecimal\b(?! places?| digits?)|fraction|between 0 and 1\b|\b0 to 1\b|\b0-1\b/i;
/** An example such as 5.5 shows that percents are meant. */
const largeExample = /(?<![\d.])(?:[1-9]\d*(?:\.\d+)?)(?![\d%])/;

/** Numbers that the request says in percent become fractions where the argument is one. Pure. */
export function readFractions(values: JsonObject, { fields, words }: Reading): JsonObject {
  const percents = words.flatMap(({ text }, at) => {
    const behind = words[at + 1]?.text ?? "";
    const isPercent =
      /^(?:%|percent|pct)$/i.test(behind) || (/^per$/i.test(behind) && words[at + 2]?.text === "cent");
    const number = isPercent ? readNumeral(text) : undefined;
    return number === undefined ? [] : [number];
  });
  const changed = fields.filter(({ name, shape, default: fallback, description }) => {
    const value = values[name];
    if (shape.kind !== "number" || shape.integer || typeof value !== "number" || !percents.includes(value))
      return false;
    if (wantsFraction.test(description) && !largeExample.test(description.replace(wantsFraction, "")))
      return true;
    const isLarge = typeof fallback === "number" && fallback >= 1;
    const isSilent =
      !saysPercent.test(description) && !saysPercent.test(name) && !largeExample.test(description);
    return rateNames.test(name) && isSilent && !isLarge;
  });
  const fractions = changed.map(
    ({ name }) => [name, Number((Number(values[name]) / 100).toPrecision(12))] as const,
  );
  return { ...values, ...Object.fromEntries(fractions) };
}
