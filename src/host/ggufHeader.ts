// Reads the header of a GGUF file: magic, version and the metadata texts. Lengths in the file are not trusted.
// Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
import { closeSync, openSync, readSync } from "node:fs";

/** Magic, version, number of tensors, number of metadata entries. */
const fixedBytes = 24;
/** Metadata is read up to here; the largest vocabularies in use take about 16 MB. */
const maxMetadataBytes = 32 * 1_048_576;
const maxTextBytes = 1_048_576;
const maxEntries = 1000;

/** Bytes of each fixed-size value type, by type number. */
const sizes = new Map([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 4],
  [5, 4],
  [6, 4],
  [7, 1],
  [10, 8],
  [11, 8],
  [12, 8],
]);
const textType = 8;
const arrayType = 9;

/** Whether a file begins as GGUF of version 2 or 3 does. @throws when it cannot be read. */
export function isGguf(path: string): boolean {
  return isHeader(readHead(path, fixedBytes));
}

/** Metadata entries with text values, as far as the metadata can be read. @throws when the file cannot be read. */
export function readGgufTexts(path: string): ReadonlyMap<string, string> {
  const head = readHead(path, maxMetadataBytes);
  return isHeader(head) ? new MetadataReader(head).read() : new Map<string, string>();
}

function isHeader(head: Buffer): boolean {
  if (head.length < fixedBytes || head.toString("latin1", 0, 4) !== "GGUF") return false;
  const version = head.readUInt32LE(4);
  return version === 2 || version === 3;
}

function readHead(path: string, bytes: number): Buffer {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(bytes);
    return buffer.subarray(0, readSync(file, buffer, 0, bytes, 0));
  } finally {
    closeSync(file);
  }
}

/** Walks the entries; ends quietly where the bytes end or stop making sense. */
class MetadataReader {
  readonly #head: Buffer;
  #at = fixedBytes;

  constructor(head: Buffer) {
    this.#head = head;
  }

  read(): Map<string, string> {
    const texts = new Map<string, string>();
    const entries = Math.min(this.#head.readUInt32LE(16), maxEntries);
    for (let entry = 0; entry < entries; entry += 1) {
      const key = this.#text();
      const type = this.#number(4);
      if (key === undefined || type === undefined) break;
      if (type === textType) {
        const text = this.#text();
        if (text === undefined) break;
        texts.set(key, text);
      } else if (!this.#skip(type)) break;
    }
    return texts;
  }

  #skip(type: number): boolean {
    if (type !== arrayType) return this.#advance(sizes.get(type));
    const itemType = this.#number(4);
    const count = this.#number(8);
    if (itemType === undefined || count === undefined) return false;
    if (itemType !== textType) {
      const size = sizes.get(itemType);
      return this.#advance(size === undefined ? undefined : size * count);
    }
    for (let item = 0; item < count; item += 1) if (!this.#advance(this.#number(8))) return false;
    return true;
  }

  #text(): string | undefined {
    const length = this.#number(8);
    const start = this.#at;
    if (length === undefined || length > maxTextBytes || !this.#advance(length)) return undefined;
    return this.#head.toString("utf8", start, start + length);
  }

  #number(bytes: 4 | 8): number | undefined {
    const start = this.#at;
    if (!this.#advance(bytes)) return undefined;
    return bytes === 4 ? this.#head.readUInt32LE(start) : Number(this.#head.readBigUInt64LE(start));
  }

  #advance(bytes: number | undefined): boolean {
    if (bytes === undefined || bytes > this.#head.length - this.#at) return false;
    this.#at += bytes;
    return true;
  }
}
