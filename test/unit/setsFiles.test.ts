// Comma-separated values, and tasks of LiveMCPBench.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readCsv } from "../../src/core/sets/csv.ts";
import { readRetrievalTask, readServerTools } from "../../src/core/sets/liveMcp.ts";

describe("comma-separated values", () => {
  const fields = (text: string): (readonly string[])[] => readCsv(text).map((record) => record.fields);
  it("may be quoted, with commas, line ends and quotes inside", () => {
    assert.deepEqual(fields('a,b\r\n"x, ""y""","1\n2"\n,\n'), [
      ["a", "b"],
      ['x, "y"', "1\n2"],
      ["", ""],
    ]);
    assert.deepEqual(fields("a,b"), [["a", "b"]]);
    assert.deepEqual(fields("a,"), [["a", ""]]);
    assert.deepEqual(fields(""), []);
  });
  it("know the line they begin in", () => {
    assert.deepEqual(
      readCsv('a\n"1\n2"\nb').map((record) => record.line),
      [1, 2, 4],
    );
  });
  it("are refused where a quote never closes", () => {
    assert.throws(() => readCsv('a\n"b'), /line 2: a quote is not closed/);
    assert.throws(() => readCsv('a"b'), /line 1/);
  });
});

describe("LiveMCPBench", () => {
  it("lists the tools of every server of an entry, with what the entry says of itself", () => {
    const listed = [{ name: "ring", description: "Rings", inputSchema: { type: "object" } }];
    const tools = readServerTools({
      name: "Bells",
      description: "for towers",
      tools: { one: { tools: listed } },
    });
    assert.deepEqual(tools, [{ ...listed[0], server: "Bells for towers" }]);
    assert.throws(() => readServerTools({ tools: { one: {} } }), /list of "tools"/);
  });
  it("takes a task's tools from the annotator's list", () => {
    const task = {
      task_id: "t",
      Question: "q",
      "Annotator Metadata": { Tools: "1. ring\n2. ring\n 3. gone\n" },
    };
    assert.deepEqual(readRetrievalTask(task, new Set(["ring"])), {
      id: "t",
      request: "q",
      right: ["ring"],
      unknown: ["gone"],
    });
    assert.throws(() => readRetrievalTask({ task_id: "t", Question: "q" }, new Set()), /Annotator Metadata/);
  });
});
