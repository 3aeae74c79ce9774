// Reads calls written in FunctionGemma's syntax: call:name{key:<escape>text<escape>,n:3,list:[…],object:{…}}.
import markers from "../../../contract/markers.json" with { type: "json" };
import type { Json } from "../json.ts";
import { readNumeral } from "../numerals.ts";

/** A call as written, before any schema had a look at it. */
export interface WrittenCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, Json>>;
}

export type ReadCalls =
  | { readonly ok: true; readonly calls: readonly WrittenCall[] }
  | { readonly ok: false; readonly problem: string };

const constants: Readonly<Record<string, Json>> = { true: true, false: false, null: null };
const { call_start: callStart, call_end: callEnd, quote } = markers.functiongemma;

/** Reads every call of a model's answer. Linear in the text; a problem names the position. */
export function readCalls(text: string): ReadCalls {
  const calls: WrittenCall[] = [];
  let at = text.indexOf(callStart);
  if (at < 0) return { ok: false, problem: "the answer holds no call" };
  while (at >= 0) {
    const reader = new CallReader(text, at + callStart.length);
    try {
      calls.push(reader.readCall());
    } catch (error) {
      return { ok: false, problem: error instanceof Error ? error.message : String(error) };
    }
    at = text.indexOf(callStart, reader.at);
  }
  return { ok: true, calls };
}

class CallReader {
  readonly #text: string;
  at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  readCall(): WrittenCall {
    this.#expect("call:");
    const brace = this.#text.indexOf("{", this.at);
    if (brace < 0) throw new SyntaxError(`expected "{" after the name at ${this.at}`);
    const name = this.#text.slice(this.at, brace);
    this.at = brace;
    const values = this.#readObject(0);
    this.#expect(callEnd);
    return { name, arguments: values };
  }

  #readObject(depth: number): Record<string, Json> {
    if (depth > 16) throw new SyntaxError("objects are nested too deeply");
    const result: Record<string, Json> = {};
    this.#expect("{");
    if (this.#take("}")) return result;
    do {
      const colon = this.#text.indexOf(":", this.at);
      if (colon < 0) throw new SyntaxError(`expected ":" after ${this.at}`);
      const key = this.#text.slice(this.at, colon).trim();
      this.at = colon + 1;
      const value = this.#readValue(depth + 1);
      if (key !== "__proto__" && !Object.hasOwn(result, key)) result[key] = value;
    } while (this.#take(","));
    this.#expect("}");
    return result;
  }

  #readValue(depth: number): Json {
    if (this.#take(quote)) {
      const end = this.#text.indexOf(quote, this.at);
      if (end < 0) throw new SyntaxError(`a text that starts at ${this.at} does not end`);
      const value = this.#text.slice(this.at, end).trim();
      this.at = end + quote.length;
      return value;
    }
    if (this.#text.startsWith("{", this.at)) return this.#readObject(depth);
    if (this.#take("[")) {
      const items: Json[] = [];
      if (this.#take("]")) return items;
      do items.push(this.#readValue(depth + 1));
      while (this.#take(","));
      this.#expect("]");
      return items;
    }
    // A comma that groups thousands belongs to the number only behind a space, where a copied word begins.
    const scalar = /\s+(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?: [A-Za-z]+)?)|\s*([^,}\]]+)/y;
    scalar.lastIndex = this.at;
    const match = scalar.exec(this.#text);
    const said = (match?.[1] ?? match?.[2] ?? "").trim();
    const value = Object.hasOwn(constants, said) ? constants[said] : readNumeral(said);
    if (value === undefined) throw new SyntaxError(`expected a value at ${this.at}`);
    this.at = scalar.lastIndex;
    return value;
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new SyntaxError(`expected "${text}" at ${this.at}`);
  }
}
