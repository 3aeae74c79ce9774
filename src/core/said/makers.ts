// "Teardrop by Massive Attack" is a title and who made it, where a tool has an argument for each.
import type { Json, JsonObject } from "../json.ts";
import type { Reading } from "./reading.ts";

const made =
  /(?:^|_)(?:title|track|song|album|book|film|movie|piece|work|name|podcast|poem|painting)(?:_?(?:title|name))?$/i;
const makers =
  /(?:^|_)(?:artist|author|composer|singer|band|director|writer|creator|painter|poet)s?(?:_?name)?$/i;

/** Parts a title at its "by" where the maker has an argument that stands empty or holds the same. Pure. */
export function partMakers(values: JsonObject, { fields }: Reading): JsonObject {
  const maker = fields.find(({ name, shape }) => shape.kind === "text" && makers.test(name))?.name;
  if (maker === undefined) return values;
  const result: Record<string, Json> = { ...values };
  for (const { name, shape } of fields) {
    const value = values[name];
    if (shape.kind !== "text" || typeof value !== "string" || !made.test(name) || makers.test(name)) continue;
    const [title, by, ...more] = value.split(/\s+by\s+/);
    const isFree = values[maker] === undefined || values[maker] === value || values[maker] === by;
    // "Stand by Me" is a whole title: a maker here has two names or more.
    const isNamed = /^\p{Lu}\S*(?:\s+(?:(?:and|of|the|von|van|de|&)\s+)*\p{Lu}\S*)+$/u.test(by ?? "");
    if (!title || !by || more.length > 0 || !isFree || !isNamed) continue;
    result[name] = title;
    result[maker] = by;
  }
  return result;
}
