// Local ranking of items for a query: exact name, then words of the name, then description and tags, then content. Pure.
import { distance } from "fastest-levenshtein";

export interface Searchable {
  readonly name: string;
  /** Description, title, tags, category. */
  readonly about: string;
  readonly content: string;
}

interface Fields {
  readonly name: readonly string[];
  readonly about: ReadonlySet<string>;
  readonly content: ReadonlySet<string>;
}

const weights = { name: 1, namePart: 0.85, nameTypo: 0.7, about: 0.7, aboutPart: 0.5, content: 0.3 } as const;
const fillers = new Set(
  (
    "a an and the of for to in on at by with from that which is are be do does it this these my our your me i we any all some " +
    "about related find search show list look script directive knowledge entry entries item tool workflow"
  ).split(" "),
);

/** Scores from 0 (nothing in common) to 1 (the very name), in the order of `items`. An empty query scores all 0.5. */
export function rank(query: string, items: readonly Searchable[]): number[] {
  const asked = words(query);
  const telling = asked.filter((word) => !fillers.has(word));
  if (telling.length === 0 && !items.some((item) => fold(item.name) === fold(query)))
    return items.map(() => 0.5);
  const tokens = [...new Set((telling.length > 0 ? telling : asked).map(stem))];
  if (tokens.length === 0) return items.map((item) => (item.name === query.trim() ? 1 : 0.5));
  const fields = items.map(readFields);
  const rarity = tokens.map((token) => {
    const holders = fields.filter((one) => one.name.includes(token) || one.about.has(token)).length;
    return Math.log(2 + items.length / (1 + holders));
  });
  const sum = rarity.reduce((all, one) => all + one, 0);
  return items.map((item, at) => {
    if (item.name === query.trim()) return 1;
    if (fold(item.name) === fold(query)) return 0.99;
    const one = fields[at];
    if (!one) return 0;
    const score =
      tokens.reduce((all, token, index) => all + (rarity[index] ?? 0) * bestField(token, one), 0) / sum;
    const covered =
      one.name.length > 0 ? one.name.filter((word) => tokens.includes(word)).length / one.name.length : 0;
    return Math.round(Math.min(0.98, score * (0.9 + 0.08 * covered)) * 1000) / 1000;
  });
}

function bestField(token: string, fields: Fields): number {
  if (fields.name.includes(token)) return weights.name;
  if (fields.name.some((word) => isPart(token, word))) return weights.namePart;
  if (fields.about.has(token)) return weights.about;
  if (token.length >= 5 && fields.name.some((word) => word.length >= 5 && distance(word, token) === 1))
    return weights.nameTypo;
  for (const word of fields.about) if (isPart(token, word)) return weights.aboutPart;
  return fields.content.has(token) ? weights.content : 0;
}

const isPart = (token: string, word: string): boolean =>
  token.length >= 3 &&
  word.length >= 3 &&
  (word.startsWith(token) || (word.length >= 4 && token.startsWith(word)));

function readFields(item: Searchable): Fields {
  return {
    name: words(item.name).map(stem),
    about: new Set(words(item.about).map(stem)),
    content: new Set(words(item.content.slice(0, 50_000)).map(stem)),
  };
}

function words(text: string): string[] {
  return text
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

const fold = (text: string): string => words(text).join("");

/** A light English stem, the same for query and items: resize, resizes, resizing and resizer all become "resiz". */
export function stem(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word;
  let stemmed = word;
  if (stemmed.endsWith("ies") && stemmed.length > 4) stemmed = `${stemmed.slice(0, -3)}y`;
  else if (/(ss|us|is)$/.test(stemmed)) return stemmed;
  else if (/(s|x|z|ch|sh)es$/.test(stemmed)) stemmed = stemmed.slice(0, -2);
  else if (stemmed.endsWith("s")) stemmed = stemmed.slice(0, -1);
  for (const suffix of ["ing", "ion", "ed", "er", "or"]) {
    if (
      stemmed.endsWith(suffix) &&
      stemmed.length - suffix.length >= 3 &&
      !/^[^aeiouy]*$/.test(stemmed.slice(0, -suffix.length))
    ) {
      stemmed = stemmed.slice(0, -suffix.length);
      if (/([bdfgklmnprt])\1$/.test(stemmed)) stemmed = stemmed.slice(0, -1);
      break;
    }
  }
  return stemmed.length > 3 ? stemmed.replace(/e$/, "") : stemmed;
}
