// Hand-checked (gold, answer) pairs: what every grading rule says of them, written before the grader.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Call } from "../../src/core/decision.ts";
import { classifyError } from "../../src/core/eval/errorClass.ts";
import type { AcceptedCall } from "../../src/core/eval/goldRow.ts";
import { grade, type Said } from "../../src/core/eval/grade.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { ErrorClass } from "../../src/core/eval/report.ts";
import { normaliseTool, type Tool } from "../../src/core/tool.ts";
import { kiwiTools } from "./kiwiTools.ts";

const call = (name: string, values: JsonObject = {}): Call => ({ name, arguments: values });
const search = (values: JsonObject): Call => call("search", values);
const load = (values: JsonObject): Call => call("load", values);
const execute = (values: JsonObject): Call => call("execute", values);
const script = (query: string, more: JsonObject = {}): Call =>
  search({ item_type: "script", query, ...more });
const read = (item_id: string, more: JsonObject = {}): Call =>
  load({ item_type: "script", item_id, source: "project", ...more });
const run = (parameters?: JsonObject): Call =>
  execute({ item_type: "script", action: "run", item_id: "lint", ...(parameters ? { parameters } : {}) });

function foreign(name: string, properties: JsonObject, required: string[] = []): Tool {
  const tool = normaliseTool({ name, inputSchema: { type: "object", properties, required } }, "set");
  if (!tool.ok) throw new Error(tool.problem);
  return tool.tool;
}
const text = { type: "string" };
const tools = [
  ...kiwiTools(),
  foreign("weather", { city: text, unit: { type: "string", enum: ["C", "F"], default: "C" } }, ["city"]),
  foreign("find", { query: text, tags: { type: "array", items: text }, exact: { type: "boolean" } }),
  foreign("area", { base: { type: "number" }, height: { type: "number" }, unit: text }, ["base", "height"]),
  foreign("book", {
    guest: { type: "object", properties: { name: text, vip: { type: "boolean", default: false } } },
  }),
];

type Verdict = "exact" | ErrorClass;
interface Pair {
  readonly rule: string;
  readonly gold: readonly Call[];
  readonly accept?: readonly AcceptedCall[];
  readonly tags?: readonly string[];
  readonly said: readonly Call[] | "ask" | "none" | "failed";
  readonly request?: string;
  readonly is: Verdict;
}

const pair = (rule: string, gold: Call | readonly Call[], said: Call | Pair["said"], is: Verdict): Pair => ({
  rule,
  gold: "name" in gold ? [gold] : gold,
  said: typeof said === "string" ? said : "name" in said ? [said] : said,
  is,
});
const withRequest = (request: string, one: Pair): Pair => ({ ...one, request });
const inSequence = (one: Pair): Pair => ({ ...one, tags: ["sequence"] });

