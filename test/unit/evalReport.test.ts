// From raw answers to a report, its Markdown, CSV and charts.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { buildReport, type JudgedRun, type JudgedSet } from "../../src/core/eval/buildReport.ts";
import { indexCases } from "../../src/core/eval/caseIndex.ts";
import { writeCasesCsv } from "../../src/core/eval/casesCsv.ts";
import { emptyCatalogue } from "../../src/core/catalogue.ts";
import { chartReliability } from "../../src/core/eval/chartReliability.ts";
import { chartRisk } from "../../src/core/eval/chartRisk.ts";
import { chartTags } from "../../src/core/eval/chartTags.ts";
import type { Call } from "../../src/core/decision.ts";
import type { GoldRow } from "../../src/core/eval/goldRow.ts";
import { failedAnswer, judgeAnswer, rawOfOutcome, type RawAnswer } from "../../src/core/eval/judgeAnswer.ts";
import { readReport } from "../../src/core/eval/readReport.ts";
import type { Report } from "../../src/core/eval/report.ts";
import { writeReportMarkdown } from "../../src/core/eval/reportMarkdown.ts";
import { routeByRules } from "../../src/core/routeByRules.ts";
import { kiwiToolbox } from "./kiwiTools.ts";

const toolbox = kiwiToolbox();
const email: Call = { name: "search", arguments: { item_type: "script", query: "email" } };
const lint: Call = { name: "execute", arguments: { item_type: "script", action: "run", item_id: "lint" } };
const row = (id: string, request: string, calls: Call[], tags: string[]): GoldRow => ({
  id,
  request,
  toolbox: "kiwi",
  calls,
  tags,
});
const says = (call: Call | undefined, confidence: number, ms = 5): RawAnswer => ({
  kind: call ? "call" : "none",
  calls: call ? [call] : [],
  valid: true,
  confidence,
  ms,
});

function sampleReport(): Report {
  const rows = [
    row("1", "find email scripts", [email], ["search", "easy"]),
    row("2", "=run lint", [lint], ["run", "hard"]),
    row("3", 'sing, "please"', [], ["none"]),
    row("4", "run lint again", [lint], ["run"]),
  ];
  const cases = rows.map((one) => ({ id: `set/${one.id}`, row: one }));
  const set: JudgedSet = { name: "set", rows: rows.length, sha256: "ab".repeat(32), cases };
  const run = (id: string, kind: JudgedRun["kind"], raw: RawAnswer[]): JudgedRun => ({
    id,
    label: `${id} <b> | x`,
    kind,
    answers: new Map(cases.map((one, index) => [one.id, judgeAnswer(raw[index]!, one.row, toolbox)])),
  });
  return buildReport({
    created: "2026-01-02T03:04:05.000Z",
    contract: 1,
    machine: "a machine",
    sets: [set],
    tuned: run("tuned", "gguf", [says(email, 0.99), says(lint, 0.8), says(undefined, 0.9), says(email, 0.6)]),
    baseline: run("base", "endpoint", [
      says(email, 1),
      says(undefined, 1),
      says(email, 1),
      failedAnswer("no answer", 30_000),
    ]),
  });
}

