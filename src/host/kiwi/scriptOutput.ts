// Collects what a script prints: the start in memory, more in a file up to a limit, the rest only counted.
import { appendFileSync } from "node:fs";

export interface Collected {
  /** Bytes printed in all. */
  readonly bytes: number;
  /** The first `memoryBytes`, or everything when it was less. */
  readonly head: string;
  /** Bytes that are in the file; 0 when everything is in `head`. */
  readonly keptBytes: number;
}

export const memoryBytes = 1_000_000;
export const fileBytes = 20_000_000;

/** Standard output. `openFile` is called once, when memory is full; it returns the file's path. */
export class ScriptOutput {
  readonly #openFile: () => string;
  readonly #chunks: Buffer[] = [];
  #inMemory = 0;
  #bytes = 0;
  #kept = 0;
  #path: string | undefined;
  #opened = false;

  constructor(openFile: () => string) {
    this.#openFile = openFile;
  }

  add(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (!this.#opened && this.#inMemory + chunk.length <= memoryBytes) {
      this.#chunks.push(chunk);
      this.#inMemory += chunk.length;
      return;
    }
    if (!this.#opened) {
      this.#opened = true;
      this.#path = this.#openFile();
      for (const earlier of this.#chunks) this.#keep(earlier);
    }
    this.#keep(chunk);
  }

  collect(): Collected {
    return { bytes: this.#bytes, head: Buffer.concat(this.#chunks).toString("utf8"), keptBytes: this.#kept };
  }

  #keep(chunk: Buffer): void {
    const room = fileBytes - this.#kept;
    if (this.#path === undefined || room <= 0) return;
    const part = chunk.subarray(0, room);
    // Synchronous, so that a fast script waits for the disk instead of filling memory.
    appendFileSync(this.#path, part);
    this.#kept += part.length;
  }
}

/** The end of what a script writes to standard error. */
export class ScriptLogs {
  #tail = Buffer.alloc(0);

  add(chunk: Buffer): void {
    this.#tail = Buffer.concat([this.#tail, chunk]).subarray(-64_000);
  }

  /** At most the last 200 lines. */
  lines(): string[] {
    const text = this.#tail.toString("utf8").trim();
    return text === "" ? [] : text.split(/\r?\n/).slice(-200);
  }
}

/** The last line of a chunk that is not empty, at most 200 characters, without control characters. */
export function lastLineOf(chunk: Buffer): string | undefined {
  const lines = chunk
    .subarray(-2000)
    .toString("utf8")
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, "")
    .split(/[\r\n]+/)
    .map((line) => line.replace(/[\u0000-\u001f\u007f]/g, "").trim());
  return lines.findLast((line) => line !== "")?.slice(0, 200);
}
