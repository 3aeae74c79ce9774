// What the words around a name say: that it goes on, that too much was taken for it, that it is only a place.
import type { Catalogue, ItemType } from "../catalogue.ts";
import type { Call } from "../decision.ts";
import type { Word } from "../words.ts";
import { isChange } from "./callKinds.ts";
import { consistsOf, looksLikeId, namePartsOf, partsOf, theOnly, type KnownItem } from "./itemName.ts";
import { typeOfWord } from "./kiwiWords.ts";
import type { Resolved } from "./resolveItem.ts";
import { isOneWord, isSaidAgain, plainText, sparesSomething, startOf, wordsOf } from "./saidItem.ts";

/** Words behind a name that tell which copy is meant, or how it is to be run. */
const noName =
  /^(?:cop(?:y|ies)|versions?|ones?|here|there|local|user|project|registry|prod|production|staging|dev|qa|test|dry|run|now|again|please|too|and|or|on|in|for|with|from|to|v?\d+)$/;

/** What may stand behind a whole name: a mark, where and with what it is to run; anything else may be what happened to the shorter one. */
const goesOn =
  /^(?:|\W|on|in|for|against|with|using|from|into|to|as|at|by|tonight|today|tomorrow|first|again|please|pls|plz|now|asap)$/;

/**
 * "Hull survey checklist" is `hull_survey_checklist`, where there is one, and not `hull_survey`: further words right behind the name,
 * with no mark between, that say neither a copy nor an input. Where the last one may be the kind instead, the person says which.
 */
export function longerName(
  item: KnownItem,
  call: Call,
  typed: string,
  catalogue: Catalogue,
  words: readonly Word[],
): Resolved | undefined {
  const parts = namePartsOf(item.id);
  if (isOneWord(parts, words) || isSaidAgain(typed, words)) return undefined;
  const text = words.map((word) => word.text.toLowerCase());
  const start = startOf(text, parts);
  const inputs = JSON.stringify(call.arguments["parameters"] ?? {}).toLowerCase();
  const isMeant = (id: string): boolean => {
    const further = namePartsOf(id).slice(parts.length);
    return (
      further.length > 0 &&
      startOf(namePartsOf(id), parts) === 0 &&
      further.every(
        (word, at) =>
          text[start + parts.length + at] === word && !noName.test(word) && !inputs.includes(word),
      )
    );
  };
  const said = start < 0 ? undefined : theOnly(item.type, catalogue[item.type].filter(isMeant));
  if (!said) return undefined;
  const whole = namePartsOf(said.id);
  const behind = text[start + whole.length] ?? "";
  const isKindBehind = typeOfWord(behind) === item.type;
  const mayBeKind = typeOfWord(whole.at(-1) ?? "") !== undefined && !isKindBehind;
  if (!isKindBehind && !goesOn.test(behind))
    return isChange(call) ? { kind: "ambiguous", items: [item, said] } : undefined;
  return mayBeKind ? { kind: "ambiguous", items: [said, item] } : { kind: "spelling", item: said };
}

/**
 * "Pumps, we have two docs, the 2019 one is wrong, delete that": beside `pumps` there is `pumps_2019`, so that what changes one is not
 * guessed; where "that" is all that is changed, it is the one just spoken of.
 */
export function spokenOf(
  item: KnownItem,
  catalogue: Catalogue,
  words: readonly Word[],
): Resolved | undefined {
  const text = plainText(words);
  const [one, ...more] = [...text.matchAll(/\bthe (?<which>\w+) one\b(?<rest>.*)/g)];
  const parts = [...namePartsOf(item.id), one?.groups?.["which"] ?? ""].join(" ");
  const said = theOnly(
    item.type,
    catalogue[item.type].filter((id) => namePartsOf(id).join(" ") === parts),
  );
  if (!said || more.length > 0 || isOneWord(namePartsOf(item.id), words)) return undefined;
  const isThat =
    /^ (?:is|has been) (?:wrong|outdated|obsolete|out of date|stale|broken|useless|superseded)(?: from [^,;.!?]*| by now| anyway)?, (?:so )?(?:please )?(?:delete|remove|erase|drop|bin) (?:that|it)(?: one)?(?:[ ,]*please)?[ .!]*$/;
  const isSure = !/\b(?:if|once|when|whether|unless)\b/.test(text) && !sparesSomething(words);
  return isThat.test(one?.groups?.["rest"] ?? "") && isSure
    ? { kind: "spelling", item: said }
    : { kind: "ambiguous", items: [said, item] };
}

