// Compiles tools, known item ids and the request into GBNF: every permitted answer, asking and abstaining among them.
import type { Notation } from "./formats/callFormat.ts";
import type { JsonObject } from "./json.ts";
import { literal, oneOf, RuleSet, trie } from "./gbnf.ts";
import { findNumerals, type Numeral } from "./numerals.ts";
import { addNumberList, addSpanList, upTo } from "./orderedLists.ts";
import { readShape, type Field, type Shape } from "./schema.ts";
import { addSpanRules, type SpanStyle } from "./spans.ts";
import { saidKeys } from "./saidKeys.ts";
import type { Word } from "./words.ts";

/** What the grammar needs of a tool. */
export interface GrammarTool {
  readonly name: string;
  readonly inputSchema: JsonObject;
}

export interface GrammarInput {
  readonly tools: readonly GrammarTool[];
  readonly request: string;
  readonly words: readonly Word[];
  readonly style: SpanStyle;
  readonly notation: Notation;
  /** Texts that a value may be without standing in the request: argument name → permitted texts. */
  readonly constants: Readonly<Record<string, readonly string[]>>;
  /** Keys that an open object may have without their standing in the request. */
  readonly openKeys: readonly string[];
  /** Arguments to leave out (dotted path), after they proved invalid. */
  readonly without: ReadonlySet<string>;
  /** Numbers that an argument (dotted path) may not be, since another one is. */
  readonly unlike?: ReadonlyMap<string, number>;
}

export interface Grammar {
  readonly gbnf: string;
  /** Places that the grammar cannot constrain; validation judges them. */
  readonly unconstrained: readonly string[];
}

/** Items of a list whose items are no plain copies, and pairs of an open object. */
const mostItems = 12;

/** Builds the grammar of one request. Arguments come in sorted order, as the template writes them. */
export const buildGrammar = (input: GrammarInput): Grammar => new GrammarBuilder(input).build();

class GrammarBuilder {
  readonly #input: GrammarInput;
  readonly #rules = new RuleSet();
  readonly #unconstrained: string[] = [];
  readonly #span: string | undefined;
  readonly #numerals: readonly Numeral[];

  constructor(input: GrammarInput) {
    this.#input = input;
    this.#rules.set("root", "");
    this.#span = addSpanRules(this.#rules, input.request, input.words, input.style, input.notation.escape);
    const numerals = findNumerals(input.words);
    this.#numerals =
      input.style === "spaced" ? numerals : numerals.map(({ value }) => ({ text: String(value), value }));
  }

