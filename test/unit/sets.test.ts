// Rows of public test sets, invented here in their formats, as gold rows: right values, tags, refusals.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { GoldRow } from "../../src/core/eval/goldRow.ts";
import { openShortlist } from "../../src/core/shortlist.ts";
import { readHammerRow } from "../../src/core/sets/hammer.ts";
import { readMetaToolRow, readPlugin, spread } from "../../src/core/sets/metaTool.ts";
import { readSealRow, readSealTool } from "../../src/core/sets/sealTools.ts";
import { readWhen2CallRow } from "../../src/core/sets/when2Call.ts";
import { call, isRight, none } from "./isRight.ts";

describe("rows of Seal-Tools", () => {
  const tools = ["tides", "moon", "wind", "rain", "fog", "snow"].map((name) =>
    readSealTool({
      api_name: `get_${name}`,
      api_description: `Tells the ${name} of a harbour`,
      parameters: { harbour: { type: "str" }, days: { type: "float" } },
      required: ["harbour"],
    }),
  );
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const read = (calling: object[]): GoldRow =>
    readSealRow(
      { id: "test_x-easy-1", query: "wind and fog in Bergen", calling },
      byName,
      openShortlist(tools),
    );
  const wind = { api: "get_wind", parameters: { harbour: "Bergen", days: "2.5" } };

  it("offer five tools, the right one among them, in an order that says nothing", () => {
    const row = read([{ api: "get_snow", parameters: { harbour: "Bergen" } }]);
    const names = row.toolbox === "kiwi" ? [] : row.toolbox.tools.map((tool) => tool.name);
    assert.equal(names.length, 5);
    assert.ok(names.includes("get_snow") && names.includes("get_wind") && names.includes("get_fog"));
    assert.deepEqual(names, [...names].sort());
  });
  it("accept a number that was written as text, and tell texts apart exactly", () => {
    const row = read([wind]);
    assert.ok(isRight(row, call("get_wind", { harbour: "Bergen", days: 2.5 })));
    assert.ok(!isRight(row, call("get_wind", { harbour: "bergen", days: 2.5 })));
    assert.ok(!isRight(row, call("get_wind", { harbour: "Bergen" })));
    assert.deepEqual(row.tags, ["easy"]);
  });
  it("mark several calls and calls that use another's result", () => {
    const fog = { api: "get_fog", parameters: { harbour: "API_call_0" } };
    assert.deepEqual(read([wind, fog]).tags, ["easy", "several", "nested"]);
  });
  it("refuse a call of a tool that nobody knows", () => {
    assert.throws(() => read([{ api: "gone", parameters: {} }]), /of a tool in "tool.jsonl"/);
  });
});

describe("rows in Hammer's form", () => {
  const tools = [
    {
      name: "Ring",
      description: "Rings",
      parameters: { times: { type: "int" }, bells: { type: "list(str)" } },
    },
  ];
  const read = (query: unknown, answers: object[]): GoldRow =>
    readHammerRow({ query, tools, answers }, "r_1");

  it("read both ways of writing an answer, numbers and lists as text among them", () => {
    for (const answer of [
      { name: "Ring", arguments: { times: "3", bells: "['big', 'small']" } },
      { tool: "Ring", parameters: { times: 3, bells: ["big", "small"] } },
    ]) {
      const row = read("ring", [answer]);
      assert.ok(isRight(row, call("Ring", { times: 3, bells: ["big", "small"] })));
      assert.ok(!isRight(row, call("Ring", { times: 4, bells: ["big", "small"] })));
    }
  });
  it("take what the user said of a chat", () => {
    const chat = [
      { role: "user", content: "ring" },
      { role: "agent", content: "how often?" },
      { role: "tool", content: "{}" },
      { role: "user", content: "thrice\nGenerate API Request:" },
    ];
    const row = read(chat, [{ name: "Ring", arguments: {} }]);
    assert.equal(row.request, "ring\nthrice");
    assert.deepEqual(row.tags, ["chat", "after_result"]);
    assert.throws(() => read([{ role: "agent", content: "x" }], []), /no message of a user/);
    assert.throws(() => read("x", [{ name: "Ring" }]), /\{name, arguments\}/);
  });
});

describe("rows of When2Call", () => {
  const ferry = { name: "ferry.book", description: "Books", parameters: { type: "dict", properties: {} } };
  const read = (right: string): GoldRow =>
    readWhen2CallRow({ uuid: "u", question: "q", tools: [JSON.stringify(ferry)], correct_answer: right });
  it("want any call, or none", () => {
    assert.ok(isRight(read("tool_call"), call("ferry.book", {})));
    assert.ok(!isRight(read("tool_call"), none));
    for (const right of ["request_for_info", "cannot_answer"]) {
      assert.ok(isRight(read(right), { kind: "ask", calls: [] }));
      assert.ok(!isRight(read(right), call("ferry.book", {})));
    }
    assert.throws(() => read("direct_answer_maybe"), /"correct_answer" is tool_call/);
  });
});

describe("rows of MetaTool", () => {
  const plugins = Array.from({ length: 30 }, (_, at) => readPlugin(`plugin${at}`, `does thing${at}`));
  const byName = new Map(plugins.map((plugin) => [plugin.name, plugin]));
  it("offer ten plugins and want the right one chosen", () => {
    const row = readMetaToolRow(
      { id: "l", request: "do thing29", plugin: "plugin3" },
      byName,
      openShortlist(plugins),
    );
    assert.ok(row.toolbox !== "kiwi" && row.toolbox.tools.length === 10);
    assert.ok(isRight(row, call("plugin3", {})));
    assert.ok(!isRight(row, call("plugin29", {})));
    assert.throws(
      () => readMetaToolRow({ id: "l", request: "x", plugin: "gone" }, byName, openShortlist(plugins)),
      /no plugin "gone"/,
    );
  });
  it("are chosen from all over the file, each once", () => {
    const rows = Array.from({ length: 1003 }, (_, at) => at);
    const some = spread(rows, 100);
    assert.equal(new Set(some).size, 100);
    assert.ok(Math.max(...some) > 980 && Math.min(...some) < 20);
    assert.notDeepEqual(
      some,
      [...some].sort((a, b) => a - b),
    );
    assert.deepEqual(spread(rows, 5000).length, 1003);
    assert.equal(
      new Set(
        spread(
          Array.from({ length: 7919 }, (_, at) => at),
          7919,
        ),
      ).size,
      7919,
    );
  });
});
