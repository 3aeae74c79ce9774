// What a search's request says plainly: the whole topic, one kind of item, the registry, a number of results.
import type { JsonObject } from "../json.ts";
import type { Word } from "../words.ts";
import { searchedItemTypes } from "./kiwiWords.ts";
import { dropAmount, sayLimit } from "./saidLimit.ts";
import { wholeTopic } from "./wholeTopic.ts";

/** The arguments of a search with what its request says plainly, whatever the model made of it. Pure. */
export function settleSearch(values: JsonObject, words: readonly Word[]): JsonObject {
  const typed = sayType(wholeTopic(values, words), words);
  return sayLimit(dropAmount(sayRegistry(typed, words), words), words);
}

const asksWhatIsKnown =
  /\bwhat (?:do|did|have|had) (?:we|you|they) (?:already |ever )?(?:know|knew|known|learnt?|learned|find out|found out|writ\w+|wrote)(?: down)? (?:about|on|of|regarding|concerning)\b/i;

/** A search whose request names one type outside its query looks for that type; "what do we know about" names notes. */
function sayType(values: JsonObject, words: readonly Word[]): JsonObject {
  const { query } = values;
  if (typeof query !== "string") return values;
  const [type, ...others] = searchedItemTypes(words, query);
  if (type !== undefined) return others.length > 0 ? values : { ...values, item_type: type };
  return asksWhatIsKnown.test(words.map((word) => word.text).join(" "))
    ? { ...values, item_type: "knowledge" }
    : values;
}

/** A search whose request says "registry" outside its query looks there, whatever the model made of it. */
function sayRegistry(values: JsonObject, words: readonly Word[]): JsonObject {
  const { query, source } = values;
  if (source !== undefined || typeof query !== "string") return values;
  const said = words.some((word) => /^registry$/i.test(word.text));
  return said && !/registry/i.test(query) ? { ...values, source: "registry" } : values;
}
