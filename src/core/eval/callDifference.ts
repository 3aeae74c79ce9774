// Two lists of calls side by side, argument by argument, so that a reader sees at once where they part.
import type { Call } from "../decision.ts";
import { canonicalJson, isObject, type Json } from "../json.ts";

export interface ArgumentLine {
  /** Dotted for nested arguments: `parameters.environment`. */
  readonly name: string;
  readonly value: string;
  readonly mark: "same" | "different" | "extra" | "missing";
}

export interface CallLines {
  readonly tool: string;
  readonly toolMark: ArgumentLine["mark"];
  readonly lines: readonly ArgumentLine[];
}

/** Every said call against the gold call at its place. Missing arguments are listed with the gold value; a call that is wrong as a whole is marked once. */
export function compareCalls(said: readonly Call[], gold: readonly Call[]): CallLines[] {
  const length = Math.max(said.length, gold.length);
  return Array.from({ length }, (_, at) => compareCall(said[at], gold[at])).filter((one) => one.tool !== "");
}

function compareCall(said: Call | undefined, gold: Call | undefined): CallLines {
  if (!said)
    return {
      tool: gold?.name ?? "",
      toolMark: "missing",
      lines: gold ? flatten(gold.arguments).map((line) => ({ ...line, mark: "same" })) : [],
    };
  const ours = flatten(said.arguments);
  if (!gold)
    return {
      tool: said.name,
      toolMark: "extra",
      lines: ours.map((line) => ({ ...line, mark: "same" })),
    };
  if (said.name !== gold.name)
    return {
      tool: said.name,
      toolMark: "different",
      lines: ours.map((line) => ({ ...line, mark: "same" })),
    };
  const theirs = new Map(flatten(gold.arguments).map((line) => [line.name, line.value]));
  const names = new Set(ours.map((line) => line.name));
  return {
    tool: said.name,
    toolMark: "same",
    lines: [
      ...ours.map((line): ArgumentLine => {
        const right = theirs.get(line.name);
        return { ...line, mark: right === undefined ? "extra" : right === line.value ? "same" : "different" };
      }),
      ...[...theirs]
        .filter(([name]) => !names.has(name))
        .map(([name, value]): ArgumentLine => ({ name, value, mark: "missing" })),
    ],
  };
}

/** One line a leaf; an empty object is a leaf. */
export function flatten(value: Call["arguments"], path = ""): { name: string; value: string }[] {
  return Object.entries(value).flatMap(([key, item]) => {
    const name = path === "" ? key : `${path}.${key}`;
    return isObject(item) && Object.keys(item).length > 0
      ? flatten(item, name)
      : [{ name, value: writeLeaf(item) }];
  });
}

function writeLeaf(value: Json): string {
  return typeof value === "string" ? value : canonicalJson(value);
}
