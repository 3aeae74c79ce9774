// An optional text that consists of small words only ("from the") is a slip of the model.
import type { JsonObject } from "../json.ts";
import type { Field } from "../schema.ts";
import type { Reading } from "./reading.ts";
import { without } from "./without.ts";

const filler = /^(?:(?:from|the|an?|of|it|its|for|and|with|me|my|that|this|to|please|pls)(?:\s+|$))+$/i;

/** A value by itself as well: assigned to "me", the language "it", the grade "a". */
const meaning = /^(?:me|it|an?)$/i;

/** Leaves such values out, unless they are quoted. Pure. */
export function withoutFillers(values: JsonObject, { fields, request }: Reading): JsonObject {
  const isFiller = ({ name, shape, required }: Field): boolean => {
    const value = values[name];
    if (required || shape.kind !== "text" || typeof value !== "string") return false;
    const isQuoted = [`"${value}"`, `'${value}'`, `\`${value}\``].some((quoted) => request.includes(quoted));
    return filler.test(value) && !meaning.test(value) && !isQuoted;
  };
  return without(
    values,
    fields.filter(isFiller).map(({ name }) => name),
  );
}
