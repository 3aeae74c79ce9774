// A request without a verb of its own in plainer words: "purge cdn cache on staging" runs the item of that name.
import type { Catalogue } from "../catalogue.ts";
import { splitWords } from "../words.ts";
import { runVerbs } from "./dispatchRules.ts";
import { namedTypes } from "./kiwiWords.ts";
import { findNamedItems } from "./namedItems.ts";
import { hesitates } from "./saidItem.ts";

const opening = /^\W*(?:(?:please|pls|plz|hey|hi|ok|okay|so|now|just|kiwi|can you|could you|let'?s)\W+)*/i;
/** What may stand behind a name that is an imperative. */
const goesOn =
  /^\s*(?:$|[,;.!–—-]|(?:on|in|for|with|using|against|to|from|at|as|please|pls|plz|now|asap|dry)\b)/i;
/** "Search rate limiter benchmark": a topic right behind the verb, and no other place to look in. */
const barelySearches =
  /^search\s+(?!(?:the|my|our|in|through|for|it|that|this|again|engines?)\b)[\p{L}\p{N}]/iu;
const otherPlaces =
  /\b(?:web|internet|online|google|bing|github|stack ?overflow|wikipedia|youtube|slack|jira|mail|mails|inbox|emails?|calendar|browser|history|disk|drive|folders?|files?|codebase|logs?)\b/i;

const runsIt = new RegExp(String.raw`^(?:${runVerbs.join("|")})\s+(?:(?:the|my|our)\s+)?`, "i");

/**
 * What a request that the model took for none of its tools may have meant: to run the script or directive whose whole name it begins
 * with, or a search that names no kind of item. Pure.
 * @returns the request with the words that it left out; undefined where there is nothing to add
 */
export function sayPlainly(request: string, catalogue: Catalogue): string | undefined {
  const said = request.replace(opening, "");
  if (hesitates.test(said)) return undefined;
  if (barelySearches.test(said) && !otherPlaces.test(said) && namedTypes(splitWords(said)).size === 0)
    return said.replace(/^search/i, "search scripts");
  const start = runsIt.exec(said)?.[0].length ?? 0;
  const [item, other] = findNamedItems(said, { ...catalogue, knowledge: [] });
  // One name of a script and of a directive does not say which.
  if (item?.start !== start || other?.start === start || !goesOn.test(said.slice(item.end))) return undefined;
  return `run ${item.type} ${item.id}${said.slice(item.end)}`;
}
