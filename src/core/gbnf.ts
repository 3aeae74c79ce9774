// Small pieces of GBNF, llama.cpp's grammar notation.
// Source of the notation: https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md

/** A literal; every character stands for itself. */
export function literal(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, (character) => `\\${character}`)
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return `"${escaped}"`;
}

export function oneOf(alternatives: readonly string[]): string {
  return alternatives.length === 1 && alternatives[0] !== undefined
    ? alternatives[0]
    : `(${alternatives.join(" | ")})`;
}

interface Branch {
  ends: boolean;
  readonly next: Map<string, Branch>;
}

/** A left-factored expression for a set of words: 5,000 ids cost little per token, where a flat list takes seconds. */
export function trie(words: readonly string[]): string {
  const root: Branch = { ends: false, next: new Map() };
  for (const word of words) {
    let branch = root;
    for (const character of word) {
      let next = branch.next.get(character);
      if (!next) {
        next = { ends: false, next: new Map() };
        branch.next.set(character, next);
      }
      branch = next;
    }
    branch.ends = true;
  }
  return writeBranch(root);
}

function writeBranch(branch: Branch): string {
  const alternatives: string[] = [];
  for (const [character, start] of branch.next) {
    let text = character;
    let node = start;
    while (!node.ends && node.next.size === 1) {
      const [only] = node.next;
      if (!only) break;
      text += only[0];
      node = only[1];
    }
    const rest = node.next.size === 0 ? "" : ` ${writeBranch(node)}${node.ends ? "?" : ""}`;
    alternatives.push(`${literal(text)}${rest}`);
  }
  return `(${alternatives.join(" | ")})`;
}

/** Collects named rules of one grammar. */
export class RuleSet {
  readonly #rules = new Map<string, string>();

  /** Adds a rule and returns its name; the same body is stored once. */
  add(hint: string, body: string): string {
    const name = `${hint.replace(/[^a-zA-Z0-9]+/g, "-").toLowerCase()}-${this.#rules.size}`;
    this.#rules.set(name, body);
    return name;
  }

  set(name: string, body: string): void {
    this.#rules.set(name, body);
  }

  toString(): string {
    return [...this.#rules].map(([name, body]) => `${name} ::= ${body}`).join("\n");
  }
}
