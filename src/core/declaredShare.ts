// How much of a request a tool's own declaration says: a request about something else has words that the tool does not know.
import { findNumeralsAt } from "./numerals.ts";
import { readStems } from "./stems.ts";
import type { Tool } from "./tool.ts";
import type { Word } from "./words.ts";

/** A name, a code or a path: a word that is no plain one. The first word of a sentence is capitalised in any case. */
export function isName({ text }: Word, at: number, words: readonly Word[]): boolean {
  const isFirst = at === 0 || /^[.!?:]$/.test(words[at - 1]?.text ?? "");
  const isQuoted = /^["'“‘«`]$/.test(words[at - 1]?.text ?? "");
  return isQuoted || (!isFirst && /^\p{Lu}/u.test(text)) || /^(?=.*\p{L})(?=.*[\d_./@])\S+$/u.test(text);
}

/** The share of the request's plain words, names and numbers left out, that the declaration of a tool says too: 0 to 1. Pure. */
export function declaredShare(tool: Tool, words: readonly Word[]): number {
  const declared = new Set(readStems(`${tool.name} ${tool.description} ${JSON.stringify(tool.inputSchema)}`));
  const plain = words.filter(
    (word, at) => !isName(word, at, words) && findNumeralsAt(words, at).length === 0,
  );
  const stems = [...new Set(plain.flatMap(({ text }) => readStems(text)))];
  return stems.length === 0 ? 0 : stems.filter((stem) => declared.has(stem)).length / stems.length;
}
