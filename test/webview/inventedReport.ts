// A report of invented cases, of any size: the same seed gives the same report. Its figures are computed, not written down.
import { reliabilityBins, calibrationError, riskCoverage } from "../../src/core/calibration.ts";
import { toolLabel } from "../../src/core/eval/caseIndex.ts";
import type { Call } from "../../src/core/decision.ts";
import type { Grade } from "../../src/core/eval/grade.ts";
import { percentiles, summarise } from "../../src/core/eval/metrics.ts";
import { mcnemarExact, pairedDelta } from "../../src/core/eval/pairedComparison.ts";
import {
  reportFormat,
  reportVersion,
  type Answer,
  type Case,
  type ErrorClass,
  type Report,
  type Run,
} from "../../src/core/eval/report.ts";

export interface InventedOptions {
  readonly cases: number;
  readonly seed?: number;
  readonly baseline?: boolean;
  readonly training?: boolean;
}

const things = ["invoices", "holiday photos", "meeting notes", "backup jobs", "tide tables", "bus routes"];
const places = ["Bergen", "Lyon", "the attic server", "Kyoto", "staging", "the archive"];
const verbs = ["find", "run", "open", "create", "copy", "summarise"];

export function inventReport({ cases, seed = 7, baseline = true, training = true }: InventedOptions): Report {
  const random = seeded(seed);
  const pick = <One>(from: readonly One[]): One => from[Math.floor(random() * from.length)]!;
  const ids = baseline ? ["tuned", "before"] : ["tuned"];
  const made = Array.from({ length: cases }, (_, at): Case => {
    const gold = inventCall(pick);
    const skill: Record<string, number> = { tuned: 0.9, before: 0.55 };
    return {
      id: `invented/${String(at + 1).padStart(5, "0")}`,
      set: at % 3 === 0 ? "invented-hard" : "invented",
      request: `${pick(verbs)} the ${pick(things)} from ${pick(places)}, number ${at + 1}`,
      tags: [pick(["files", "travel", "work"]), at % 4 === 0 ? "hard" : "easy"],
      gold: gold ? [gold] : [],
      answers: Object.fromEntries(ids.map((id) => [id, inventAnswer(gold, skill[id]!, random, pick)])),
    };
  });
  const runs = ids.map((id) => inventRun(id, made));
  return {
    format: reportFormat,
    version: reportVersion,
    created: "2026-11-20T10:15:00.000Z",
    contract: 1,
    machine: "Invented processor, 8 threads",
    sets: ["invented", "invented-hard"].map((name) => ({
      name,
      rows: made.filter((one) => one.set === name).length,
      sha256: "0".repeat(64),
    })),
    tuned: "tuned",
    ...(baseline ? { baseline: "before", comparison: compare(made) } : {}),
    runs,
    cases: made,
    ...(training ? { training: inventTraining(random) } : {}),
  };
}

type Pick = <One>(from: readonly One[]) => One;

function inventCall(pick: Pick): Call | undefined {
  const name = pick(["search", "load", "execute", "help", ""]);
  if (name === "") return undefined;
  const item_type = pick(["script", "directive", "knowledge"]);
  return { name, arguments: { item_type, query: pick(things), options: { place: pick(places) } } };
}

function inventAnswer(gold: Call | undefined, skill: number, random: () => number, pick: Pick): Answer {
  const sureness = 0.35 + 0.65 * random();
  const exact = random() < skill * (0.55 + 0.5 * sureness);
  const said = exact ? gold : wrongly(gold, pick);
  const tool = said?.name === gold?.name;
  const [prefill, decode] = [2 + 3 * random(), 3 + 8 * random() ** 2];
  return {
    kind: said ? "call" : "none",
    calls: said ? [said] : [],
    valid: true,
    schema_valid: true,
    tool,
    ...(gold && tool ? { arguments: exact } : {}),
    exact,
    confidence: Math.round(sureness * 1e4) / 1e4,
    ...(exact ? {} : { error: errorOf(gold, said) }),
    ms: Math.round((prefill + decode + 0.4) * 100) / 100,
    stages: { prompt: 0.1, prefill, decode, validate: 0.3 },
    raw: said ? `call:${said.name}{…}` : "no_tool",
  };
}