  build(): Grammar {
    const { open, close } = this.#input.notation;
    const calls = this.#input.tools.map((tool) => {
      const shape = readShape(tool.inputSchema);
      const body = shape.kind === "object" ? this.#object(shape, tool.name) : literal("{}");
      return this.#rules.add(`call-${tool.name}`, `${literal(open(tool.name))} ${body}`);
    });
    this.#rules.set("root", `${oneOf(calls)} ${literal(close)}`);
    return { gbnf: this.#rules.toString(), unconstrained: this.#unconstrained };
  }

  #value(shape: Shape, path: string): string | undefined {
    const space = this.#input.style === "spaced" ? `" "? ` : "";
    switch (shape.kind) {
      case "constants":
        return oneOf(
          shape.values.map((value) =>
            typeof value === "string" ? this.#quoted(literal(this.#escape(value))) : literal(String(value)),
          ),
        );
      case "text":
        return this.#text(path);
      case "number":
        return this.#number(shape.integer, this.#input.unlike?.get(path), space);
      case "boolean":
        return `("true" | "false")`;
      case "list":
        return this.#list(shape.item, `${path}[]`);
      case "object":
        return this.#object(shape, path);
      case "free":
        this.#unconstrained.push(`${path}: ${shape.why}`);
        return this.#free();
    }
  }

  #number(integer: boolean, taken: number | undefined, space: string): string | undefined {
    const fitting = this.#numerals.filter(
      ({ value }) => (!integer || Number.isInteger(value)) && value !== taken,
    );
    return fitting.length > 0 ? `${space}${trie(fitting.map(({ text }) => text))}` : undefined;
  }

  #list(shape: Shape, path: string): string {
    if (shape.kind === "number") return addNumberList(this.#rules, this.#input, shape.integer) ?? `"[]"`;
    if (shape.kind === "text") return addSpanList(this.#rules, this.#input) ?? `"[]"`;
    const item = this.#value(shape, path);
    if (item === undefined) return `"[]"`;
    const most = shape.kind === "constants" ? Math.min(shape.values.length, mostItems) : mostItems;
    return `"[" ${upTo(this.#rules.add("item", item), most, this.#input.notation.comma)} "]"`;
  }

  #text(path: string): string | undefined {
    const name = path.slice(path.lastIndexOf(".") + 1);
    const constants = this.#input.constants[name] ?? [];
    const choices: string[] = [];
    if (this.#span !== undefined) choices.push(this.#span);
    if (constants.length > 0)
      choices.push(
        this.#rules.add(`known-${name}`, `" "? ${trie(constants.map((one) => this.#escape(one)))}`),
      );
    if (choices.length === 0) return undefined;
    return this.#quoted(oneOf(choices));
  }

  #quoted(expression: string): string {
    const quote = literal(this.#input.notation.quote);
    return `${quote} ${expression} ${quote}`;
  }

  #escape(text: string): string {
    return this.#input.notation.escape(text);
  }

  #key(name: string): string {
    const { keyOpen, keyClose } = this.#input.notation;
    return literal(keyOpen + this.#escape(name) + keyClose);
  }

  #free(): string | undefined {
    const numbers = this.#numerals.length > 0 ? [trie(this.#numerals.map(({ text }) => text))] : [];
    const text = this.#span === undefined ? [] : [this.#quoted(this.#span)];
    return oneOf([...text, ...numbers, `"true"`, `"false"`, `"null"`]);
  }

  #object(shape: Extract<Shape, { kind: "object" }>, path: string): string {
    const fields = shape.fields.filter((field) => !this.#input.without.has(`${path}.${field.name}`));
    const body = shape.open ? this.#openBody(fields, path) : this.#closedBody(fields, path);
    return this.#rules.add(`object-${path}`, body ?? `"{}"`);
  }

  /** Sorted fields: the required ones in a row, optional ones in their places; commas only between two. */
  #closedBody(fields: readonly Field[], path: string): string | undefined {
    const sorted = [...fields].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
    const pairs = sorted.flatMap((field) => {
      const value = this.#value(field.shape, `${path}.${field.name}`);
      return value === undefined
        ? []
        : [{ pair: `${this.#key(field.name)} ${value}`, required: field.required }];
    });
    if (pairs.length === 0) return undefined;
    // rest(i, first): what may follow when fields before i are done and `first` tells whether a comma is needed.
    let afterOne = `"}"`;
    let fromStart = `"}"`;
    for (const [index, { pair, required }] of [...pairs.entries()].reverse()) {
      const tail = this.#rules.add(`tail-${path}-${index}`, afterOne);
      afterOne = required
        ? `${literal(this.#input.notation.comma)} ${pair} ${tail}`
        : `(${literal(this.#input.notation.comma)} ${pair} ${tail} | ${tail})`;
      const skip = this.#rules.add(`start-${path}-${index}`, fromStart);
      fromStart = required ? `${pair} ${tail}` : `(${pair} ${tail} | ${skip})`;
    }
    return `"{" ${fromStart}`;
  }

  /** An open object takes its pairs in any order: declared fields, known keys, and keys that the request says. */
  #openBody(fields: readonly Field[], path: string): string | undefined {
    const declared = fields.flatMap((field) => {
      const value = this.#value(field.shape, `${path}.${field.name}`);
      return value === undefined ? [] : [`${this.#key(field.name)} ${value}`];
    });
    const keys: string[] = [];
    const words = saidKeys(this.#input.words);
    if (words.length > 0) keys.push(`" "? ${trie(words)}`);
    if (this.#input.openKeys.length > 0) keys.push(trie(this.#input.openKeys));
    const free = this.#free();
    const { keyOpen: mark, keyClose } = this.#input.notation;
    const keyOpen = mark === "" ? "" : `${literal(mark)} `;
    const open =
      keys.length > 0 && free !== undefined
        ? [`${keyOpen}(${keys.join(" | ")}) ${literal(keyClose)} ${free}`]
        : [];
    const choices = [...declared, ...open];
    if (choices.length === 0) return undefined;
    const pair = this.#rules.add(`pair-${path}`, choices.join(" | "));
    return `"{" (${upTo(pair, mostItems, this.#input.notation.comma)})? "}"`;
  }
}