const anyVerb = "(?:run|execute|start|launch|load|open|show|read|publish|update|edit|delete|remove)";
/** "…, the bike one. Update it", "update …, the bike one": the end of a request. */
const tellsWhich = new RegExp(
  String.raw`^(?<before>.*), the (?<which>\w+) one(?: ?[.;!,] ?(?:(?:please|so|now) )*(?<verb>${anyVerb}) (?:it|that)(?: please)?)?[ .!]*$`,
);

const opensWithVerb = new RegExp(`^(?:please )?${anyVerb} `);

/** Of several items of a name the one whose whole name a request says together with "the … one". */
export function ofThisKind(
  items: readonly KnownItem[],
  typed: string,
  words: readonly Word[],
): KnownItem | undefined {
  const text = plainText(words);
  const { before = "", which, verb } = tellsWhich.exec(text)?.groups ?? {};
  const isAsked = verb !== undefined || opensWithVerb.test(before);
  const isOnly = [...text.matchAll(/\bones?\b/g)].length === 1 && !isSaidAgain(typed, words);
  if (which === undefined || !isAsked || !isOnly || sparesSomething(words)) return undefined;
  const name = [...partsOf(typed), which];
  const [item, ...others] = items.filter(({ id }) => consistsOf(id, name));
  return others.length === 0 ? item : undefined;
}

const place = /^(?:user|registry|project)(?:[ _-](?:space|folder|home))?$/i;

/** "Into my user space", "from the registry": where an item is kept is none. */
export function isPlace(typed: string, words: readonly Word[]): boolean {
  if (!place.test(typed.trim())) return false;
  const [first = ""] = partsOf(typed);
  const text = wordsOf(words);
  const isKept = (at: number): boolean => {
    const determined = /^(?:my|our|the)$/.test(text[at - 1] ?? "") ? 1 : 0;
    const behind = text[at + 1] ?? "";
    return (
      typeOfWord(behind) === undefined &&
      (/^(?:from|into|to)$/.test(text[at - 1 - determined] ?? "") || /^(?:space|folder|home)$/.test(behind))
    );
  };
  return text.includes(first) && text.every((word, at) => word !== first || isKept(at));
}

/** "That playbook we discussed", "the note I always use", "a new playbook": a kind of item that a clause tells of is no name. */
export function isOnlyKind(typed: string, words: readonly Word[]): boolean {
  const kind = typed.trim().toLowerCase();
  return typeOfWord(kind) !== undefined && tellsOf((word) => word === kind, words);
}

/** Whether a request tells of an item ("delete that note I made last week") and names none. */
export function tellsOfOne(words: readonly Word[]): boolean {
  return tellsOf((word) => typeOfWord(word) !== undefined, words);
}

function tellsOf(isKind: (word: string) => boolean, words: readonly Word[]): boolean {
  const text = wordsOf(words);
  const isTold = (at: number): boolean => {
    const [before = "", behind = ""] = [text[at - 1], text[at + 1]];
    const isNew = before === "new" && /^(?:an?|another)$/.test(text[at - 2] ?? "");
    return isNew
      ? /^(?:created?|made|please|put|in|under|for|)$/.test(behind)
      : /^(?:that|the|this|my|our)$/.test(before) && /^(?:i|we|you|they|he|she|that|which)$/.test(behind);
  };
  const isNamed =
    /\b(?:call(?:ed)?|named?)\b/.test(text.join(" ")) ||
    words.some(({ text: one }) => one.length > 1 && looksLikeId.test(one));
  return !isNamed && text.some((word, at) => isKind(word) && isTold(at));
}

/** What comes from a registry, where the model took words in front of its name too: "Kiel put her year end" for "year end", which is hers. */
export function withoutLead(
  typed: string,
  type: ItemType,
  catalogue: Catalogue,
  words: readonly Word[],
): KnownItem | undefined {
  const parts = partsOf(typed);
  const isPlain = !/[_./-]/.test(typed) && !sparesSomething(words);
  const isEnd = (id: string): boolean => {
    const whole = namePartsOf(id);
    const owner = parts[parts.length - whole.length - 1] ?? "";
    const isWhole = whole.join(" ") === parts.slice(-whole.length).join(" ");
    return whole.length > 1 && isWhole && /^(?:my|our|his|her|their|its)$/.test(owner);
  };
  return isPlain ? theOnly(type, catalogue[type].filter(isEnd)) : undefined;
}