function wrongly(gold: Call | undefined, pick: Pick): Call | undefined {
  if (!gold) return { name: "search", arguments: { query: pick(things) } };
  const way = pick(["value", "value", "tool", "silent"]);
  if (way === "silent") return undefined;
  if (way === "tool") return { ...gold, name: gold.name === "search" ? "load" : "search" };
  return { name: gold.name, arguments: { item_type: gold.arguments["item_type"]!, query: "something else" } };
}

function errorOf(gold: Call | undefined, said: Call | undefined): ErrorClass {
  if (!gold) return "called_when_it_should_not";
  if (!said) return "silent_when_it_should";
  return said.name === gold.name ? "wrong_span" : "wrong_tool";
}

function inventRun(id: string, cases: readonly Case[]): Run {
  const answers = (of: readonly Case[]) => of.map((one) => ({ one, answer: one.answers[id]! }));
  const summary = (of: readonly Case[]) => ({
    n: of.length,
    ...summarise(answers(of).map(({ one, answer }) => gradeOf(one, answer))),
  });
  const group = (names: readonly string[], has: (one: Case, name: string) => boolean) =>
    Object.fromEntries(names.map((name) => [name, summary(cases.filter((one) => has(one, name)))]));
  const sure = answers(cases).map(({ answer }) => ({ confidence: answer.confidence, right: answer.exact }));
  const cells = new Map<string, { gold: string; said: string; n: number }>();
  for (const { one, answer } of answers(cases)) {
    const [gold, said] = [toolLabel(one.gold), toolLabel(answer.calls)];
    const known = cells.get(`${gold} ${said}`);
    if (known) known.n += 1;
    else cells.set(`${gold} ${said}`, { gold, said, n: 1 });
  }
  return {
    id,
    label: id === "tuned" ? "router-invented" : "router-before",
    kind: "gguf",
    whole: summary(cases),
    by_set: group(["invented", "invented-hard"], (one, name) => one.set === name),
    by_tag: group(["easy", "hard", "files", "travel", "work"], (one, name) => one.tags.includes(name)),
    latency_ms: percentiles(answers(cases).map(({ answer }) => answer.ms)),
    ece: calibrationError(sure),
    reliability: reliabilityBins(sure),
    risk_coverage: riskCoverage(sure),
    confusion: [...cells.values()],
    errors: {},
  };
}

function gradeOf(one: Case, answer: Answer): Grade & { valid: boolean; schemaValid: boolean } {
  return {
    tool: answer.tool,
    arguments: answer.arguments,
    exact: answer.exact,
    saidNone: answer.calls.length === 0,
    goldNone: one.gold.length === 0,
    valid: true,
    schemaValid: true,
  };
}

function compare(cases: readonly Case[]): NonNullable<Report["comparison"]> {
  const pairs = cases.map((one) => ({ tuned: one.answers["tuned"]!, baseline: one.answers["before"]! }));
  const count = (now: boolean, before: boolean): number =>
    pairs.filter(({ tuned, baseline }) => tuned.exact === now && baseline.exact === before).length;
  const delta = (read: (answer: Answer) => boolean) =>
    pairedDelta(pairs.map(({ tuned, baseline }) => ({ tuned: read(tuned), baseline: read(baseline) })));
  return {
    fixed: count(true, false),
    broken: count(false, true),
    both_right: count(true, true),
    both_wrong: count(false, false),
    mcnemar_p: mcnemarExact(count(true, false), count(false, true)),
    deltas: { exact_call: delta((answer) => answer.exact), tool: delta((answer) => answer.tool) },
  };
}

function inventTraining(random: () => number): NonNullable<Report["training"]> {
  return Array.from({ length: 120 }, (_, at) => ({
    step: (at + 1) * 25,
    loss: Math.round((2.4 * Math.exp(-at / 18) + 0.08 + 0.05 * random()) * 1e4) / 1e4,
    ...(at % 20 === 19 ? { held_out_exact: Math.min(0.93, 0.4 + at / 180) } : {}),
  }));
}

/** mulberry32: small, and the same everywhere. Source: T. Ettinger, public domain. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
