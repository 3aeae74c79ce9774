// A name whose words are said in another order and in other forms: "thumbnail regen" for `regen_thumbnails`.
import { namePartsOf, type KnownItem } from "./itemName.ts";

/** Words of a request that are no part of a name: "pruning of the depot". */
const links: ReadonlySet<string> = new Set("a an the my our your this that these those of for".split(" "));
/** Words that tell what stands before and behind them apart: `copy_live_to_staging` is not `copy_staging_to_live`. */
export const directions: ReadonlySet<string> = new Set(
  "to from into onto by before after over under against versus vs minus than via with without as 2".split(
    " ",
  ),
);

/**
 * Items of which a request says every word and no other, in another order. Of three words or more only one may stand elsewhere, at the
 * other end ("csv json convert" is not sure to mean `convert_json_csv`), and none may tell a direction. Pure.
 */
export function inOtherOrder(wanted: string, items: readonly KnownItem[]): readonly KnownItem[] {
  const said = namePartsOf(wanted)
    .filter((word) => !links.has(word))
    .map(form);
  if (said.length < 2 || said.some((word) => directions.has(word))) return [];
  const orders = new Set([said, rotate(said, 1), rotate(said, -1)].map((words) => words.join(" ")));
  return items.filter((item) => orders.has(namePartsOf(item.id).map(form).join(" ")));
}

const rotate = (words: readonly string[], by: number): string[] => [
  ...words.slice(by),
  ...words.slice(0, by),
];

/** Without a plural's s, -ing or a final e; "loader" stays another word than "load", "activation" than "active". */
function form(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  const single = word.replace(/(?<![aeius])s$|(?<=e)s$/, "");
  const bare = single.replace(/(?<=\p{L}{3})ing$/u, "").replace(/([^aeiouls])\1$/, "$1");
  return bare.replace(/(?<=\p{L}{3})e$/u, "");
}
