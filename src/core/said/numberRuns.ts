// Lists of numbers are copied whole: "5, 7, 9 and 12, in 3 bins" lists four numbers, and the 3 is no part of them.
import type { Json, JsonObject } from "../json.ts";
import { readNumeral } from "../numerals.ts";
import type { Word } from "../words.ts";
import type { Reading } from "./reading.ts";

/** What may stand between two numbers of one list. */
const between = /^(?:,|;|and|&)$/i;
const isRange = /^(?:to|till|until|through|[-–—])$/i;
/** Shorter ones may be anything. */
const shortest = 3;

/** Puts the run of numbers that a list is a part of, or that is a part of it, in its place. Pure. */
export function wholeRuns(values: JsonObject, { fields, words }: Reading): JsonObject {
  const lists = fields.filter(({ name, shape }) => {
    return shape.kind === "list" && shape.item.kind === "number" && Array.isArray(values[name]);
  });
  if (lists.length === 0) return values;
  const runs = findRuns(words);
  const result: Record<string, Json> = { ...values };
  const left = runs.filter((run) => !lists.some(({ name }) => isSame(values[name], run)));
  for (const { name } of lists) {
    const given = values[name];
    if (runs.some((run) => isSame(given, run))) continue;
    const near = left.filter((run) => overlaps(given, run));
    const [only] = near;
    const others = Object.entries(values).flatMap(([other, value]) => (other === name ? [] : [value].flat()));
    // What another argument has is no part of this list: "80, 443, 8080, 5 seconds".
    const isShared = moreOf(only ?? [], given).some((number) => others.includes(number));
    if (only && near.length === 1 && !isShared) result[name] = only;
  }
  return result;
}

function findRuns(words: readonly Word[]): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  let gap = 0;
  // "80, 443 and 8080 and 5 retries": the second "and" begins something else.
  const joins = new Set<string>();
  for (const [at, { text }] of words.entries()) {
    const numbers = readNumbers(words, at);
    if (numbers.length > 0) {
      if (gap > 2) run = [];
      if (run.length < shortest && run.length + numbers.length >= shortest) runs.push(run);
      run.push(...numbers);
      gap = 0;
    } else if (between.test(text)) {
      gap += 1;
      const join = text.toLowerCase();
      if (joins.has(join) && joins.has(",") && join !== ",") run = [];
      joins.add(join);
    } else {
      // "5 and 7 to 9" lists more than it says.
      if (isRange.test(text) && readNumbers(words, at + 1).length > 0 && runs.at(-1) === run) runs.pop();
      run = [];
    }
    if (run.length === 0) joins.clear();
  }
  return runs;
}

/** "50th" and "8 %" are no part of a list; "200,300,400" in brackets is three numbers and not one. */
function readNumbers(words: readonly Word[], at: number): number[] {
  const text = words[at]?.text ?? "";
  if (/^(?:st|nd|rd|th|%|percent)$/i.test(words[at + 1]?.text ?? "")) return [];
  const isList = words[at - 1]?.text === "[" || words[at + 1]?.text === "]";
  const parts = isList ? text.split(",").map(readNumeral) : [readNumeral(text)];
  return parts.every((part) => part !== undefined) ? parts : [];
}

/** What the run has and the given list has not. */
function moreOf(run: readonly number[], given: Json | undefined): readonly number[] {
  if (!Array.isArray(given)) return [];
  const isBegin = given.every((one, at) => one === run[at]);
  return isBegin ? run.slice(given.length) : run.filter((number) => !given.includes(number));
}

const isSame = (given: Json | undefined, run: readonly number[]): boolean =>
  Array.isArray(given) && given.length === run.length && run.every((number, at) => given[at] === number);

/** Most of what is given comes from the run, in one piece. */
function overlaps(given: Json | undefined, run: readonly number[]): boolean {
  if (!Array.isArray(given)) return false;
  const from = given.filter((one) => typeof one === "number" && run.includes(one));
  const whole = ` ${run.join(" ")} `;
  if (given.length === 1 && String(given[0]) === run.join("")) return true;
  return from.length >= 2 && from.length * 2 > given.length && whole.includes(` ${from.join(" ")} `);
}
