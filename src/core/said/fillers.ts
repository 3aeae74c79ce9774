// An optional text that consists of small words only ("from the") is a slip of the model.
import type { JsonObject } from "../json.ts";
import type { Field } from "../schema.ts";
import type { Reading } from "./reading.ts";

const filler = /^(?:(?:from|the|an?|of|it|its|for|and|with|me|my|that|this|to|please|pls)(?:\s+|$))+$/i;

/** Leaves such values out. Pure. */
export function withoutFillers(values: JsonObject, { fields }: Reading): JsonObject {
  const isFiller = ({ name, shape, required }: Field): boolean => {
    const value = values[name];
    return !required && shape.kind === "text" && typeof value === "string" && filler.test(value);
  };
  const fillers = fields.filter(isFiller).map(({ name }) => name);
  return Object.fromEntries(Object.entries(values).filter(([name]) => !fillers.includes(name)));
}
