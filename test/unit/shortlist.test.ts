// Ranking tools for a request by their words.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { openShortlist } from "../../src/core/shortlist.ts";
import { readStems } from "../../src/core/stems.ts";
import { recallAt } from "../../src/core/eval/recall.ts";

const tools = [
  { name: "brewTea", description: "Heats water and steeps leaves", server: "kitchen" },
  {
    name: "list_bicycles",
    description: "Every bicycle in the shed",
    inputSchema: { type: "object", properties: { colour: { type: "string", description: "of the frame" } } },
    server: "shed",
  },
  { name: "paint_fence", description: "Paints the garden fence in a colour", server: "garden" },
  { name: "潮汐", description: "查询港口的潮汐时间" },
];
const names = (request: string, count = 4): string[] =>
  openShortlist(tools)
    .rank(request, count)
    .filter((one) => one.score > 0)
    .map((one) => one.tool.name);

describe("the shortlist", () => {
  it("puts the tool first whose name says it, whatever the case, number or joint of its words", () => {
    assert.equal(names("Please brew some TEAS")[0], "brewTea");
    assert.equal(names("list my bicycle")[0], "list_bicycles");
    assert.equal(names("painting fences")[0], "paint_fence");
  });
  it("finds by arguments, server and scripts without spaces", () => {
    assert.deepEqual(names("which frame"), ["list_bicycles"]);
    assert.deepEqual(names("in the kitchen"), ["brewTea"]);
    assert.deepEqual(names("上海港口的潮汐"), ["潮汐"]);
  });
  it("weighs a word in the name above the same word in a description", () => {
    const two = [
      { name: "notes", description: "holds a kettle" },
      { name: "kettle", description: "holds a note" },
    ];
    assert.equal(openShortlist(two).rank("kettle", 2)[0]?.tool.name, "kettle");
  });
  it("weighs a rare word above a frequent one", () => {
    const many = [
      { name: "a", description: "harbour weather" },
      { name: "b", description: "harbour ships" },
      { name: "c", description: "harbour dues" },
      { name: "d", description: "weather mast crane" },
    ];
    assert.equal(openShortlist(many).rank("harbour dues", 1)[0]?.tool.name, "c");
  });
  it("keeps the order of tools that fit equally, and gives no more than asked for", () => {
    const ranked = openShortlist(tools).rank("xylophone", 3);
    assert.deepEqual(
      ranked.map((one) => [one.tool.name, one.score]),
      [
        ["brewTea", 0],
        ["list_bicycles", 0],
        ["paint_fence", 0],
      ],
    );
    assert.deepEqual(openShortlist([]).rank("anything", 3), []);
    assert.equal(openShortlist(tools).rank("", 9).length, 4);
  });
  it("ranks 500 tools in under 2 ms", () => {
    const words = "read write list send find open close build paint tide river stone bread clock".split(" ");
    const word = (at: number): string => words[at % words.length] ?? "";
    const many = Array.from({ length: 500 }, (_, at) => ({
      name: `${word(at)}_${word(at * 3 + 1)}_${at}`,
      description: Array.from({ length: 20 }, (_, next) => word(at * 7 + next * 5)).join(" "),
    }));
    const shortlist = openShortlist(many);
    const times = Array.from({ length: 50 }, () => {
      const began = performance.now();
      assert.equal(
        shortlist.rank("send the list of tides and paint the stone clock by the river", 8).length,
        8,
      );
      return performance.now() - began;
    }).sort((a, b) => a - b);
    assert.ok((times[25] ?? 9) < 2, `${times[25]?.toFixed(2) ?? ""} ms`);
  });
});

describe("stems", () => {
  it("are equal for the forms of a word", () => {
    for (const forms of [
      "convert converts converting converted converter conversions conversion",
      "query queries",
      "boxes box",
      "create creates creating created",
      "station stations",
    ]) {
      const stems = new Set(readStems(forms));
      assert.ok(stems.size <= (forms.includes("conversion") ? 2 : 1), `${forms}: ${[...stems].join(" ")}`);
    }
  });
  it("leave out stop words and take compound names apart", () => {
    assert.deepEqual(
      readStems("Could you get the HTMLPage_v2 for me"),
      ["html", "page", "v2"].map((w) => readStems(w)[0]),
    );
  });
});

describe("recall", () => {
  it("is the mean share of right tools among the first k", () => {
    const tasks = [
      { right: ["a", "b"], ranked: ["a", "x", "b"] },
      { right: ["c"], ranked: ["x", "c"] },
      { right: [], ranked: ["x"] },
    ];
    assert.deepEqual(
      [1, 2, 3].map((k) => recallAt(tasks, k).mean),
      [0.25, 0.75, 1],
    );
    assert.equal(recallAt(tasks, 2).any.value, 1);
    assert.equal(recallAt(tasks, 2).all.value, 0.5);
  });
});
