// The words that two texts are compared by: lower case, compound names taken apart, plurals and common endings dropped.

const stopWords = new Set(
  (
    "a an and any are as at be by can could do for from get give has have help how i if in is it its let like me my " +
    "need of on or our out please should show so some tell than that the their them then there these this to up us " +
    "use used using want was we what when where which who will with would you your"
  ).split(" "),
);

/** Words of a text in order, stop words (or those of `without`) left out; Han, Kana and Hangul give every two neighbours. Pure, linear. */
export function readStems(text: string, without: ReadonlySet<string> = stopWords): string[] {
  const parts = text
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[\p{L}\p{N}]+/gu);
  return (parts ?? []).flatMap((part) => {
    if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(part))
      return pairs(part);
    return without.has(part) ? [] : [stem(part)];
  });
}

/** Scripts without spaces: a word is mostly two signs. */
function pairs(signs: string): string[] {
  const all = signs.match(/./gsu) ?? [];
  return all.length === 1 ? all : all.slice(1).map((sign, index) => `${all[index] ?? ""}${sign}`);
}

/** Plurals as in Harman's S-stemmer (JASIS 42, 1991), then -ing, -ed, -er, -ion and a final e; both texts lose the same. */
function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  const single = word
    .replace(/(?<![ae])ies$/, "y")
    .replace(/(?<=x|ch|sh|ss)es$/, "")
    .replace(/(?<![us])s$/, "");
  const bare = single.replace(/(?<=\p{L}{3})(ations?|ating|ated|ator|ate|ions?|ing|ed|er|or)$/u, "");
  return bare
    .replace(/([^aeiouls])\1$/, "$1")
    .replace(/(?<=\p{L}{3})e$/u, "")
    .replace(/y$/, "i");
}
