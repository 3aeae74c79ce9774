// Turns parameters into command-line arguments: `max_rows: 5` becomes `--max-rows 5`.
import type { Json, JsonObject } from "../../core/json.ts";
import { Refusal } from "./refusal.ts";

/** True → bare flag, false and null → nothing, list → repeated flag, object → JSON; names starting with `_` are skipped. */
export function scriptFlags(parameters: JsonObject): string[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    if (name.startsWith("_") || value === null || value === false) return [];
    if (!/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u.test(name))
      throw new Refusal(`"${name.slice(0, 80)}" cannot be the name of a script's argument.`);
    const flag = `--${name.replaceAll("_", "-")}`;
    if (value === true) return [flag];
    const values: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value];
    return values.flatMap((one) => writeFlag(flag, one));
  });
}

/** A value that starts with a dash is joined with `=`, so that it is not taken for a flag. */
function writeFlag(flag: string, value: Json): string[] {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (text.includes("\0")) throw new Refusal(`The value of ${flag} holds a null character.`);
  return text.startsWith("-") ? [`${flag}=${text}`] : [flag, text];
}
