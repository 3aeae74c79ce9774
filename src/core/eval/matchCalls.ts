// Compares the calls of an answer with the gold ones: as multisets, with several right values where a row gives them.
import { canonicalArguments, canonicalCall } from "../canonicalCall.ts";
import type { Call } from "../decision.ts";
import type { AcceptedCall, GoldRow } from "./goldRow.ts";
import { canonicalJson, isObject, type Json } from "../json.ts";
import type { Tool } from "../tool.ts";

/** Whether one said call is one gold call. */
export type Fits = (said: Call) => boolean;

/** One test a gold call, in the row's order. */
export function goldTests(row: Pick<GoldRow, "calls" | "accept">, tools: readonly Tool[]): Fits[] {
  if (row.accept) return row.accept.map((accepted) => (said) => fitsAccepted(said, accepted, tools));
  return row.calls.map((gold) => {
    const whole = canonicalCall(gold, tools);
    return (said) => canonicalCall(said, tools) === whole;
  });
}

/** Whether every said call can be given a gold call of its own. Order plays no part. */
export function isSameMultiset(said: readonly Call[], gold: readonly Fits[]): boolean {
  return said.length === gold.length && canAssign(said, gold);
}

/** The same in the same order. */
export function isSameSequence(said: readonly Call[], gold: readonly Fits[]): boolean {
  return said.length === gold.length && said.every((call, index) => gold[index]?.(call) === true);
}

/** Augmenting paths (Kuhn): with alternatives, the first fitting gold call need not be the right one. */
function canAssign(said: readonly Call[], gold: readonly Fits[]): boolean {
  const owner = new Map<number, number>();
  const place = (index: number, seen: Set<number>): boolean =>
    gold.some((fits, at) => {
      const call = said[index];
      if (seen.has(at) || !call || !fits(call)) return false;
      seen.add(at);
      const holder = owner.get(at);
      if (holder !== undefined && !place(holder, seen)) return false;
      owner.set(at, index);
      return true;
    });
  return said.every((_, index) => place(index, new Set()));
}

function fitsAccepted(said: Call, accepted: AcceptedCall, tools: readonly Tool[]): boolean {
  if (said.name !== accepted.name) return false;
  const values = canonicalArguments(said, tools);
  const key = (value: Json, name: string): string => {
    const canonical = canonicalArguments({ name: said.name, arguments: { [name]: value } }, tools)[name];
    return canonicalJson(accepted.loose_text === true ? loosen(canonical ?? null) : (canonical ?? null));
  };
  const isRight = (name: string): boolean => {
    const right = accepted.arguments[name];
    const value = values[name];
    if (!right) return false;
    // Absent, or equal to the default and therefore left out.
    if (value === undefined)
      return accepted.optional?.includes(name) === true || right.some((one) => key(one, name) === "null");
    return right.some((one) => key(one, name) === key(value, name));
  };
  const names = new Set([...Object.keys(values), ...Object.keys(accepted.arguments)]);
  return [...names].every(isRight);
}

/** Source: BFCL, `standardize_string` of its AST checker. */
function loosen(value: Json): Json {
  if (typeof value === "string")
    return value
      .replace(/[ ,./\-_*^]/g, "")
      .replaceAll("'", '"')
      .toLowerCase();
  if (Array.isArray(value)) return value.map((one: Json) => loosen(one));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, loosen(one)]));
}
