// Words that belong to a copied text: a word of a title or of a path switches and lists nothing.
import type { JsonObject } from "../json.ts";
import type { Word } from "../words.ts";

/** Whether the word stands inside the one place of the request that a text among the values was copied from. Pure. */
export function isCopied({ start, end }: Word, values: JsonObject, request: string): boolean {
  return Object.values(values).some((value) => {
    if (typeof value !== "string" || value === "") return false;
    const at = request.indexOf(value);
    return at >= 0 && at <= start && end <= at + value.length;
  });
}
