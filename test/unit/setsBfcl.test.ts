// Rows of BFCL, invented here in its format, as gold rows: schemas, right values, refusals.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { goldRowOf, type GoldRow } from "../../src/core/eval/goldRow.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { readBfclRow, type BfclCategory } from "../../src/core/sets/bfcl.ts";
import { readParameters, readPlainSchema } from "../../src/core/sets/plainSchema.ts";
import { call, isRight, none } from "./isRight.ts";

const ferryDoc = {
  name: "ferry.book",
  description: "Books a ferry",
  parameters: {
    type: "dict",
    properties: {
      harbour: { type: "string", description: "Where it leaves" },
      seats: { type: "integer" },
      price: { type: "float", description: "At most, in euros" },
      stops: { type: "array", items: { type: "string" } },
      cargo: { type: "dict", properties: { kind: { type: "string" }, weight: { type: "float" } } },
      at: { type: "tuple", items: { type: "float" } },
      note: { type: "any" },
    },
    required: ["harbour", "seats"],
  },
};
const ferryAnswer = {
  id: "q",
  ground_truth: [
    {
      "ferry.book": {
        harbour: ["Bergen, NO", "Bergen"],
        seats: [2],
        price: ["", 20.0],
        stops: ["", ["Oslo", "Moss"]],
        cargo: ["", { kind: ["timber", "logs"], weight: ["", 3] }],
        at: [""],
        note: [""],
      },
    },
  ],
};
const ask = (content: string): object[][] => [
  [
    { role: "system", content: "be terse" },
    { role: "user", content: "hello" },
    { role: "assistant", content: "yes" },
    { role: "user", content },
  ],
];
const bfcl = (category: BfclCategory, answer?: object): GoldRow =>
  readBfclRow({ id: "q", question: ask("two seats from Bergen"), function: [ferryDoc] }, answer, category);

describe("schemas of public sets", () => {
  it("turn the types of Python, Java and JavaScript into JSON Schema's", () => {
    const types = {
      dict: "object", HashMap: "object", float: "number", double: "number", int: "integer", long: "integer",
      str: "string", String: "string", char: "string", bool: "boolean", Boolean: "boolean", tuple: "array",
      ArrayList: "array", any: undefined, "": undefined,
    }; // prettier-ignore
    for (const [written, type] of Object.entries(types))
      assert.equal(readPlainSchema({ type: written })["type"], type, written);
    assert.deepEqual(readPlainSchema({ type: "list(str)" }), { type: "array", items: { type: "string" } });
    assert.deepEqual(readPlainSchema({ type: "float", default: 5, optional: true, enum: [5, 6] }), {
      type: "number",
      default: 5,
      enum: [5, 6],
    });
  });
  it("read what is required from a list or from each parameter, and drop names that are not there", () => {
    const parameters = { a: { type: "str", required: true }, b: { type: "int" } };
    assert.deepEqual(readParameters(parameters)["required"], ["a"]);
    assert.deepEqual(readParameters(parameters, ["b", "gone"])["required"], ["b"]);
    assert.deepEqual(readParameters(undefined), { type: "object", properties: {}, required: [] });
  });
});

