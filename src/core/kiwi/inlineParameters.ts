// Inputs that a request gives in a form of their own, as JSON or as key=value, are read, not guessed.
import type { Call } from "../decision.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { readPlainValue } from "../plainValue.ts";
import { runVerbs } from "./dispatchRules.ts";

export interface InlineParameters {
  /** The request without the inputs and the words that only introduced them. */
  readonly request: string;
  readonly parameters: JsonObject | undefined;
}

const introducing =
  /^(?:with|using|and|passing|given|where|the|this|these|following|inputs?|params?|parameters?|args|arguments|json)$/i;

/** The text without the words at its end that only introduce inputs. Linear. */
function withoutIntroduction(text: string): string {
  let rest = text.replace(/[\s,:=]+$/, "");
  for (;;) {
    const word = /[A-Za-z]+$/.exec(rest)?.[0] ?? "";
    const before = rest.slice(0, rest.length - word.length);
    if (!introducing.test(word) || (before !== "" && !/[\s,:=]$/.test(before))) return rest;
    rest = before.replace(/[\s,:=]+$/, "");
  }
}

/**
 * Takes the first object, else every key=value and --flag, out of a request; a request that is nothing else stays as it is.
 * @param namesItem whether the request says the name of an item: then no further word has to introduce them.
 */
export function takeInlineParameters(request: string, namesItem = false): InlineParameters {
  const start = request.indexOf("{");
  for (
    let end = request.lastIndexOf("}");
    start > 0 && end > start;
    end = request.lastIndexOf("}", end - 1)
  ) {
    const value = parseObject(request.slice(start, end + 1));
    if (value === undefined) continue;
    const before = withoutIntroduction(request.slice(0, start));
    const rest = `${before} ${request.slice(end + 1).trim()}`.trim();
    return rest === "" ? { request, parameters: undefined } : { request: rest, parameters: value };
  }
  return takePairs(request, namesItem);
}

