// An optional switch is on where the request says its name: "overdue" for `overdue_only`.
import type { JsonObject } from "../json.ts";
import { negates } from "../negation.ts";
import { readStems } from "../stems.ts";
import { isCopied } from "./copied.ts";
import type { Reading } from "./reading.ts";

/** Parts of a switch's name that nobody says. */
const silent = new Set(readStems("only include included enable enabled flag mode"));

/** "Avoid force", "force it if needed": whether the switch is wished is not said. */
const doubts = /^(?:avoid|unless|if|whether)$/i;

/** Switches on what was left out and is said. Pure. */
export function saySwitches(values: JsonObject, { fields, request, words }: Reading): JsonObject {
  if (negates(words) || words.some(({ text }) => doubts.test(text))) return values;
  const said = new Set(
    words.filter((word) => !isCopied(word, values, request)).flatMap((word) => readStems(word.text)),
  );
  const on = fields.filter(({ name, shape, required, default: fallback }) => {
    if (shape.kind !== "boolean" || required || fallback === true || name in values) return false;
    const stems = readStems(name).filter((stem) => !silent.has(stem));
    return stems.length > 0 && stems.every((stem) => said.has(stem));
  });
  return on.length === 0 ? values : { ...values, ...Object.fromEntries(on.map(({ name }) => [name, true])) };
}
