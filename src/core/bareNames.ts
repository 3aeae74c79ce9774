// Names are copied without the article in front: "groom the Sonnleiten" is about Sonnleiten.
import type { JsonObject } from "./json.ts";
import type { Field } from "./schema.ts";
import type { Word } from "./words.ts";

/** Arguments that take whole sentences, where an article belongs to the text. */
const sentences =
  /message|text|body|content|description|notes?$|comment|reason|question|prompt|query|summary|caption|detail|issue|instruction|symptom|feedback|review/i;
const article = /^(?:the|an?)\s+(?=\S)/;
const longest = 4;

/** Values of a few words without a small article in front; what is quoted stays as it is. Pure. */
export function bareNames(values: JsonObject, fields: readonly Field[], words: readonly Word[]): JsonObject {
  const texts = new Set(
    fields
      .filter(({ name, shape }) => shape.kind === "text" && !sentences.test(name))
      .map(({ name }) => name),
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