/** One mark right behind "=" ("sep=,"), a quoted text, a list, or text up to a space; a comma within belongs to it unless another pair follows. */
const value = String.raw`(?<==)[,;|](?=\s)|"[^"]*"|'[^']*'|\[[^\]]*\]|(?:(?!,[A-Za-z_][\w-]*\s*=)[^\s;"'])+`;
const key = String.raw`(?:--?)?(?<key>[A-Za-z_][\w-]*)`;
/** What ends a value without doubt; behind anything else it may go on, and the model has to read it. */
const ended = String.raw`(?=\s*(?:$|[;.!?](?:\s|$)|\s(?:[–—]|--?)\s(?!\d|\w\b)|,?\s*(?:and\s+|with\s+)?(?:--|[A-Za-z_][\w-]*(?:\s*:?=| (?:equals|set to) ))|,?\s*(?:and|on|in|for|with|please|pls|plz|as|from|to|then|dry|but|thanks)\b|,\s+(?:it|its|that|this|those|these|because|since|so|i|we|you)\b))`;
/** key=value, key = value, key := value, "key set to value". */
const pair = new RegExp(
  String.raw`(?<=^|[\s,;(])${key}(?:\s{0,3}:?=\s{0,3}(?!=)| (?:equals|set to) )(?<value>${value})${ended}`,
  "g",
);
const anyPair = /(?<=^|[\s,;(])(?:--?)?(?<key>[A-Za-z_][\w-]*)\s{0,3}:?=(?!=)/g;
/** --key value, --key; a value only where nothing but another flag, a separator or the end follows it. */
const flag = new RegExp(
  String.raw`(?<=^|\s)--(?<key>[A-Za-z][\w-]*)(?:\s+(?!-)(?<value>${value})(?=\s*(?:$|[,;]|\s--|\s(?:and|please|plz|pls)\b)))?(?=$|[\s,;.!?])`,
  "g",
);
const between = /^\s*(?:,|;|&|and|,\s*and)?\s*$/i;
/** Arguments of the tools themselves: these are for the model to read. */
const ownArguments = new Set(
  "source destination limit item_type item_id action query type topic project_path".split(" "),
);
/** What may run on over many words without quotes: where it ends is for the model to read. */
const longTexts = new Set(["content", "title", "description"]);
/** Keys whose value may be a mark: "sep=,". */
const takesMark = /(?:^|_)(?:sep|separator|delim|delimiter|quote|ifs)$/i;
/** Flags that never take a value. */
const bareFlags = new Set("dry-run dryrun force verbose quiet yes all".split(" "));
/** What may follow a flag without a value. */
const endsFlag = /^\s*(?:$|[,;.!?]|--|(?:and|please|plz|pls|on|in|for|against|to|from|with|using)\b)/i;
/** Words behind which key=value is an input ("w/ content" writes an item); elsewhere it is text, such as a line of a shell. */
const inputs = new RegExp(
  String.raw`\b(?:(?:with|using|passing|given|where|inputs?|params?|parameters?|args|arguments)\b|w\/ (?!content\b))[^=]*$|\b(?:${runVerbs.join("|")})\b`,
  "i",
);

/** "Replace the content with this: PORTS = 80" writes an item; nothing in it is an input. */
const contents = /\b(?:contents?|replace|write|this)\b(?:[^=:.!?]|[.!?](?!\s)){0,20}:\s*['"`]?$/i;

interface Pair {
  readonly start: number;
  readonly end: number;
  readonly key: string;
  readonly value: Json;
}

function takePairs(request: string, namesItem: boolean): InlineParameters {
  const found = findPairs(request);
  const [first] = found;
  const meant = [...request.matchAll(anyPair)].filter(({ groups }) => isInput(groups?.["key"] ?? ""));
  const isClear = meant.every(({ index }) => found.some((one) => one.start <= index && index < one.end));
  const isText = contents.test(request.slice(0, first?.start ?? 0));
  if (!first || !isClear || isText || !(namesItem || inputs.test(request.slice(0, first.start))))
    return { request, parameters: undefined };
  let rest = withoutIntroduction(request.slice(0, first.start));
  let end = first.start;
  for (const one of found) {
    const gap = request.slice(end, one.start);
    if (!between.test(gap)) rest += withoutIntroduction(gap);
    end = one.end;
  }
  rest = `${rest}${request.slice(end)}`.trim();
  const parameters = Object.fromEntries(found.map((one) => [one.key.replaceAll("-", "_"), one.value]));
  return rest === "" ? { request, parameters: undefined } : { request: rest, parameters };
}

function isInput(name: string): boolean {
  return !ownArguments.has(name.toLowerCase());
}

/** Pairs and flags in the order of the request; of two that overlap the first. */
function findPairs(request: string): Pair[] {
  const pairs = [...request.matchAll(pair), ...request.matchAll(flag)].flatMap((match): Pair[] => {
    const { key: name = "", value: typed } = match.groups ?? {};
    const plain = name.toLowerCase();
    const isQuoted = typed !== undefined && /^["']/.test(typed);
    if (!isInput(name) || (longTexts.has(plain) && !isQuoted)) return [];
    const bare = typed === undefined || (bareFlags.has(plain) && !/^(?:true|false)$/i.test(typed));
    // A comma at the end parts, it is no part of the value, unless it is all of it.
    const isMark = typed !== undefined && /^[,;|]$/.test(typed) && takesMark.test(name);
    if (typed !== undefined && /^[;|]$/.test(typed) && !isMark) return [];
    const whole = match.index + (isMark ? match[0] : match[0].replace(/,$/, "")).length;
    const end = bare ? match.index + match[0].indexOf(name) + name.length : whole;
    // "--config prod backup_db": whether the next word is a value is for the model to read.
    if (bare && !bareFlags.has(plain) && !endsFlag.test(request.slice(end))) return [];
    return [
      { start: match.index, end, key: name, value: bare ? true : isMark ? typed : readValue(typed, name) },
    ];
  });
  return pairs
    .sort((a, b) => a.start - b.start)
    .filter((one, index, all) => all.slice(0, index).every((other) => other.end <= one.start));
}

/** "14" is a number, "true" a truth value, "1.10" and "7b" text; a version is always text, without a leading v. */
function readValue(typed: string, key: string): Json {
  const quoted = /^(["'])(.*)\1$/s.exec(typed);
  if (quoted) return quoted[2] ?? "";
  if (/^\[.*\]$/s.test(typed))
    return typed
      .slice(1, -1)
      .split(",")
      .map((item) => readValue(item.trim(), key));
  const text = typed.replace(/[.,!?)]+$/, "");
  if (key.toLowerCase() === "version") return text.replace(/^v(?=\d)/i, "");
  return readPlainValue(text);
}

/** Adds inline parameters to a call that takes parameters; what they say wins over what words say. */
export function addInlineParameters(call: Call, parameters: JsonObject | undefined): Call {
  if (!parameters || call.name !== "execute") return call;
  const given = call.arguments["parameters"];
  const said = isObject(given) ? given : {};
  return { ...call, arguments: { ...call.arguments, parameters: { ...said, ...parameters } } };
}

function parseObject(text: string): JsonObject | undefined {
  try {
    // People leave out the quotes of keys, and write single ones.
    const strict = /^\{\s*"/.test(text)
      ? text
      : text.replace(/([{,]\s*)([A-Za-z_]\w*)\s*:/g, '$1"$2":').replace(/'([^'"]*)'/g, '"$1"');
    const value = JSON.parse(strict) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // Braces that are no object stay part of the request.
  }
}