const weather = (city: string): Call => call("weather", { city });
const pairs: readonly Pair[] = [
  // 1. Host-supplied arguments are left out.
  pair("project_path in the answer", script("email"), script("email", { project_path: "/x" }), "exact"),
  pair("project_path in the gold", script("email", { project_path: "/y" }), script("email"), "exact"),
  pair("two project paths", read("a", { project_path: "/x" }), read("a", { project_path: "/y" }), "exact"),
  pair("confirm in the parameters", run(), run({ confirm: true }), "exact"),
  pair("confirm beside a parameter", run({ n: 1 }), run({ confirm: true, n: 1 }), "exact"),
  pair("confirm in the gold", run({ confirm: true, n: 1 }), run({ n: 1 }), "exact"),
  // 2. A default equals an absent argument.
  pair("search.source local", script("email"), script("email", { source: "local" }), "exact"),
  pair("search.limit 10", script("email"), script("email", { limit: 10 }), "exact"),
  pair("both defaults in the gold", script("a", { limit: 10, source: "local" }), script("a"), "exact"),
  pair("load.source project", read("a"), load({ item_type: "script", item_id: "a" }), "exact"),
  pair("another source", script("email"), script("email", { source: "all" }), "extra_argument"),
  pair("another limit", script("email", { limit: 5 }), script("email"), "missing_argument"),
  pair("the wrong limit", script("email", { limit: 5 }), script("email", { limit: 6 }), "wrong_value"),
  pair("user where project was meant", read("a"), read("a", { source: "user" }), "extra_argument"),
  pair("a default of a foreign tool", weather("Oslo"), call("weather", { city: "Oslo", unit: "C" }), "exact"),
  pair(
    "a default within an object",
    call("book", { guest: { name: "Ann" } }),
    call("book", { guest: { name: "Ann", vip: false } }),
    "exact",
  ),
  pair("empty parameters", run(), run({}), "exact"),
  // 3. Texts trimmed; search.query without case; everything else exactly; numbers by value; booleans as booleans.
  pair("a query in capitals", script("email"), script("EMAIL"), "exact"),
  pair("a query with outer space", script("email"), script("  email\n"), "exact"),
  pair("an inner space more", script("api testing"), script("api  testing"), "wrong_value"),
  pair("an id with outer space", read("a"), read(" a "), "exact"),
  pair("an id in capitals", read("csv_parser"), read("CSV_parser"), "wrong_id"),
  pair(
    "a query of another tool keeps its case",
    call("find", { query: "Email" }),
    call("find", { query: "email" }),
    "wrong_value",
  ),
  pair("a parameter in capitals", run({ env: "Staging" }), run({ env: "staging" }), "wrong_value"),
  pair("2.0 for 2", run({ n: 2 }), run({ n: 2.0 }), "exact"),
  pair("1e3 for 1000", run({ n: 1000 }), run({ n: 1e3 }), "exact"),
  pair("text for a number", run({ n: 2 }), run({ n: "2" }), "wrong_value"),
  pair("number for a text", run({ n: "2" }), run({ n: 2 }), "wrong_value"),
  pair("text for a boolean", run({ fast: true }), run({ fast: "true" }), "wrong_value"),
  pair("1 for true", run({ fast: true }), run({ fast: 1 }), "wrong_value"),
  pair("false for true", call("find", { exact: true }), call("find", { exact: false }), "wrong_enum"),
  pair("null for absent", weather("Oslo"), call("weather", { city: "Oslo", unit: null }), "extra_argument"),
  pair("a list in order", call("find", { tags: ["a", "b"] }), call("find", { tags: [" a", "b"] }), "exact"),
  pair(
    "a list in another order",
    call("find", { tags: ["a", "b"] }),
    call("find", { tags: ["b", "a"] }),
    "wrong_value",
  ),
  pair(
    "keys in another order",
    run({ a: 1, b: 2 }),
    execute({ parameters: { b: 2, a: 1 }, item_id: "lint", action: "run", item_type: "script" }),
    "exact",
  ),
  // 4. The gold's spelling of an id is the right one.
  pair("a hyphen for an underscore", read("csv_parser"), read("csv-parser"), "wrong_id"),
  pair("a space for an underscore", read("csv_parser"), read("csv parser"), "wrong_id"),
  pair("an extension more", read("csv_parser"), read("csv_parser.py"), "wrong_id"),
  pair("half of the id", read("csv_parser"), read("csv"), "wrong_id"),
  // 5. A version drops its v; parameters only as said.
  pair("load.version with v", read("a", { version: "1.2.0" }), read("a", { version: "v1.2.0" }), "exact"),
  pair("load.version with V", read("a", { version: "v1.2.0" }), read("a", { version: "V1.2.0" }), "exact"),
  pair("parameters.version with v", run({ version: "1.2" }), run({ version: "v1.2" }), "exact"),
  pair("another version", read("a", { version: "1.2" }), read("a", { version: "1.3" }), "wrong_value"),
  pair("a word with v", read("a", { version: "vnext" }), read("a", { version: "next" }), "wrong_value"),
  pair("v of another argument", run({ tag: "v1" }), run({ tag: "1" }), "wrong_value"),
  pair("a parameter that was not said", run(), run({ env: "staging" }), "extra_argument"),
  pair("a parameter that was said", run({ env: "staging" }), run(), "missing_argument"),
  pair("one of two parameters", run({ env: "staging", n: 2 }), run({ n: 2 }), "missing_argument"),
  pair("another parameter", run({ env: "staging" }), run({ target: "staging" }), "missing_argument"),
  // Tools, constants, spans.
  pair("the wrong tool", script("email"), read("email"), "wrong_tool"),
  pair("a tool that is not offered", script("email"), call("grep", { query: "email" }), "wrong_tool"),
  pair(
    "the wrong item type",
    script("email"),
    search({ item_type: "directive", query: "email" }),
    "wrong_enum",
  ),
  pair(
    "the wrong action",
    run(),
    execute({ item_type: "script", action: "delete", item_id: "lint" }),
    "wrong_enum",
  ),
  pair(
    "an enum before an id",
    read("a"),
    load({ item_type: "directive", item_id: "b", source: "project" }),
    "wrong_enum",
  ),
  pair("no query", script("email"), search({ item_type: "script" }), "missing_argument"),
  withRequest(
    "find email validation scripts",
    pair("a shorter span", script("email validation"), script("email"), "wrong_span"),
  ),
  withRequest(
    "how warm is it in New York",
    pair("a shorter city", weather("New York"), weather("York"), "wrong_span"),
  ),
  withRequest(
    "how warm is it in the big apple",
    pair("not in the request", weather("New York"), weather("Oslo"), "wrong_value"),
  ),
  // Nothing may be called: asking and abstaining are both right.
  pair("abstaining", [], "none", "exact"),
  pair("asking", [], "ask", "exact"),
  pair("failing is not abstaining", [], "failed", "invalid"),
  pair("calling where nothing may be called", [], call("help"), "called_when_it_should_not"),
  pair("abstaining where a call was due", run(), "none", "silent_when_it_should"),
  pair("asking where a call was due", run(), "ask", "silent_when_it_should"),
  pair("failing where a call was due", run(), "failed", "invalid"),
  // Several calls: a multiset, unless a tag says sequence.
  pair("another order", [weather("Oslo"), weather("Rome")], [weather("Rome"), weather("Oslo")], "exact"),
  inSequence(
    pair("the same order", [weather("Oslo"), weather("Rome")], [weather("Oslo"), weather("Rome")], "exact"),
  ),
  inSequence(
    pair(
      "the wrong order",
      [weather("Oslo"), weather("Rome")],
      [weather("Rome"), weather("Oslo")],
      "wrong_order",
    ),
  ),
  pair("one of two", [weather("Oslo"), weather("Rome")], weather("Oslo"), "missing_call"),
  pair("one too many", weather("Oslo"), [weather("Oslo"), weather("Rome")], "extra_call"),
  pair(
    "one twice for two",
    [weather("Oslo"), weather("Rome")],
    [weather("Oslo"), weather("Oslo")],
    "wrong_value",
  ),
  pair("twice the same", [weather("Oslo"), weather("Oslo")], [weather("Oslo"), weather("Oslo")], "exact"),
  pair(
    "one of two tools wrong",
    [weather("Oslo"), call("help")],
    [weather("Oslo"), weather("Rome")],
    "wrong_tool",
  ),
  // Several right values an argument.
  ...acceptedPairs(),
];

