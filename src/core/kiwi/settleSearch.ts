// What a search's request says plainly: the whole topic, one kind of item, the registry, a number of results.
import type { JsonObject } from "../json.ts";
import type { Word } from "../words.ts";
import { searchedItemTypes } from "./kiwiWords.ts";
import { dropAmount, sayLimit } from "./saidLimit.ts";
import { wholeTopic } from "./wholeTopic.ts";

/** The arguments of a search with what its request says plainly, whatever the model made of it. Pure. */
export function settleSearch(values: JsonObject, words: readonly Word[]): JsonObject {
  const typed = sayType(wholeTopic(namedTopic(values), words), words);
  return sayLimit(dropAmount(sayRegistry(typed, words), words), words);
}

/** "… slow pages skip the registry": what is dictated behind a topic is no part of it. */
const excludesRegistry =
  /(?<=\S)(?<!\b(?:to|how))\s+(?:skip|ignore|forget|never ?mind)\s+the registry(?:\s+(?:please|just|only)\b.*)?$/i;
/** Words that name nothing to search for, and how much of it. */
const namesNothing =
  /^(?:(?:max|top|limit|at most) \d+ (?:results?|hits?|matches)|you|me|it|this|that|them|these|those|something|anything|one|some|us)$/;

/** The query without what is said about where to look; none at all where it names nothing, so that the person is asked. */
function namedTopic(values: JsonObject): JsonObject {
  const { query, ...rest } = values;
  if (typeof query !== "string") return values;
  const topic = query.replace(excludesRegistry, "");
  return namesNothing.test(topic) ? rest : topic === query ? values : { ...values, query: topic };
}

const asksWhatIsKnown =
  /\bwhat (?:do|did|have|had) (?:we|you|they) (?:already |ever )?(?:know|knew|known|learnt?|learned|find out|found out|writ\w+|wrote)(?: down)? (?:about|on|of|regarding|concerning)\b/i;

/** A search whose request names one type outside its query looks for that type; "what do we know about" names notes. */
function sayType(values: JsonObject, words: readonly Word[]): JsonObject {
  const { query } = values;
  if (typeof query !== "string") return values;
  // "Not the scripts, the notes", "scripts, sorry, notes": which of the kinds is meant is for the model to read.
  if (words.some(({ text }) => /^(?:not|instead|rather|sorry|wait|actually|mean|oops)$/i.test(text)))
    return values;
  const [type, ...others] = searchedItemTypes(words, query);
  if (type !== undefined) return others.length > 0 ? values : { ...values, item_type: type };
  return asksWhatIsKnown.test(words.map((word) => word.text).join(" "))
    ? { ...values, item_type: "knowledge" }
    : values;
}

const onlyHere =
  /\b(?:only|just) (?:the )?local\b|\blocal(?:ly)?(?: ones| items)?(?: please)? only\b|\bregistry is (?:not|off|too|out)\b|\b(?:skip|ignore|without|never ?mind|leave|no|not) (?:out )?(?:the |from the |in the )?registry\b/i;
/** "Not only local": both are meant. */
const alsoThere = /\bnot (?:only|just)\b|\bregistry (?:too|also|as well)\b/i;

/** Words of a topic that make a model think of the registry, and words beside it that may mean it. */
const misleads = /\b(?:publish|releas|shar|download|install|packag)\w*\b/i;
const elsewhere =
  /\breg|line|upstream|remote|communit|hub|market|cloud|shar|publi|other|some|any|every|out|where|source|store|package|central|global|catalog|beyond|project|download|install|web|net|third|not/i;

/** A search whose request says "registry" outside its query looks there, unless it says that the registry is not meant; "notes on publishing charts" speaks of none. */
function sayRegistry(values: JsonObject, words: readonly Word[]): JsonObject {
  const { query, source, ...rest } = values;
  if (typeof query !== "string" || /registry|local/i.test(query)) return values;
  const text = words.map((word) => word.text).join(" ");
  if (onlyHere.test(text) && !alsoThere.test(text)) return { ...rest, query };
  const isMisled = source === "registry" && misleads.test(query) && text.includes(query);
  if (isMisled && !elsewhere.test(text.replace(query, ""))) return { ...rest, query };
  return source === undefined && /\bregistry\b/i.test(text) ? { ...values, source: "registry" } : values;
}
