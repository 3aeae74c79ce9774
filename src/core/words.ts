// Splits a request into words and punctuation with their positions, so that an answer can copy spans of it.
// The same rules live in training/tool_router_training/words.py; contract/golden/words.json holds both equal.

/** One word or one piece of punctuation of a request; `start` and `end` are UTF-16 offsets into the request. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const leading = new Set("\"'`“”‘’([{<*".split(""));
const trailing = new Set("\"'`”’)]}>,.;:!?…*".split(""));
// A comma between digits that group thousands belongs to the number.
const thousands = /^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?/;
const sign = /^[$€£¥#@~](?=[A-Za-z0-9])/;
const here = /^\.\/(?=[A-Za-z0-9_.-]+$)/;
const unit = /^(-?[0-9]+(?:\.[0-9]+)?)(%|[A-Za-z°µ]+[²³]?(?:\/[A-Za-z]+[²³]?)?)$/;
// "EUR/USD", "10-20"; a month ("2026-10") stays whole.
const pairOf =
  /^(?:([A-Z]{2,5})\/[A-Z]{2,5}|(?!(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])$)([0-9]{1,5})[-/x×][0-9]{1,5})$/;
const possessive = /^(.*[A-Za-z0-9])['’]s$/is;
const contracted = new Set("it what that let who where here there how he she when why everything".split(" "));
const keyed = /^([A-Za-z_][A-Za-z0-9_.-]*)([=:])(?!\/\/)(.+)$/s;

/** Splits `request` at white space, then takes quotes, brackets, flag dashes and `key=value` apart. Pure, linear. */
export function splitWords(request: string): Word[] {
  const words: Word[] = [];
  for (const match of request.matchAll(/[^\s\u0000-\u001f]+/g)) splitChunk(match[0], match.index, words);
  return words;
}

function splitChunk(chunk: string, offset: number, words: Word[]): void {
  let start = 0;
  const end = chunk.length;
  const push = (from: number, to: number): void => {
    if (to > from) words.push({ text: chunk.slice(from, to), start: offset + from, end: offset + to });
  };
  while (start < end && leading.has(chunk.charAt(start))) {
    push(start, start + 1);
    start += 1;
  }
  const dashes = /^--?(?=[A-Za-z])/.exec(chunk.slice(start, end));
  if (dashes) {
    push(start, start + dashes[0].length);
    start += dashes[0].length;
  }
  const pair = keyed.exec(chunk.slice(start, end));
  if (pair?.[1] !== undefined) {
    const separator = start + pair[1].length;
    push(start, separator);
    push(separator, separator + 1);
    splitChunk(chunk.slice(separator + 1, end), offset + separator + 1, words);
    return;
  }
  let core = end;
  while (core > start && trailing.has(chunk.charAt(core - 1))) core -= 1;
  splitCore(chunk.slice(start, core), offset + start, words);
  for (let at = core; at < end; at += 1) push(at, at + 1);
}

/** Takes lists without spaces, money and hash signs, units and possessives apart; a copied span may still join them. */
function splitCore(core: string, offset: number, words: Word[]): void {
  if (core === "") return;
  const cuts = findCuts(core);
  if (cuts.length === 0) {
    words.push({ text: core, start: offset, end: offset + core.length });
    return;
  }
  [0, ...cuts].forEach((edge, index) => {
    const part = core.slice(edge, cuts[index] ?? core.length);
    if (part === ",") words.push({ text: part, start: offset + edge, end: offset + edge + 1 });
    else splitCore(part, offset + edge, words);
  });
}

function findCuts(core: string): number[] {
  if (sign.test(core)) return [1];
  if (here.test(core)) return [2];
  const comma = core.indexOf(",", thousands.exec(core)?.[0].length ?? 0);
  if (comma > 0 && comma < core.length - 1) return [comma, comma + 1];
  const number = unit.exec(core)?.[1];
  if (number !== undefined) return [number.length];
  const pair = pairOf.exec(core);
  const left = pair?.[1] ?? pair?.[2];
  if (left !== undefined) return [left.length, left.length + 1];
  const owner = possessive.exec(core)?.[1];
  return owner !== undefined && !contracted.has(owner.toLowerCase()) ? [owner.length] : [];
}

/** The request as a bare-prompt model reads it: every word behind exactly one space. */
export function spaceWords(words: readonly Word[]): string {
  return words.map((word) => ` ${word.text}`).join("");
}