function acceptedPairs(): Pair[] {
  const accept: AcceptedCall[] = [
    {
      name: "area",
      arguments: { base: [10], height: [5, 5.5], unit: ["units", "unit"] },
      optional: ["unit"],
    },
  ];
  const area = (values: JsonObject, is: Verdict, rule: string): Pair => ({
    rule,
    gold: [call("area", { base: 10, height: 5 })],
    accept,
    said: [call("area", values)],
    is,
  });
  const loose = (city: string, is: Verdict): Pair => ({
    rule: `loose text ${city}`,
    gold: [weather("San Francisco, CA")],
    accept: [{ name: "weather", arguments: { city: ["San Francisco, CA"] }, loose_text: true }],
    said: [weather(city)],
    is,
  });
  const [both]: AcceptedCall[] = [{ name: "weather", arguments: { city: ["Oslo", "Rome"] } }];
  const [one]: AcceptedCall[] = [{ name: "weather", arguments: { city: ["Oslo"] } }];
  return [
    area({ base: 10, height: 5 }, "exact", "the first alternative"),
    area({ base: 10, height: 5.5, unit: "unit" }, "exact", "the second alternative"),
    area({ base: 10, height: 6 }, "wrong_value", "none of the alternatives"),
    area({ base: 10, height: 5, unit: "cm" }, "wrong_value", "an optional argument that is wrong"),
    area({ base: 10 }, "missing_argument", "an argument that may not be left out"),
    area({ base: 10, height: 5, depth: 1 }, "extra_argument", "an argument that nobody expects"),
    loose("san francisco ca", "exact"),
    loose("San Francisco-CA.", "exact"),
    loose("San Francisco", "wrong_value"),
    {
      rule: "alternatives are shared out as they fit",
      gold: [weather("Rome"), weather("Oslo")],
      accept: [both!, one!],
      said: [weather("Oslo"), weather("Rome")],
      is: "exact",
    },
  ];
}

describe("the grading reference", () => {
  it("holds at least 60 pairs", () => assert.ok(pairs.length >= 60, `${pairs.length}`));

  for (const one of pairs) {
    it(`${one.rule}: ${one.is}`, () => {
      const said: Said = Array.isArray(one.said)
        ? { kind: "call", calls: one.said }
        : { kind: one.said as "ask", calls: [] };
      const gold = { calls: one.gold, ...(one.accept ? { accept: one.accept } : {}), tags: one.tags ?? [] };
      const graded = grade(said, gold, tools);
      assert.equal(graded.exact, one.is === "exact");
      const found = classifyError({
        said,
        valid: said.kind !== "failed",
        grade: graded,
        gold,
        request: one.request ?? "",
        tools,
      });
      assert.equal(found ?? "exact", one.is);
      const rightTool = !["wrong_tool", "missing_call", "extra_call", "invalid"].includes(one.is);
      const abstained = one.is === "silent_when_it_should" || one.is === "called_when_it_should_not";
      assert.equal(graded.tool, rightTool && !abstained);
    });
  }
});
