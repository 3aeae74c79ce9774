// Grades an answer against a hand-written row: the same rules for every report.
import type { Call, Decision } from "../decision.ts";
import type { GoldRow } from "./goldRow.ts";
import type { Json } from "../json.ts";
import { goldTests, isSameMultiset, isSameSequence } from "./matchCalls.ts";
import { queryF1 } from "./queryF1.ts";
import type { Tool } from "../tool.ts";

/** What a router said, whichever router it is. */
export interface Said {
  readonly kind: "call" | "ask" | "none" | "failed";
  readonly calls: readonly Call[];
}

export type Gold = Pick<GoldRow, "calls" | "accept" | "any_call"> & { readonly tags?: readonly string[] };

export interface Grade {
  /** The right tools, or right to abstain. */
  readonly tool: boolean;
  /** Every argument right, given the right tools; undefined where nothing is to be called or the tools are wrong. */
  readonly arguments: boolean | undefined;
  /** All of it. */
  readonly exact: boolean;
  readonly goldNone: boolean;
  /** Asking and abstaining count alike. A failure is neither. */
  readonly saidNone: boolean;
  /** Kiwi only: undefined where the gold names none. */
  readonly itemType?: boolean;
  readonly action?: boolean;
  /** Token F1 of the search text, where the gold searches. */
  readonly queryF1?: number;
}

/** A decision as an answer to be graded. */
export function saidBy(decision: Decision): Said {
  return { kind: decision.kind, calls: decision.kind === "call" ? [decision.call] : [] };
}

/** Compares an answer with the gold of its row, under the tools that the row offers. Pure. */
export function grade(said: Said, gold: Gold, tools: readonly Tool[]): Grade {
  const goldNone = gold.any_call !== true && (gold.accept ?? gold.calls).length === 0;
  const saidNone = said.kind === "ask" || said.kind === "none";
  const calls = said.kind === "call" ? said.calls : [];
  if (gold.any_call === true) {
    const right = calls.length > 0;
    return { tool: right, arguments: undefined, exact: right, goldNone, saidNone };
  }
  if (goldNone || calls.length === 0) {
    const right = goldNone && saidNone;
    const kiwi = kiwiParts(calls, gold);
    return { tool: right, arguments: undefined, exact: right, goldNone, saidNone, ...kiwi };
  }
  const tests = goldTests(gold, tools);
  const tool = sortedNames(calls) === sortedNames(gold.accept ?? gold.calls);
  const same = tool && isSameMultiset(calls, tests);
  const inOrder = gold.tags?.includes("sequence") !== true || isSameSequence(calls, tests);
  return {
    tool,
    arguments: tool ? same : undefined,
    exact: same && inOrder,
    goldNone,
    saidNone,
    ...kiwiParts(calls, gold),
  };
}

function sortedNames(calls: readonly { readonly name: string }[]): string {
  return calls
    .map((call) => call.name)
    .sort()
    .join("\n");
}

/** Item type and action as sets over all calls; the search text of the first search. */
function kiwiParts(said: readonly Call[], gold: Gold): Pick<Grade, "itemType" | "action" | "queryF1"> {
  const all = (calls: readonly Call[], key: string): string =>
    calls
      .flatMap((call) => call.arguments[key] ?? [])
      .map(String)
      .sort()
      .join(" ");
  const same = (key: string): boolean | undefined =>
    all(gold.calls, key) === "" ? undefined : all(said, key) === all(gold.calls, key);
  const goldQuery = searchText(gold.calls);
  const itemType = same("item_type");
  const action = same("action");
  return {
    ...(itemType === undefined ? {} : { itemType }),
    ...(action === undefined ? {} : { action }),
    ...(goldQuery === undefined ? {} : { queryF1: queryF1(searchText(said) ?? "", goldQuery) }),
  };
}

function searchText(calls: readonly Call[]): string | undefined {
  const query: Json | undefined = calls.find((call) => call.name === "search")?.arguments["query"];
  return typeof query === "string" ? query : undefined;
}
