// Names are copied without the article in front: "groom the Sonnleiten" is about Sonnleiten.
import type { JsonObject } from "../json.ts";
import type { Word } from "../words.ts";
import type { Reading } from "./reading.ts";

/** Arguments that take a text letter by letter, where an article belongs to it. */
const literal =
  /message|text|body|content|description|note|comment|reason|question|prompt|query|summary|caption|detail|issue|instruction|symptom|feedback|review|string|sentence|phrase|line|lyric|subject|title|song|track|band|artist|album|movie|film|book|show|find|replace|search|pattern|old|new|word|value|reminder|task|quote/i;
const article = /^the\s+(?=\S)/;
const longest = 4;

/** Values of a few words without a small "the" in front; what is quoted stays as it is. Pure. */
export function bareNames(values: JsonObject, { fields, words }: Reading): JsonObject {
  const texts = new Set(
    fields.filter(({ name, shape }) => shape.kind === "text" && !literal.test(name)).map(({ name }) => name),
  );
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const isName = typeof value === "string" && texts.has(name) && value.split(/\s+/).length <= longest;
      return [name, isName && !isQuoted(value, words) ? value.replace(article, "") : value];
    }),
  );
}

/** Whether a quotation mark stands in front of the value's first word. */
function isQuoted(value: string, words: readonly Word[]): boolean {
  const first = value.split(/\s+/, 1)[0];
  return words.some((word, at) => word.text === first && /["'“‘«`]/.test(words[at - 1]?.text ?? ""));
}
