// Public sets from a folder: what is missing or broken is said with its file and line, what is left out is counted.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { Failure } from "../../src/core/failure.ts";
import { nameSets, openSet } from "../../src/host/sets/openSet.ts";
import { runRetrieval } from "../../src/host/sets/runRetrieval.ts";

describe("public sets", () => {
  let data: string;
  before(async () => {
    data = await mkdtemp(join(tmpdir(), "tool-router-sets-"));
  });
  after(() => rm(data, { recursive: true, force: true }));

  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(join(data, path, ".."), { recursive: true });
    await writeFile(join(data, path), text);
  };
  const lines = (...rows: unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  const question = (id: string, ...names: string[]): object => ({
    id,
    question: [[{ role: "user", content: `ring ${id}` }]],
    function: names.map((name) => ({
      name,
      description: "Rings",
      parameters: { type: "dict", properties: {} },
    })),
  });
  const refused =
    (code: RegExp, hint = /./) =>
    (error: unknown) =>
      error instanceof Failure &&
      error.code === "bad_request" &&
      code.test(error.message) &&
      hint.test(error.hint);

  it("are refused by an unknown name with the known ones", async () => {
    await assert.rejects(
      openSet("bfcl:nothing", data),
      refused(/no set "bfcl:nothing"/, /bfcl:simple_python.*livemcpbench/),
    );
    await assert.rejects(openSet("when2call:x", data), refused(/no set/));
    assert.equal(nameSets().length, 23);
  });
  it("want a folder that is there, with the set's file in it", async () => {
    await assert.rejects(openSet("when2call", undefined), refused(/not part of Tool Router/, /--data DIR/));
    await assert.rejects(openSet("when2call", join(data, "gone")), refused(/no data folder/));
    await assert.rejects(
      openSet("when2call", data),
      refused(/when2call_test_llm_judge.jsonl cannot be read/),
    );
  });
  it("name file and line of a broken row", async () => {
    await write("bfcl_v4/BFCL_v4_irrelevance.json", `${lines(question("a", "bell"))}\n{"id": "b"}\n`);
    await assert.rejects(
      openSet("bfcl:irrelevance", data),
      refused(/irrelevance\.json, line 3: "function" is a list/),
    );
    await write("bfcl_v4/BFCL_v4_irrelevance.json", "{");
    await assert.rejects(openSet("bfcl:irrelevance", data), refused(/line 1: .*JSON/));
    await write("hammer/toolalpaca.json", '[{"query": "x", "tools": [], "answers": []}, {}]');
    await assert.rejects(openSet("hammer:toolalpaca", data), refused(/toolalpaca\.json, entry 2: /));
  });
  it("count the rows that lack a tool and leave out those nobody could answer", async () => {
    const answer = (id: string, name: string): object => ({ id, ground_truth: [{ [name]: {} }] });
    await write(
      "bfcl_v4/BFCL_v4_multiple.json",
      lines(question("a", "bell"), question("b", "bell", "bad name"), question("c", "bell", "bad name"), question("d", "bell")), // prettier-ignore
    );
    await write(
      "bfcl_v4/possible_answer/BFCL_v4_multiple.json",
      lines(answer("a", "bell"), answer("b", "bell"), answer("c", "bad name"), answer("d", "gong")),
    );
    const { rows, notes } = await openSet("bfcl:multiple", data);
    assert.deepEqual(
      rows.map((row) => row.id),
      ["a", "b"],
    );
    assert.match(notes[0] ?? "", /gorilla.*Apache-2\.0/);
    assert.deepEqual(notes.slice(-3), [
      "1 of 4 rows lack a tool that is not right: its name is not a plain identifier.",
      "1 of 4 rows are left out: of their right tool, its name is not a plain identifier.",
      "1 of 4 rows are left out: their right tool is not among the offered ones.",
    ]);
  });
  it("leave nested calls of Seal-Tools out", async () => {
    await write("seal_tools/tool.jsonl", lines({ api_name: "ring", parameters: { times: { type: "int" } } }));
    const row = (id: string, times: unknown): object => ({
      id: `test-easy-${id}`,
      query: "ring",
      calling: [{ api: "ring", parameters: { times } }],
    });
    await write("seal_tools/test_in_domain.jsonl", lines(row("1", 3), row("2", "API_call_0")));
    const { rows, notes } = await openSet("seal_tools:in_domain", data);
    assert.equal(rows.length, 1);
    assert.match(notes.join("\n"), /1 rows whose calls use each other's results/);
  });
  it("choose plugins of MetaTool", async () => {
    await write("metatool/plugin_des.json", '{"bells": "Rings bells", "P&Q": "Minds them"}');
    await write("metatool/all_clean_data.csv", 'Query,Tool\n"Ring, please",bells\nMind them,P&Q\n');
    const { rows, notes } = await openSet("metatool", data);
    assert.deepEqual(
      rows.map(({ id, request, calls }) => [id, request, calls[0]?.name]),
      [["line_2", "Ring, please", "bells"]],
    );
    assert.match(notes.join("\n"), /1 of 2 rows are left out/);
    await write("metatool/all_clean_data.csv", "Query,Tool\nRing,gongs\n");
    await assert.rejects(
      openSet("metatool:all", data),
      refused(/all_clean_data\.csv, line 2: there is no plugin "gongs"/),
    );
  });
  it("rank the tools of LiveMCPBench without a model", async () => {
    const server = (name: string, description: string): object => ({
      name,
      description: "",
      tools: { one: { tools: [{ name, description, inputSchema: {} }] } },
    });
    await write(
      "livemcpbench/tools.json",
      JSON.stringify([server("ring", "Rings bells"), server("sail", "Sails ships")]),
    );
    const task = (Question: string, Tools: string): object => ({
      task_id: "t",
      Question,
      "Annotator Metadata": { Tools },
    });
    const tasks = [
      task("sail a ship", "1. sail"),
      task("ring the bells then sail", "1. ring\n2. sail"),
      task("x", "1. gone"),
    ];
    await write("livemcpbench/all_annotations.json", JSON.stringify(tasks));
    const result = await runRetrieval(data);
    assert.equal(result.tasks, 2);
    assert.equal(result.recall["1"].mean, 0.75);
    assert.equal(result.recall["5"].mean, 1);
  });
});
