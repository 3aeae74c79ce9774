// Finds the catalogue's item for an id as a person typed it: other case, other delimiters, spaces, a small typo.
import { distance } from "fastest-levenshtein";
import { itemTypes, type Catalogue, type ItemType } from "../catalogue.ts";
import { readStems } from "../stems.ts";
import { lastSegment, namePartsOf, partsOf, type KnownItem } from "./itemName.ts";
import { directions, inOtherOrder } from "./otherOrder.ts";

export type Resolved =
  | { readonly kind: "exact" | "spelling" | "typo" | "part"; readonly item: KnownItem }
  | { readonly kind: "ambiguous"; readonly items: readonly KnownItem[] }
  | { readonly kind: "unknown"; readonly id: string }
  /** The request names it only to say that it is not meant. */
  | { readonly kind: "denied" };

/** Typed spaces, and marks that are dictated ("segment underscore ltv"), become `_`; a file suffix and a category in front are kept out of comparisons, not out of the id. */
export function spellId(typed: string): string {
  return typed
    .trim()
    .replace(/^w\/\s+(?:the\s+)?/i, "")
    .replace(/\s+(?:dash|hyphen)\s+/gi, "-")
    .replace(/\s+(?:underscore\s+)?/gi, "_");
}

const fold = (id: string): string => partsOf(id).join("");

/** Looks `typed` up among items of `type`, or of every type. The nearest single match wins; equal matches are ambiguous. */
export function resolveItem(typed: string, catalogue: Catalogue, type?: ItemType): Resolved {
  const items = itemsOf(catalogue, type);
  const id = spellId(typed);
  const wanted = lastSegment(id);
  const exact = items.filter((item) => item.id === id || item.id === wanted);
  if (exact.length > 0) return choose("exact", exact);
  const folded = fold(wanted);
  if (folded === "") return { kind: "unknown", id };
  const spelled = items.filter((item) => fold(item.id) === folded);
  if (spelled.length > 0) return choose("spelling", spelled);
  const near = nearest(
    folded,
    id,
    items.filter((item) => !tellsApart(partsOf(wanted), partsOf(item.id))),
  );
  if (near.kind !== "unknown") return near;
  const alike = inOtherForms(wanted, items);
  return alike.length > 0 ? choose("part", alike) : partly(wanted, id, items);
}

/** Whether an item's whole name is typed, in whatever delimiters. */
export const isSpelledSo = (typed: string, catalogue: Catalogue, type?: ItemType): boolean =>
  ["exact", "spelling"].includes(resolveItem(typed, catalogue, type).kind);

/** Whether an item is called so, a small typo aside. */
export function isKnown(typed: string, catalogue: Catalogue, type?: ItemType): boolean {
  return ["exact", "spelling", "typo"].includes(resolveItem(typed, catalogue, type).kind);
}

/** What is unknown so far, looked up in another order: "thumbnail regen" is `regen_thumbnails`. */
export function inAnyOrder(resolved: Resolved, catalogue: Catalogue, type?: ItemType): Resolved {
  if (resolved.kind !== "unknown") return resolved;
  const turned = inOtherOrder(lastSegment(resolved.id), itemsOf(catalogue, type));
  return turned.length > 0 ? choose("part", turned) : resolved;
}

const itemsOf = (catalogue: Catalogue, type: ItemType | undefined): readonly KnownItem[] =>
  itemTypes
    .filter((one) => type === undefined || one === type)
    .flatMap((one) => catalogue[one].map((id) => ({ type: one, id })));

const determiners: ReadonlySet<string> = new Set("a an the my our your this that these those".split(" "));

/** "onboarding the annotators" for `onboard_annotators`: the same two words or more, in the same order, in other forms; `copy_to_` is not `copy_from_`. */
function inOtherForms(wanted: string, items: readonly KnownItem[]): KnownItem[] {
  const forms = (id: string): string => readStems(id, determiners).join(" ");
  const said = forms(wanted);
  return readStems(wanted).length < 2 ? [] : items.filter((item) => forms(lastSegment(item.id)) === said);
}

/** "the deploy workflow": items that have every said word in their name. */
function partly(wanted: string, id: string, items: readonly KnownItem[]): Resolved {
  const said = partsOf(wanted);
  // "Live to staging" is no part of `copy_staging_to_live`.
  const isDirected = said.some((word) => directions.has(word));
  const found = items.filter((item) => {
    const parts = namePartsOf(item.id);
    return isDirected ? isWithin(said, parts) : said.every((word) => parts.includes(word));
  });
  return found.length > 0 ? choose("part", found) : { kind: "unknown", id };
}

/** Whether the words stand among the others in this order. */
function isWithin(said: readonly string[], parts: readonly string[]): boolean {
  let at = -1;
  return said.every((word) => (at = parts.indexOf(word, at + 1)) >= 0);
}

/** A short word in place of another is no typo: `set_config` is not `get_config`, `north_` not `south_`; letters that changed places are one (`cvs_`). */
function tellsApart(said: readonly string[], parts: readonly string[]): boolean {
  const letters = (word: string): string => Array.from(word).sort().join("");
  return (
    said.length === parts.length &&
    said.some((word, at) => {
      const other = parts[at] ?? "";
      const longest = Math.max(word.length, other.length);
      const isShort = longest < 5 || (longest < 7 && distance(word, other) > 1);
      return word !== other && ((isShort && letters(word) !== letters(other)) || isOpposite(word, other));
    })
  );
}

const prefixes = [
  "",
  "im",
  "ex",
  "en",
  "de",
  "un",
  "dis",
  "re",
  "pre",
  "post",
  "up",
  "down",
  "on",
  "off",
  "in",
  "out",
];

/** `import_` is not `export_`, nor `deactivate_` `activate_`: the same word behind two prefixes, or behind one and none. */
function isOpposite(said: string, part: string): boolean {
  return prefixes.some((prefix) => {
    const root = said.startsWith(prefix) ? said.slice(prefix.length) : "";
    return root.length > 2 && prefixes.some((other) => other !== prefix && part === other + root);
  });
}

/** One edit from five letters on, two from nine; digits must agree, since `report_2023` is not `report_2024`. */
function nearest(folded: string, id: string, items: readonly KnownItem[]): Resolved {
  const allowed = folded.length >= 9 ? 2 : folded.length >= 5 ? 1 : 0;
  if (allowed === 0) return { kind: "unknown", id };
  const digits = folded.replace(/\D/g, "");
  let best = allowed + 1;
  let found: KnownItem[] = [];
  for (const item of items) {
    const other = fold(item.id);
    if (Math.abs(other.length - folded.length) > allowed || other.replace(/\D/g, "") !== digits) continue;
    const edits = distance(folded, other);
    if (edits < best) {
      best = edits;
      found = [item];
    } else if (edits === best && edits <= allowed) found.push(item);
  }
  return found.length > 0 ? choose("typo", found) : { kind: "unknown", id };
}

function choose(kind: "exact" | "spelling" | "typo" | "part", items: readonly KnownItem[]): Resolved {
  const [first] = items;
  return items.length === 1 && first ? { kind, item: first } : { kind: "ambiguous", items };
}
