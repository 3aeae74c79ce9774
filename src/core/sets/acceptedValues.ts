// BFCL's possible answers, where every level is a list of right values, as plain values that can be compared one by one.
import type { AcceptedCall } from "../eval/goldRow.ts";
import type { Call } from "../decision.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

/** Nested alternatives multiply; the public sets stay below 200. */
const mostValues = 4096;

/** `{argument: [values]}`; an empty text among them: the argument may be left out. @throws Error on another form. */
export function readPossibleAnswer(name: string, possible: unknown): AcceptedCall {
  if (!isObject(possible)) throw new Error(`the answer of "${name}" is {argument: [values]}`);
  const entries = Object.entries(possible).map(([argument, values]): [string, Json[]] => {
    if (!Array.isArray(values))
      throw new Error(`the answer's argument "${argument}" is a list of right values`);
    return [argument, (values as Json[]).flatMap(expandValue)];
  });
  return {
    name,
    arguments: Object.fromEntries(entries),
    optional: entries.filter(([, values]) => values.includes("")).map(([argument]) => argument),
    loose_text: true,
  };
}

/** One right call, for people to read: the first value of each argument, without what may be left out. */
export function showAccepted(accepted: AcceptedCall): Call {
  const shown = Object.entries(accepted.arguments).flatMap(([argument, [first]]): [string, Json][] =>
    first === undefined || first === "" ? [] : [[argument, first]],
  );
  return { name: accepted.name, arguments: Object.fromEntries(shown) };
}

/** The values that one written value stands for: an object's keys hold lists of right values, "" may be left out. */
function expandValue(value: Json): Json[] {
  if (Array.isArray(value))
    return combine(value.map((item: Json) => expandValue(item))).map((items) => [...items]);
  if (!isObject(value)) return [value];
  const keys = Object.keys(value);
  const choices = keys.map((key): (Json | undefined)[] => {
    const right = value[key] as Json;
    if (!Array.isArray(right)) return [right];
    return right.flatMap((one: Json) => (one === "" ? [undefined] : expandValue(one)));
  });
  return combine(choices).map((chosen): JsonObject => {
    const there = keys.flatMap((key, at): [string, Json][] => {
      const one = chosen[at];
      return one === undefined ? [] : [[key, one]];
    });
    return Object.fromEntries(there);
  });
}

/** Every way to choose one of each. @throws Error beyond `mostValues`. */
function combine<T>(choices: readonly (readonly T[])[]): T[][] {
  return choices.reduce<T[][]>(
    (all, some) => {
      if (all.length * some.length > mostValues) throw new Error("it has too many right values");
      return all.flatMap((one) => some.map((next) => [...one, next]));
    },
    [[]],
  );
}
