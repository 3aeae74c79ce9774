// A name whose words are said in another order and in other forms: "thumbnail regen" for `regen_thumbnails`.
import { namePartsOf, type KnownItem } from "./itemName.ts";

/** Words of a request that are no part of a name: "pruning of the depot". */
const links: ReadonlySet<string> = new Set("a an the my our your this that these those of for".split(" "));
/** Words that tell what stands before and behind them apart: `copy_live_to_staging` is not `copy_staging_to_live`. */
export const directions: ReadonlySet<string> = new Set(
  "to from into onto by before after over under against versus vs minus than via with without as".split(" "),
);
/** What may be said beside a name, and what must not be guessed. */
const telling = /^(?:2|stag\w*|prod\w*|dev|qa|uat|test\w*|delete|drop|purge|remove|wipe|destroy|reset)$/;

/**
 * Items of which a request says every word and no other, in another order. Of three words or more only one may stand elsewhere, at the
 * other end ("csv json convert" is not sure to mean `convert_json_csv`), and none may tell a direction. Pure.
 */
export function inOtherOrder(wanted: string, items: readonly KnownItem[]): readonly KnownItem[] {
  const said = namePartsOf(wanted).filter((word) => !links.has(word));
  if (said.length < 2 || said.some((word) => directions.has(word) || telling.test(word))) return [];
  const orders = [said, rotate(said, 1), rotate(said, -1)];
  return items.filter((item) => {
    const name = namePartsOf(item.id);
    return orders.some(
      (words) => words.length === name.length && words.every((word, at) => alike(word, name[at] ?? "")),
    );
  });
}

const rotate = (words: readonly string[], by: number): string[] => [
  ...words.slice(by),
  ...words.slice(0, by),
];

/** "dongles" and "dongle", "pruning" and "prune"; but "loader" is not "load", nor "site" "sit". */
function alike(one: string, other: string): boolean {
  const single = (word: string): string =>
    word.length > 3 ? word.replace(/(?<![aeius])s$|(?<=e)s$/, "") : word;
  const verb = /^(\p{L}{3,})ing$/u;
  const isFormOf = (long: string, short: string): boolean => {
    const stem = verb.exec(long)?.[1];
    return (
      stem !== undefined &&
      /[aeiouy]/.test(stem) &&
      [stem, `${stem}e`, stem.replace(/(.)\1$/, "$1")].includes(short)
    );
  };
  return single(one) === single(other) || isFormOf(one, other) || isFormOf(other, one);
}