/** Elements left open, and text that is no XML: an empty list for a well-formed drawing. */
function unclosed(svg: string): string[] {
  const open: string[] = [];
  for (const [, end, name, , self] of svg.matchAll(/<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<]*")*)(\/?)>/g)) {
    if (end === "/") assert.equal(open.pop(), name);
    else if (self !== "/") open.push(name ?? "");
  }
  const rest = svg.replace(/<\/?[a-z]+(?:\s[\w:-]+="[^"<]*")*\/?>/g, "");
  return [...open, ...(rest.match(/[<]|&(?!amp;|lt;|gt;)/g) ?? [])];
}

describe("an evaluation report", () => {
  const report = sampleReport();
  const [tuned, base] = report.runs;

  it("holds what the page needs, as its schema says", () => {
    assert.deepEqual(readReport(JSON.stringify(report), "it").sets, report.sets);
  });

  it("sums up the whole, each set and each tag", () => {
    assert.equal(tuned?.whole.n, 4);
    assert.equal(tuned.whole.exact_call.value, 0.75);
    assert.equal(tuned.by_set["set"]?.tool.value, 0.75);
    assert.deepEqual(Object.keys(tuned.by_tag), ["easy", "hard", "none", "run", "search"]);
    assert.equal(tuned.by_tag["run"]?.exact_call.value, 0.5);
    assert.equal(base?.whole.valid?.value, 0.75);
    assert.equal(tuned.whole.item_type?.value, 1);
    assert.equal(tuned.whole.query_f1?.value, 1);
  });

  it("counts confusions and error classes", () => {
    assert.deepEqual(tuned?.confusion[0], { gold: "(none)", said: "(none)", n: 1 });
    assert.ok(
      tuned.confusion.some((cell) => cell.gold === "execute" && cell.said === "search" && cell.n === 1),
    );
    assert.deepEqual(tuned.errors, { wrong_tool: 1 });
    assert.deepEqual(base?.errors, { invalid: 1, called_when_it_should_not: 1, silent_when_it_should: 1 });
  });

  it("leaves failures out of the latency", () => assert.equal(base?.latency_ms.max, 5));

  it("compares the two runs over the same cases", () => {
    const { comparison } = report;
    assert.deepEqual(
      [comparison?.fixed, comparison?.broken, comparison?.both_right, comparison?.both_wrong],
      [2, 0, 1, 1],
    );
    assert.equal(comparison?.mcnemar_p, 0.5);
    assert.equal(comparison.deltas["exact_call"]?.value, 0.5);
    assert.equal(comparison.deltas["none_recall"]?.value, 1);
  });

  it("is written as Markdown that names cannot break", () => {
    const text = writeReportMarkdown(report, ["tags.svg"]);
    assert.match(text, /^# Evaluation of tuned \\<b> \\\| x$/m);
    assert.match(text, /\| exact_call \| 75\.0 % \(30\.1 %–95\.4 %\) \| 25\.0 %/);
    assert.match(text, /2 fixed, 0 broken, 1 right in both, 1 wrong in both; p = 0\.500/);
    assert.match(text, /!\[tags\.svg\]\(tags\.svg\)/);
  });

  it("is written as CSV whose texts stay texts", () => {
    const lines = writeCasesCsv(indexCases(report), true).split("\r\n");
    assert.equal(lines.length, 6);
    assert.match(lines[2] ?? "", /,'=run lint,/);
    assert.match(lines[3] ?? "", /"sing, ""please"""/);
  });

  it("is drawn as SVG that is well formed and names its runs", () => {
    for (const draw of [chartReliability, chartRisk, chartTags]) {
      const svg = draw(report.runs);
      assert.deepEqual(unclosed(svg), []);
      assert.match(svg, /tuned &lt;b&gt; \| x/);
      assert.doesNotMatch(svg, /NaN|undefined/);
    }
    assert.deepEqual(unclosed(chartTags([])), []);
  });
});

describe("judging an answer", () => {
  const gold = row("1", "find email scripts", [email], []);

  it("tells what fits the schema from what is right", () => {
    const wrong = judgeAnswer(
      says({ name: "search", arguments: { item_type: "emails", query: "email" } }, 1),
      gold,
      toolbox,
    );
    assert.deepEqual(
      [wrong.answer.valid, wrong.answer.schema_valid, wrong.answer.error],
      [true, false, "wrong_enum"],
    );
    const hosted = { name: "search", arguments: { ...email.arguments, project_path: "/x" } };
    assert.equal(judgeAnswer(says(hosted, 1), gold, toolbox).answer.schema_valid, true);
    const strange = judgeAnswer(says({ name: "grep", arguments: {} }, 1), gold, toolbox);
    assert.deepEqual([strange.answer.schema_valid, strange.answer.error], [false, "wrong_tool"]);
  });

  it("calls an answer invalid that only the rules could give", () => {
    const outcome = {
      request: "find email scripts",
      decision: { kind: "call", call: email, confidence: 0.3, alternatives: [] },
      rules: { agrees: true },
      timings: { total: 4, shortlist: 0, prompt: 1, prefill: 1, decode: 1, validate: 1 },
      tokens: { questions: 1, prompt: 12, reused: 4, answer: 7 },
      model: "some",
      raw: "rubbish",
    } as const;
    assert.equal(rawOfOutcome({ ...outcome, recovery: "fallback" }).valid, false);
    const good = rawOfOutcome({
      ...outcome,
      recovery: "none",
      raw: "<start_function_call>call:help{}<end_function_call>",
    });
    assert.equal(good.valid, true);
    assert.deepEqual(good.stages, { shortlist: 0, prompt: 1, prefill: 1, decode: 1, validate: 1 });
  });
});

describe("routing by rules alone", () => {
  const decide = (request: string) => routeByRules(request, toolbox, emptyCatalogue);

  it("knows certain forms and plain phrases, and nothing else", () => {
    const slash = decide("/search script email");
    assert.ok(slash.kind === "call" && slash.call.name === "search" && slash.confidence === 1);
    const phrase = decide("find email scripts");
    assert.deepEqual(phrase.kind === "call" && phrase.call, email);
    assert.equal(decide("what could I cook tonight").kind, "none");
    assert.equal(decide("don't run the lint script").kind, "none");
    assert.equal(decide("12 * 12").kind, "none");
    // A word that JavaScript's objects know is no verb.
    assert.equal(decide("constructor notes").kind, "none");
  });

  it("refuses an empty request", () => assert.throws(() => decide("  "), /empty/));
});
