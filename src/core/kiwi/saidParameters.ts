// What a request says plainly about the parameters of an action: a category, a title, the copy to delete, where it runs, switches.
import type { Call } from "../decision.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Word } from "../words.ts";
import { runVerbs } from "./dispatchRules.ts";
import { partsOf } from "./itemName.ts";
import { deniedVerb, typeOfWord } from "./kiwiWords.ts";
import { sayPairs } from "./saidPairs.ts";

/** An `execute` call with what its request says plainly, whatever the model made of it. Pure. */
export function sayParameters(call: Call, words: readonly Word[]): Call {
  if (call.name !== "execute") return call;
  const { parameters, ...rest } = call.arguments;
  const given = isObject(parameters) ? parameters : {};
  const texts = words.map((word) => word.text);
  const heard = heed(rest, given, texts);
  if (heard === given) return call;
  const isEmpty = Object.keys(heard).length === 0;
  return { ...call, arguments: isEmpty ? rest : { ...rest, parameters: heard } };
}

const begins =
  /(?:^|[,;:.!] ?|\b(?:please|so|then|now) )(?<verb>bootstrap|init) (?:an? )?(?<type>python|go|rust|node|react|vue|svelte|angular|django|flask|fastapi|rails|ruby|java|kotlin|swift|php|laravel|typescript|javascript|next(?:\.?js)?|nuxt|astro|express|elixir|phoenix|scala|haskell|cli|c\+\+|c#)(?: (?:project|app|repo))?(?:(?: ?[.!]| please| pls| here)*$| here ?, (?:since|because) (?:this|it|the|we|i|our|my)\b)/i;

/** "…: bootstrap go", where the request ends so or goes on with a reason: what kind of project is begun. */
function sayProjectType(item: Json | undefined, given: JsonObject, text: string): JsonObject {
  const { verb, type } = begins.exec(text)?.groups ?? {};
  const isOnly = [...text.matchAll(/\b(?:bootstrap|init)\w*/gi)].length === 1;
  const isMeant = verb?.toLowerCase() === item && isOnly && !denies.test(text);
  return type === undefined || !isMeant ? given : { ...given, project_type: type };
}

function heed(
  { action, item_type: type, item_id: id }: JsonObject,
  given: JsonObject,
  texts: readonly string[],
): JsonObject {
  const text = texts.join(" ");
  switch (action) {
    case "create":
      return sayTitle(type, sayCategory(withoutUnsaidPlace(given, text), text), text);
    case "update":
      return sayNewCategory(given, text);
    case "delete":
      return sayCopy(id, given, text);
    case "run":
      return sayProjectType(
        id,
        sayEnvironment(readSwitches(sayPairs(sayKeys(withoutReasons(given, text), text), texts)), text),
        text,
      );
    default:
      return given;
  }
}

const home =
  /\b(?:user(?:s|[ _-]?space)?|home|global\w*|personal\w*|private|everywhere|anywhere|dotfiles|mine|own|(?:just|only) for me|for me only|account|profile|machine|laptop|computer|system-?wide|(?:all|every|any|each|across|other|outside|not)\b.*\b(?:repos?|repositor\w+|workspaces?|projects?|folders?|director(?:y|ies)))\b|~/i;

/** Where an item is kept is the open folder, unless the request says another place. */
function withoutUnsaidPlace(given: JsonObject, text: string): JsonObject {
  const { location, ...others } = given;
  return location !== "user" || home.test(text) ? given : others;
}

const named = new RegExp(
  String.raw`(?:^|[,;:.–—(] ?|\b(?:in|under|into|with|and) (?:the )?)category(?:(?: is| named| called| ?[:=]) (?<told>[a-z0-9][\w-]*)(?= ?(?:$|[,;.)])| and\b)| (?<behind>[a-z0-9][\w-]*)(?= ?(?:$|[,;.)])))|\b(?:in|under|into) (?:the|our) (?<ahead>[a-z0-9][\w-]*) category\b`,
  "i",
);
const noName =
  /^(?:it|its|and|or|with|for|the|an?|is|of|to|in|as|by|content|same|right|new|this|that|please|whatever|which|you|your|not|none|no|unknown|unclear|tbd|later|existing|usual|default|correct|appropriate|proper|other|own|best|first|last|product|post|item)$/i;

const speaksOf = (given: JsonObject, what: RegExp): boolean =>
  Object.values(given).some((value) => what.test(String(value)));

/** Whether a word can be the category: a name, where none is given and nothing that is given speaks of one. */
function isCategory(word: string | undefined, given: JsonObject): word is string {
  const isQuoted = speaksOf(given, /category/i);
  const isName = word !== undefined && !noName.test(word) && !typeOfWord(word);
  return isName && !isQuoted && !("category" in given);
}

/** "category integrations", "in the data category". */
function sayCategory(given: JsonObject, text: string): JsonObject {
  const found = named.exec(text);
  const { told, behind, ahead } = found?.groups ?? {};
  const category = told ?? behind ?? ahead;
  if (!found || !isCategory(category, given)) return given;
  const clause = text.slice(0, found.index).split(/[,;.]/).at(-1) ?? "";
  const describes = /\b(?:that|which|who|to|where)\b/i.test(clause);
  return describes ? given : { category, ...given };
}

/** "Create note x, title …": the title stands right behind the name, or behind the category, and ends the request or is told apart from it. */
const titled =
  /^(?:(?!\b(?:with|of|about|on|for|that|which|who|where|without|no)\b)[^,;:])*[,;] (?:category [\w-]+ ?[,;] )?(?:with )?title(?: is| [:=])? (?<title>(?!(?:as|to|and|or|with|for|of|in|is|it|that|which|later|tb[ad]|unknown|pages?|from|same|see|please|not?|too|case|up|whatever|should|can|may|must|will|would|comes?|goes|still)\b)[\p{L}\p{N}"'“][^,;]*?)(?:(?: ?[,;]| and| with) (?:and )?(?:the )?(?:category|content|tags?)\b.*| ?[.!]| (?:please|pls)\b.*)?$/iu;

/** A note's "…, title brioche attempts, category bread". */
function sayTitle(type: Json | undefined, given: JsonObject, text: string): JsonObject {
  const title = type !== "knowledge" || "title" in given ? undefined : titled.exec(text)?.groups?.["title"];
  const isQuoted = speaksOf(given, /title/i);
  return title === undefined || isQuoted || denies.test(title) ? given : { title, ...given };
}

const newCategory =
  /\b(?:update|move|file|refile|put) it (?:with|under|into) (?:the )?category (?<name>[a-z0-9][\w-]*)(?= ?(?:$|[,;.)]))/i;
const denies = new RegExp(String.raw`\b(?:not?|never|no longer|without|stays?|keep)\b|${deniedVerb}`, "i");

/** "Update it with category comms". */
function sayNewCategory(given: JsonObject, text: string): JsonObject {
  const category = newCategory.exec(text)?.groups?.["name"];
  if (!isCategory(category, given) || denies.test(text)) return given;
  // The place that the model made of "category" is none where nobody says one.
  return { category, ...withoutUnsaidPlace(given, text) };
}

/** What a deletion may be told; anything else in it are words of a reason. */
const ofDeletion = new Set(["source", "confirm", "version", "dry_run"]);
const copies =
  /\b(?:from|off|out of) (?:the |our )?(registry)\b|\b(?:from|off|out of|in) (?:the |our |my )?(user)(?: (?:space|folder|home)\b|\s*$| (?:please|pls)\b)/gi;
const deletes = /\b(?:delete|remove|erase|bin|drop|wipe|purge|kill|scrap|trash|ditch|clear|take|get rid)\b/gi;
/** Exceptions and reasons: what they name is not what is deleted. */
const excuses =
  /\b(?:not|never|nobody|everyone|anyone|who|how|that|which|imported|grabbed|tomorrow|later|except|but|because|since|is|are|was|were|we|i|pulled|got|need|local\w*|project|keep|keeps|stay|stays|leave|remains?|came|comes|coming|loaded|downloaded|installed|fetched|copied|taken|took)\b|n['’] ?t\b/i;

/** "The user copy of x can go, delete it. The one in the project stays.": that copy, where nothing else is said. */
const canGo =
  /^(?:the|my|our|that) (?<place>user|registry) copy of (?:the )?(?:script |directive |note |tool )?(?<name>[^,;.!?]+?) (?:can|has to|must|is to|should) go(?: ?[,;.!] ?(?:please )?(?:delete|remove|bin|drop) (?:it|that))?(?: ?[,;.!] ?(?:the (?:one|copy) in the project|the project (?:one|copy)) (?:stays|remains|is fine|is good))?(?: ?[.!])*$/i;

/** "Remove it from the registry": that copy and no other. */
function sayCopy(id: Json | undefined, given: JsonObject, text: string): JsonObject {
  const known = Object.entries(given).filter(([key]) => ofDeletion.has(key));
  const places = [...text.matchAll(copies)].map((match) => (match[1] ?? match[2] ?? "").toLowerCase());
  const { place: told, name } = canGo.exec(text)?.groups ?? {};
  const isSame = name !== undefined && partsOf(name).join(" ") === partsOf(String(id)).join(" ");
  if (told !== undefined && isSame && (given["source"] ?? "project") === "project")
    return { ...Object.fromEntries(known), source: told.toLowerCase() };
  const isPlain = text
    .split(/[,;.–—]/)
    .some((clause) => clause.search(copies) > 0 && clause.search(deletes) >= 0 && !excuses.test(clause));
  // What the model took from elsewhere gives way only to the one clause that deletes.
  const isSettled = "source" in given && [...text.matchAll(deletes)].length !== 1;
  const [place, ...others] = places;
  const source = isPlain && others.length === 0 && !isSettled ? place : undefined;
  if (known.length === Object.keys(given).length && source === undefined) return given;
  return { ...Object.fromEntries(known), ...(source === undefined ? {} : { source }) };
}

const tellsReason =
  /, (?:the |our )?(?<key>\w+) is (?<value>(?!staging)[a-z]+ing) (?:in|at|on|soon|today|tomorrow|this|next|by)\b/;
const timeTo = /\b(?:is|was|it['’]s|about|high) time to (?<verb>[a-z]+)\b/i;

/** "…, director is visiting in one hour", "it is time to invite them" tell why, and give no input. */
function withoutReasons(given: JsonObject, text: string): JsonObject {
  const { key = "", value } = tellsReason.exec(text)?.groups ?? {};
  if (value !== undefined && given[key] === value) return without(given, key);
  const verb = timeTo.exec(text)?.groups?.["verb"];
  const isReason = verb !== undefined && given["time"] === verb && !text.includes(`time ${verb}`);
  return isReason ? without(given, "time") : given;
}

function without(given: JsonObject, key: string): JsonObject {
  const { [key]: _, ...kept } = given;
  return kept;
}

/** A value that stands as its own key takes the one in front of "is": "severity is sev1". */
function sayKeys(given: JsonObject, text: string): JsonObject {
  const pairs = Object.entries(given).map(([key, value]): [string, Json] => {
    if (key !== value) return [key, value];
    const before = text.split(` is ${value}`, 1)[0] ?? text;
    const said = before === text ? undefined : /(?:^| )([a-z][\w-]*)$/i.exec(before)?.[1];
    return [said !== undefined && !(said in given) && !noName.test(said) ? said : key, value];
  });
  return pairs.every(([key]) => key in given) ? given : Object.fromEntries(pairs);
}

const environments = "prod|production|staging|dev|development|qa|test|uat|preprod|canary|sandbox";
const somewhere = new RegExp(String.raw`\b(?:${environments})\b`, "gi");
/** A clause that is nothing but the wish to run it there: "it" or "that" is named, or nothing follows. */
const runsThere = new RegExp(
  String.raw`(?:^|[,;.:!?–—] ?)(?:(?:so|and|then|please|pls|just|now) )*(?:${runVerbs.join("|")})(?:(?: (?:it|that|this|them)(?: (?:script|tool|runbook|playbook|workflow|directive|procedure|one))?)(?: ,)? (?:on|for|in|against) (?:the )?(?<name>${environments})(?= ?(?:$|[,;.!]| please| pls| env))| (?:on|for|in|against) (?:the )?(?<last>${environments})(?=(?: ?[,.!]| please| pls)*$))`,
  "i",
);
const anyRun = new RegExp(String.raw`\b(?:${runVerbs.join("|")})(?:s|ning)?\b`, "gi");
/** Another run, a trial or a condition: then it is not plain which run the place is of. */
const unsettled =
  /\b(?:dry|simulat\w*|local\w*|if|once|when|whenever|after|unless|until|tomorrow|tonight|later|next|ask|tell|instead)\b/i;

/** "…; run it, on staging": a clause of its own says where. */
function sayEnvironment(given: JsonObject, text: string): JsonObject {
  const { name, last } = ("environment" in given ? null : runsThere.exec(text))?.groups ?? {};
  const environment = name ?? last;
  const isOnly = [...text.matchAll(somewhere)].length === 1 && [...text.matchAll(anyRun)].length === 1;
  const isInput = Object.values(given).includes(environment ?? "");
  const isPlain =
    isOnly && !isInput && given["dry_run"] !== true && !unsettled.test(text) && !denies.test(text);
  return environment === undefined || !isPlain ? given : { ...given, environment };
}

const switches: Readonly<Record<string, boolean>> = { on: true, off: false };
/** Keys whose "on" and "off" are words. */
const wordKeys = /country|province|state|text|word|answer|lang|code|message|title|name/i;

/** "verbose on" switches it on; "ON" is a province. */
function readSwitches(given: JsonObject): JsonObject {
  const isSwitch = ([key, value]: [string, Json]): boolean =>
    typeof value === "string" && Object.hasOwn(switches, value) && !wordKeys.test(key);
  const pairs = Object.entries(given);
  if (!pairs.some(isSwitch)) return given;
  return Object.fromEntries(
    pairs.map((pair) => [pair[0], isSwitch(pair) ? switches[String(pair[1])] === true : pair[1]]),
  );
}
