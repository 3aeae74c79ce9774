// A lenient score for search texts: how many words the answer's query shares with the gold one.

/** Token F1, 0 to 1: words in lower case, compared as multisets. Source: SQuAD's evaluation, without dropping articles. */
export function queryF1(said: string, gold: string): number {
  const left = words(said);
  const right = words(gold);
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
  const rest = [...right];
  let shared = 0;
  for (const word of left) {
    const at = rest.indexOf(word);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared += 1;
  }
  return shared === 0 ? 0 : (2 * shared) / (left.length + right.length);
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
