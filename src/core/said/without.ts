// Values without some of them.
import type { JsonObject } from "../json.ts";

/** The same object where nothing is left out. Pure. */
export function without(values: JsonObject, names: Iterable<string>): JsonObject {
  const left = new Set(names);
  return left.size === 0
    ? values
    : Object.fromEntries(Object.entries(values).filter(([name]) => !left.has(name)));
}
