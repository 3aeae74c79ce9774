// One command of a training run: shown to the person as it is, started without a shell.

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** For reading and for pasting into a POSIX shell: words with anything unusual stand in quotes. */
export function writeCommand({ program, args }: Command): string {
  return [program, ...args].map(quote).join(" ");
}

function quote(word: string): string {
  return /^[\w./:=@%+,\\-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
