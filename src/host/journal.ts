// The journal on disk: one line a routed request, private to the person, the older half kept when it grows.
import { mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Failure } from "../core/failure.ts";
import type { JournalEntry } from "../core/journal/journalEntry.ts";
import { readJournalLines, type JournalLines } from "../core/journal/readJournal.ts";

/** A file of this size becomes the older one; the one that was older goes. */
const rotateBytes = 5 * 1024 * 1024;
const privateFile = 0o600;
const privateFolder = 0o700;

export interface JournalOptions {
  readonly path: string;
  /** Told once why nothing is written, such as a full disk. */
  readonly onFailure: (error: unknown) => void;
  readonly rotateBytes?: number;
}

export class Journal {
  readonly #options: JournalOptions;
  #last: Promise<void> = Promise.resolve();
  #failed = false;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** Appends one line, after those that wait. Never throws: routing goes on without a journal. */
  add(entry: JournalEntry): Promise<void> {
    this.#last = this.#last
      .then(() => this.#append(`${JSON.stringify(entry)}\n`))
      .catch((error: unknown) => {
        if (!this.#failed) this.#options.onFailure(error);
        this.#failed = true;
      });
    return this.#last;
  }

  async #append(line: string): Promise<void> {
    const { path, rotateBytes: limit = rotateBytes } = this.#options;
    await mkdir(dirname(path), { recursive: true, mode: privateFolder });
    const full = await appendTo(path, line, limit);
    if (full === undefined) return;
    // Another program may have set the full file aside meanwhile: its fresh one must not follow.
    const now = await stat(path).catch(() => undefined);
    if (now?.ino === full) await rename(path, olderPath(path));
    await appendTo(path, line, Infinity);
  }
}

/** @returns the number of the file, which has reached its size, and writes nothing then. */
async function appendTo(path: string, line: string, limit: number): Promise<number | undefined> {
  await using file = await open(path, "a+", privateFile);
  const facts = await file.stat();
  const { size, mode, ino } = facts;
  if (size > 0 && size + Buffer.byteLength(line) > limit) return ino;
  if (facts.isFile() && (mode & 0o077) !== 0) await file.chmod(privateFile);
  // A line that a crash cut short ends here, so that it costs only itself. One write: lines of two programs do not mix.
  await file.appendFile((await endsLine(file, size)) ? line : `\n${line}`);
  return undefined;
}

async function endsLine(file: Awaited<ReturnType<typeof open>>, size: number): Promise<boolean> {
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}

/** Both files, the older first; nothing where none was written yet. @throws Failure when one cannot be read. */
export async function readJournal(path: string, since?: Date): Promise<JournalLines> {
  const [older, newer] = await Promise.all([readText(olderPath(path)), readText(path)]);
  return readJournalLines(`${older}\n${newer}`, since);
}

/** journal.jsonl → journal.older.jsonl */
function olderPath(path: string): string {
  return path.replace(/(\.[^./\\]*)?$/, ".older$1");
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw new Failure("bad_request", `The journal ${path} cannot be read.`, "Look at its rights.", error);
  }
}
