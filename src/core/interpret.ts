// Reads a written call as a decision: a checked call, a question back, or that no tool fits.
import { typeCall, Validator, type Invalid } from "./answer.ts";
import { emptyCatalogue, type Catalogue } from "./catalogue.ts";
import type { Call, Decision, NoneDecision } from "./decision.ts";
import type { WrittenCall } from "./formats/callSyntax.ts";
import { isObject, type JsonObject } from "./json.ts";
import { addDescribedItem } from "./kiwi/deniedItem.ts";
import { addSaidItem } from "./kiwi/saidItem.ts";
import { settleKiwiCall } from "./kiwi/settleCall.ts";
import { askTool, noTool } from "./pseudoTools.ts";
import { askFor } from "./question.ts";
import { mostDeclared } from "./narrow.ts";
import { readShape } from "./schema.ts";
import { openShortlist, type Shortlist } from "./shortlist.ts";
import type { Tool } from "./tool.ts";
import type { Word } from "./words.ts";

/** The tools offered together, with their compiled schemas. */
export interface Toolbox {
  readonly tools: readonly Tool[];
  readonly validators: ReadonlyMap<string, Validator>;
  /** Finds the few that are worth showing the model; absent where all of them can be shown. */
  readonly shortlist?: Shortlist<Tool>;
}

/** Makes a toolbox ready once: its schemas compiled, and a large one indexed by its words. */
export function openToolbox(tools: readonly Tool[]): Toolbox {
  const validators = new Map(tools.map((tool) => [tool.name, new Validator(tool)]));
  return tools.length > mostDeclared
    ? { tools, validators, shortlist: openShortlist(tools) }
    : { tools, validators };
}

export interface Interpretation {
  /** Undefined when the call is not valid. */
  readonly decision: Decision | undefined;
  readonly problem: string | undefined;
  readonly invalidPaths: readonly string[];
  /** Other items that the request may mean. */
  readonly others: readonly Call[];
}

/** What a written call is read against. */
export interface Context {
  readonly request: string;
  readonly words: readonly Word[];
  readonly toolbox: Toolbox;
  readonly catalogue: Catalogue;
}

/** Interprets one written call; `confidence` is what the decision gets. Pure. */
export function interpret(written: WrittenCall, context: Context, confidence: number): Interpretation {
  if (written.name === noTool) return decided(noneDecision(confidence));
  if (written.name === askTool) {
    const said = readSaidItem(written.arguments, context);
    return said ? interpret(said, context, confidence) : decided(readAsk(written.arguments, confidence));
  }
  const tool = context.toolbox.tools.find((one) => one.name === written.name);
  if (!tool) return refused(`There is no tool "${written.name}".`, []);
  const typed = typeCall(written, tool, context.request, context.words);
  const settled =
    tool.server === "kiwi"
      ? settleKiwiCall(typed, context.catalogue, context.words)
      : { call: typed, others: [] as Call[], ambiguous: false };
  // What a search names may be there to be read: then it is a call of another tool.
  const { name } = settled.call;
  const validator = context.toolbox.validators.get(name);
  if (!validator) return refused(`There is no tool "${name}".`, []);
  const invalid = validator.validate(settled.call);
  if (invalid) return judgeInvalid(settled.call, name, invalid, confidence);
  if (settled.ambiguous) return decided(askWhich(settled.call, settled.others, confidence));
  return {
    decision: { kind: "call", call: settled.call, confidence, alternatives: [] },
    problem: undefined,
    invalidPaths: [],
    others: settled.others,
  };
}

/** Several equally near items: the person picks. */
function askWhich(call: Call, others: readonly Call[], confidence: number): Decision {
  const calls = [call, ...others];
  const { item_id: _, ...known } = call.arguments;
  const names = calls.map((one) => `"${String(one.arguments["item_id"])}"`);
  return {
    kind: "ask",
    question: `Which one do you mean: ${names.join(" or ")}?`,
    missing: ["item_id"],
    partial: { name: call.name, arguments: known },
    confidence,
    alternatives: calls.map((one) => ({ call: one, confidence: confidence / calls.length })),
  };
}

/** Only missing arguments make a question for the person; anything else is the model's to repair. */
function judgeInvalid(call: Call, tool: string, invalid: Invalid, confidence: number): Interpretation {
  const [missing] = invalid.missing;
  if (missing !== undefined && invalid.paths.length === 0) {
    return decided({
      kind: "ask",
      question: askFor(tool, missing, call.arguments),
      missing: invalid.missing,
      partial: call,
      confidence,
      alternatives: [],
    });
  }
  return refused(invalid.message, invalid.paths);
}

/** A question for an item of the workspace whose name the request does say, in other delimiters: then it is a call. */
function readSaidItem(values: JsonObject, { toolbox, words, catalogue }: Context): WrittenCall | undefined {
  const tool = toolbox.tools.find((one) => one.name === values["tool"]);
  if (tool?.server !== "kiwi" || values["missing"] !== "item_id") return undefined;
  const known = isObject(values["known"]) ? values["known"] : {};
  const isRead = tool.name === "load";
  const filled =
    addSaidItem(known, words, catalogue) ?? (isRead ? addDescribedItem(known, words, catalogue) : undefined);
  return filled && { name: tool.name, arguments: filled };
}

function readAsk(values: JsonObject, confidence: number): Decision {
  const known = isObject(values["known"]) ? values["known"] : {};
  const tool = String(values["tool"]);
  const missing = String(values["missing"]);
  return {
    kind: "ask",
    question: askFor(tool, missing, known),
    missing: [missing],
    partial: { name: tool, arguments: known },
    confidence,
    alternatives: [],
  };
}

export function noneDecision(
  confidence: number,
  reason = "No connected tool fits this request.",
): NoneDecision {
  return { kind: "none", reason, confidence, alternatives: [] };
}

export function arithmeticDecision(expression: string): NoneDecision {
  return noneDecision(1, `"${expression}" is arithmetic, and no calculator is connected.`);
}

/**
 * Completes an asked decision with the person's answer. @returns the call, or what is still wrong with it.
 * The answer is text; numbers and truth values are read by the schema.
 */
export function completeCall(
  partial: Call,
  missing: string,
  answer: string,
  toolbox: Toolbox,
  catalogue: Catalogue = emptyCatalogue,
): Interpretation {
  const tool = toolbox.tools.find((one) => one.name === partial.name);
  const shape = tool && readShape(tool.inputSchema);
  const defaults =
    shape?.kind === "object"
      ? shape.fields.filter((field) => field.required && field.default !== undefined)
      : [];
  const filled = Object.fromEntries(defaults.map((field) => [field.name, field.default ?? null]));
  const type = partial.arguments["item_type"];
  const saidType = typeof type === "string" ? [{ text: type, start: 0, end: 0 }] : [];
  const written = {
    name: partial.name,
    arguments: { ...filled, ...partial.arguments, [missing]: answer.trim() },
  };
  return interpret(written, { request: answer, words: saidType, toolbox, catalogue }, 1);
}

const decided = (decision: Decision): Interpretation => ({
  decision,
  problem: undefined,
  invalidPaths: [],
  others: [],
});
const refused = (problem: string, invalidPaths: readonly string[]): Interpretation => ({
  decision: undefined,
  problem,
  invalidPaths,
  others: [],
});