describe("rows of BFCL", () => {
  const row = bfcl("simple_python", ferryAnswer);
  const right = { harbour: "Bergen", seats: 2 };

  it("are asked with the user's last message, and keep dots in names", () => {
    assert.equal(row.request, "two seats from Bergen");
    assert.deepEqual(row.calls, [{ name: "ferry.book", arguments: { harbour: "Bergen, NO", seats: 2 } }]);
  });
  it("can be read back as rows of a file", () => {
    const file = goldRowOf(JSON.parse(JSON.stringify(row)));
    assert.ok(isRight(file, call("ferry.book", right)));
    assert.equal(goldRowOf(JSON.parse(JSON.stringify(bfcl("live_relevance")))).any_call, true);
  });
  const cases: [string, JsonObject, boolean][] = [
    ["what may be left out is left out", {}, true],
    ["another spelling", { harbour: "BERGEN-no." }, true],
    ["another harbour", { harbour: "Oslo" }, false],
    ["an integer where a number is right", { price: 20 }, true],
    ["another number", { price: 21 }, false],
    ["a list in order", { stops: ["oslo", "Moss"] }, true],
    ["a list in another order", { stops: ["Moss", "Oslo"] }, false],
    ["a nested choice", { cargo: { kind: "Logs" } }, true],
    ["a nested choice with what may be left out", { cargo: { kind: "timber", weight: 3 } }, true],
    ["a nested value that is wrong", { cargo: { kind: "timber", weight: 4 } }, false],
    ["a nested key that must be there", { cargo: { weight: 3 } }, false],
    ["a nested key that nobody asked for", { cargo: { kind: "logs", colour: "red" } }, false],
    ["an argument that is to be left out", { note: "soon" }, false],
    ["an argument that does not exist", { deck: 3 }, false],
    ["a number as text", { seats: "2" }, false],
  ];
  for (const [title, change, is] of cases)
    it(`${is ? "accept" : "refuse"} ${title}`, () =>
      assert.equal(isRight(row, call("ferry.book", { ...right, ...change })), is));
  it("refuse a missing argument, another tool, and silence", () => {
    assert.equal(isRight(row, call("ferry.book", { seats: 2 })), false);
    assert.equal(isRight(row, call("ferry", right)), false);
    assert.equal(isRight(row, none), false);
  });
  it("tell single from double quotes no more than BFCL does, and keep other marks", () => {
    const quoted = structuredClone(ferryAnswer) as {
      ground_truth: { "ferry.book": { harbour: string[] } }[];
    };
    quoted.ground_truth[0]?.["ferry.book"].harbour.push('the "old" quay');
    const quotes = bfcl("simple_python", quoted);
    assert.ok(isRight(quotes, call("ferry.book", { harbour: "the 'old' quay", seats: 2 })));
    assert.ok(!isRight(quotes, call("ferry.book", { harbour: "the old quay", seats: 2 })));
  });
  it("want several calls where the answer has several, in any order", () => {
    const two = { id: "q", ground_truth: [{ "ferry.book": { harbour: ["A"], seats: [1] } }, { "ferry.book": { harbour: ["B"], seats: [2] } }] }; // prettier-ignore
    const said = [
      { name: "ferry.book", arguments: { harbour: "b", seats: 2 } },
      { name: "ferry.book", arguments: { harbour: "a", seats: 1 } },
    ];
    assert.ok(isRight(bfcl("parallel", two), { kind: "call", calls: said }));
    assert.ok(!isRight(bfcl("parallel", two), { kind: "call", calls: said.slice(1) }));
  });
  it("want silence for irrelevance and any call for relevance", () => {
    assert.ok(isRight(bfcl("irrelevance"), none));
    assert.ok(!isRight(bfcl("irrelevance"), call("ferry.book", right)));
    assert.ok(isRight(bfcl("live_relevance"), call("ferry.book", { anything: 1 })));
    assert.ok(!isRight(bfcl("live_relevance"), none));
    assert.ok(!isRight(bfcl("live_relevance"), { kind: "failed", calls: [] }));
  });
  it("say what is wrong with them", () => {
    assert.throws(() => bfcl("multiple"), /no possible answer for "q"/);
    assert.throws(() => readBfclRow({}, undefined, "irrelevance"), /"id"/);
    assert.throws(
      () => readBfclRow({ id: "q", question: [[]], function: [] }, undefined, "irrelevance"),
      /no message of a user/,
    );
    assert.throws(
      () => bfcl("multiple", { ground_truth: [{ "ferry.book": { seats: 2 } }] }),
      /"seats" is a list of right values/,
    );
    const choices = Object.fromEntries("abcdefghijklm".split("").map((key) => [key, ["x", "y"]]));
    assert.throws(() => bfcl("multiple", { ground_truth: [{ f: { cargo: [choices] } }] }), /too many/);
  });
});
