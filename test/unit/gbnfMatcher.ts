// A small backtracking matcher for GBNF, so that tests can ask whether a grammar permits a text.

type Node =
  | { kind: "literal"; text: string }
  | { kind: "rule"; name: string }
  | { kind: "sequence"; nodes: Node[] }
  | { kind: "choice"; nodes: Node[] }
  | { kind: "repeat"; node: Node; min: number; max: number };

const controls: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** Whether the whole of `text` is permitted by `gbnf`. */
export function permits(gbnf: string, text: string): boolean {
  const rules = new Map<string, Node>();
  for (const line of gbnf.split("\n")) {
    const cut = line.indexOf(" ::= ");
    rules.set(line.slice(0, cut), new Parser(line.slice(cut + 5)).choice());
  }
  const match = (node: Node, at: number, then: (at: number) => boolean): boolean => {
    switch (node.kind) {
      case "literal":
        return text.startsWith(node.text, at) && then(at + node.text.length);
      case "rule": {
        const rule = rules.get(node.name);
        if (!rule) throw new Error(`no rule ${node.name}`);
        return match(rule, at, then);
      }
      case "sequence": {
        const step = (index: number, from: number): boolean => {
          const next = node.nodes[index];
          return next ? match(next, from, (to) => step(index + 1, to)) : then(from);
        };
        return step(0, at);
      }
      case "choice":
        return node.nodes.some((one) => match(one, at, then));
      case "repeat": {
        const step = (count: number, from: number): boolean =>
          (count < node.max && match(node.node, from, (to) => to > from && step(count + 1, to))) ||
          (count >= node.min && then(from));
        return step(0, at);
      }
    }
  };
  return match({ kind: "rule", name: "root" }, 0, (at) => at === text.length);
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  choice(): Node {
    const nodes = [this.#sequence()];
    while (this.#take("|")) nodes.push(this.#sequence());
    return nodes.length === 1 ? nodes[0]! : { kind: "choice", nodes };
  }

  #sequence(): Node {
    const nodes: Node[] = [];
    for (;;) {
      this.#space();
      const character = this.#text[this.#at];
      if (character === undefined || character === "|" || character === ")") break;
      nodes.push(this.#repeated(this.#item()));
    }
    return { kind: "sequence", nodes };
  }

  #item(): Node {
    if (this.#take("(")) {
      const inner = this.choice();
      if (!this.#take(")")) throw new Error(`expected ) at ${this.#at} in ${this.#text}`);
      return inner;
    }
    if (this.#text[this.#at] === '"') {
      let text = "";
      for (this.#at += 1; this.#text[this.#at] !== '"'; this.#at += 1) {
        const escaped = this.#text[this.#at] === "\\";
        if (escaped) this.#at += 1;
        const character = this.#text.charAt(this.#at);
        text += escaped ? (controls[character] ?? character) : character;
      }
      this.#at += 1;
      return { kind: "literal", text };
    }
    const name = /[a-z0-9-]+/y;
    name.lastIndex = this.#at;
    const match = name.exec(this.#text);
    if (!match) throw new Error(`unexpected ${this.#text.slice(this.#at, this.#at + 20)}`);
    this.#at = name.lastIndex;
    return { kind: "rule", name: match[0] };
  }

  #repeated(node: Node): Node {
    switch (this.#text[this.#at]) {
      case "?":
        this.#at += 1;
        return { kind: "repeat", node, min: 0, max: 1 };
      case "*":
        this.#at += 1;
        return { kind: "repeat", node, min: 0, max: Infinity };
      case "+":
        this.#at += 1;
        return { kind: "repeat", node, min: 1, max: Infinity };
      default:
        return node;
    }
  }

  #take(character: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #space(): void {
    while (this.#text[this.#at] === " ") this.#at += 1;
  }
}
