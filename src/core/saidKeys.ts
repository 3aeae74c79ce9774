// Keys of an open object that a request says: its words, and two of them in a row.
import type { Word } from "./words.ts";

/** Words that can be a key, and neighbours that can be one together: "batch size", which models write so or as batch_size. Pure. */
export function saidKeys(words: readonly Word[]): string[] {
  const single = words.map((word) => word.text).filter((text) => /^[A-Za-z_][\w.-]*$/.test(text));
  const both = words.slice(1).flatMap((word, at) => {
    const before = words[at]?.text ?? "";
    return /^[a-z]+$/i.test(before) && /^[a-z]+$/i.test(word.text)
      ? [`${before} ${word.text}`, `${before}_${word.text}`]
      : [];
  });
  return [...new Set([...single, ...both])];
}
