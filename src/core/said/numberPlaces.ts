// Which number goes where, by the words beside it: "$5000 at 3 % for 5 years" tells principal, rate and years apart.
import type { Json, JsonObject } from "../json.ts";
import { findNumeralsAt } from "../numerals.ts";
import type { Field } from "../schema.ts";
import { readStems } from "../stems.ts";
import type { Word } from "../words.ts";
import type { Reading } from "./reading.ts";

interface Said {
  readonly value: number;
  /** The word it begins with, and the first one behind it. */
  readonly at: number;
  readonly end: number;
}

/** A number beside such words means something that one of these names says. */
interface Unit {
  readonly isBeside: (before: string, behind: string) => boolean;
  readonly names: ReadonlySet<string>;
}

const stemsOf = (text: string): ReadonlySet<string> => new Set(readStems(text));
const units: readonly Unit[] = [
  {
    isBeside: (before, behind) =>
      /^[$€£¥]$/.test(before) || /^(?:dollars?|euros?|pounds?|usd|eur|gbp)$/i.test(behind),
    names: stemsOf(
      "principal principle amount price cost investment invested deposit payment salary budget income fee balance loan capital money present worth discount tax tip",
    ),
  },
  {
    isBeside: (_, behind) => /^(?:%|percent|pct)$/i.test(behind),
    names: stemsOf(
      "rate percent percentage pct yield interest return discount probability growth tax tip share",
    ),
  },
  {
    isBeside: (_, behind) => /^(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|yrs?)$/i.test(behind),
    names: stemsOf("second minute hour day week month year time duration term period"),
  },
];

/** Parts of a name that stand beside any number. */
const silent = stemsOf("number num count total value amount quantity per initial final start end size");
/** More than this many numbers are left as they are: too many orders. */
const most = 5;

/** Numbers that are said once each change places where the words beside them plainly say so. Pure. */
export function placeNumbers(values: JsonObject, { fields, words }: Reading): JsonObject {
  const held = fields.filter(
    ({ name, shape }) => shape.kind === "number" && typeof values[name] === "number",
  );
  const numbers = words.flatMap((_, at) =>
    findNumeralsAt(words, at)
      .slice(-1)
      .map(({ value, length }) => ({ value, at, end: at + length })),
  );
  const said = held.map(({ name }) => numbers.filter(({ value }) => value === values[name]));
  if (held.length < 2 || held.length > most || said.some((ones) => ones.length !== 1)) return values;
  const ones = said.flat();
  if (new Set(ones.map(({ value }) => value)).size < ones.length) return values;
  const best = bestOrder(held, ones, words);
  if (!best) return values;
  const placed = held.flatMap(({ name }, index) => {
    const value = best[index]?.value;
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...values, ...Object.fromEntries<Json>(placed) };
}

/** The one order whose words fit better, where names stand before their numbers or where they stand behind. */
function bestOrder(
  held: readonly Field[],
  ones: readonly Said[],
  words: readonly Word[],
): readonly Said[] | undefined {
  const orders = permutations(ones).filter((order) => fitsTypes(held, order));
  const scored = orders.map((order) => ({ order, ...scoreOrder(held, order, words) }));
  const now = scoreOrder(held, ones, words);
  const top = Math.max(...scored.map(({ before, behind }) => Math.max(before, behind)));
  const best = scored.filter(({ before, behind }) => Math.max(before, behind) === top);
  const [only] = best;
  const isBetter = only && best.length === 1 && only.before >= now.before && only.behind >= now.behind;
  if (!isBetter || top <= Math.max(now.before, now.behind)) return undefined;
  // At most one number moves for no other reason than that another one does, and then a unit has said so.
  const moved = held.flatMap((field, at) =>
    only.order[at] === ones[at] ? [] : [{ field, one: only.order[at] }],
  );
  const side = only.before >= only.behind ? "before" : "behind";
  const named = moved.filter(({ field, one }) => one && scoreOrder([field], [one], words)[side] > 0);
  const byUnit = moved.some(({ field, one }) => one && hasUnit(field, one, words));
  return named.length === moved.length || (byUnit && named.length === moved.length - 1)
    ? only.order
    : undefined;
}

const fitsTypes = (held: readonly Field[], order: readonly Said[]): boolean =>
  held.every(
    ({ shape }, at) => shape.kind === "number" && (!shape.integer || Number.isInteger(order[at]?.value)),
  );

/** How many arguments have their name or unit beside their number: names that stand before it and behind it apart. */
function scoreOrder(
  held: readonly Field[],
  order: readonly Said[],
  words: readonly Word[],
): { readonly before: number; readonly behind: number } {
  let [before, behind] = [0, 0];
  for (const [at, field] of held.entries()) {
    const one = order[at];
    if (!one) continue;
    const stems = readStems(field.name).filter((stem) => !silent.has(stem));
    const isUnit = hasUnit(field, one, words);
    before += Number(isUnit || says(words.slice(Math.max(0, one.at - 3), one.at), stems));
    behind += Number(isUnit || says(words.slice(one.end, one.end + 2), stems));
  }
  return { before, behind };
}

function hasUnit({ name }: Field, { at, end }: Said, words: readonly Word[]): boolean {
  const unit = units.find(({ isBeside }) => isBeside(words[at - 1]?.text ?? "", words[end]?.text ?? ""));
  return unit !== undefined && readStems(name).some((stem) => unit.names.has(stem));
}

/** Whether one of the stems stands in the words. */
function says(beside: readonly Word[], stems: readonly string[]): boolean {
  const found = new Set(beside.flatMap(({ text }) => readStems(text)));
  return stems.some((stem) => found.has(stem));
}

function permutations(ones: readonly Said[]): (readonly Said[])[] {
  if (ones.length <= 1) return [ones];
  return ones.flatMap((one, at) =>
    permutations([...ones.slice(0, at), ...ones.slice(at + 1)]).map((rest) => [one, ...rest]),
  );
}
