// Keeps what llama.cpp said last of errors: its exceptions only say that something failed, its log says why.

const keptLines = 20;

export class LastErrors {
  readonly #lines: string[] = [];

  add(line: string): void {
    this.#lines.push(line.trim());
    if (this.#lines.length > keptLines) this.#lines.shift();
  }

  /** The first cause, without the names of llama.cpp's functions in front. */
  cause(): string | undefined {
    const line = this.#lines.find((one) => one.includes("error")) ?? this.#lines[0];
    return line?.replace(/^(\w+: )+(error loading model: )?/, "").replace(/[.\s]+$/, "");
  }
}
