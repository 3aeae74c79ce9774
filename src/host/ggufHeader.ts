// Reads the header of a GGUF file: magic, version and single metadata texts. Lengths in the file are not trusted.
// Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
import { closeSync, openSync, readSync } from "node:fs";

export interface GgufHeader {
  readonly version: number;
  readonly tensorCount: number;
  /** Metadata entries with text values among the first entries, before any large array. */
  readonly texts: ReadonlyMap<string, string>;
}

const headBytes = 65_536;
const maxTextBytes = 16_384;
/** Bytes of each fixed-size GGUF value type, by type number. */
const sizes: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const textType = 8;

/** @returns undefined when the file is not GGUF of version 2 or 3. @throws when it cannot be read. Reads 64 KiB. */
export function readGgufHeader(path: string): GgufHeader | undefined {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(headBytes);
    const head = buffer.subarray(0, readSync(file, buffer, 0, headBytes, 0));
    if (head.length < 24 || head.toString("latin1", 0, 4) !== "GGUF") return undefined;
    const version = head.readUInt32LE(4);
    if (version !== 2 && version !== 3) return undefined;
    const entries = Number(head.readBigUInt64LE(16));
    return { version, tensorCount: Number(head.readBigUInt64LE(8)), texts: readTexts(head, entries) };
  } finally {
    closeSync(file);
  }
}

/** Walks the entries until something large or odd comes; what was read until then is returned. */
function readTexts(head: Buffer, entries: number): Map<string, string> {
  const texts = new Map<string, string>();
  let at = 24;
  const readText = (): string | undefined => {
    if (at + 8 > head.length) return undefined;
    const length = Number(head.readBigUInt64LE(at));
    if (length > maxTextBytes || at + 8 + length > head.length) return undefined;
    const text = head.toString("utf8", at + 8, at + 8 + length);
    at += 8 + length;
    return text;
  };
  for (let index = 0; index < entries && index < 1000; index += 1) {
    const key = readText();
    if (key === undefined || at + 4 > head.length) break;
    const type = head.readUInt32LE(at);
    at += 4;
    const size = sizes[type];
    if (type === textType) {
      const text = readText();
      if (text === undefined) break;
      texts.set(key, text);
    } else if (size !== undefined) at += size;
    else break;
  }
  return texts;
}
