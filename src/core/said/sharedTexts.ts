// What a request says once fills one needed argument: "route to Salzburg" says no start, and the person is asked for it.
import type { Json, JsonObject } from "../json.ts";
import { readStems } from "../stems.ts";
import type { Reading } from "./reading.ts";
import { isShared, timesSaid } from "./saidTwice.ts";
import { without } from "./without.ts";

/** Leaves out needed texts that are another needed argument's value or hold its number, said once; the argument it is said for keeps it. Pure. */
export function withoutSharedTexts(values: JsonObject, { fields, request, words }: Reading): JsonObject {
  if (isShared(request)) return values;
  const needed = fields.filter(({ name, required, shape }) => {
    return required && (shape.kind === "text" || shape.kind === "number") && Object.hasOwn(values, name);
  });
  const dropped = new Set<string>();
  for (const [at, { name }] of needed.entries())
    for (const { name: other } of needed.slice(at + 1)) {
      const [first, second] = [values[name], values[other]];
      if (dropped.has(name) || dropped.has(other) || first === undefined || second === undefined) continue;
      if (typeof first === "number" && typeof second === "number") continue;
      const text = [first, second].find((value) => typeof value === "string") ?? first;
      if (!isSame(first, second) || timesSaid(text, request, words) !== 1) continue;
      dropped.add(fit(name, first, request) >= fit(other, second, request) ? other : name);
    }
  return without(values, dropped);
}

/** The same text, or a text that is a number ("318") or an amount ("11 kilos") beside that number. */
function isSame(first: Json, second: Json): boolean {
  if (typeof first === "string" && typeof second === "string") return first === second;
  const [text, number] = typeof first === "string" ? [first, second] : [second, first];
  if (typeof text !== "string" || typeof number !== "number") return false;
  const said = String(number);
  return text.startsWith(said) && /^(?: \p{Ll}+)?$/u.test(text.slice(said.length));
}

/** How well an argument fits what is said of its value: a number for numbers, the name in front of it, a file's ending. */
function fit(name: string, value: Json, request: string): number {
  if (typeof value === "number") return 4;
  const text = String(value);
  const before = request.slice(0, request.indexOf(text)).trim().split(/\s+/).slice(-2);
  const stems = new Set([
    ...before.map((word) => word.toLowerCase()),
    ...before.flatMap((word) => readStems(word)),
  ]);
  const parts = [...name.toLowerCase().split(/[^a-z]+/), ...readStems(name)];
  const isFile = /\.\w{1,6}$/.test(text) && /file|path|source|document|input/i.test(name);
  return 2 * Number(parts.some((part) => stems.has(part))) + 3 * Number(isFile);
}
