import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { addInlineParameters, takeInlineParameters } from "../../src/core/kiwi/inlineParameters.ts";

describe("inlineParameters", () => {
  it("takes a JSON object and its introduction out of the request", () => {
    assert.deepEqual(takeInlineParameters('run csv_summary with inputs {"file": "a.csv", "rows": 3}'), {
      request: "run csv_summary",
      parameters: { file: "a.csv", rows: 3 },
    });
    assert.equal(takeInlineParameters('run x with {"a": {"b": 1}} on staging').request, "run x on staging");
  });

  it("takes pairs behind w/", () => {
    assert.deepEqual(
      takeInlineParameters("stress the pumps api w/ the script, users=200, on staging").parameters,
      {
        users: 200,
      },
    );
  });

  it("leaves braces that are no JSON, and pasted calls, alone", () => {
    for (const request of ["find {curly} scripts", '{"name": "search"}', "run x with {a: b}", "}{"]) {
      assert.deepEqual(takeInlineParameters(request), { request, parameters: undefined });
    }
  });

  it("takes what an item is to hold for no input, and what stands behind a sentence for inputs", () => {
    const held = "Update the note ports, write this to ports.md: PORT=80";
    assert.equal(takeInlineParameters(held, true).request, held);
    assert.deepEqual(
      takeInlineParameters("run the plan, girls this time. Params: age=u15, weeks=6", true).parameters,
      {
        age: "u15",
        weeks: 6,
      },
    );
  });

  it("takes key=value pairs, flags with a value, and values in words, each as what it is", () => {
    const cases: readonly (readonly [string, string, object])[] = [
      [
        "run directive go with inputs env=staging, tag=nightly",
        "run directive go",
        { env: "staging", tag: "nightly" },
      ],
      ["run script backups --dry-run with params keep=14", "run script backups", { dry_run: true, keep: 14 }],
      [
        'execute note_team with inputs message="done, go home" and channel=ops please',
        "execute note_team please",
        { message: "done, go home", channel: "ops" },
      ],
      [
        "run export with class=9b, term=2, absent=true.",
        "run export",
        { class: "9b", term: 2, absent: true },
      ],
      [
        "run mixer, with pigment=red coats=2 – that's all",
        "run mixer – that's all",
        { pigment: "red", coats: 2 },
      ],
      ["run the log tool with level equals strict", "run the log tool", { level: "strict" }],
      ["please run sums --max-rows=5 on staging", "please run sums on staging", { max_rows: 5 }],
      ["csv to parquet, run it with path=data/q3.csv", "csv to parquet, run it", { path: "data/q3.csv" }],
      ['run census with params {ward: "B3", days: false}', "run census", { ward: "B3", days: false }],
      [
        "run sync_stock with inputs warehouse = north, env = production, dry run",
        "run sync_stock, dry run",
        { warehouse: "north", env: "production" },
      ],
      ["run pack --quality 80 --mipmaps true", "run pack", { quality: 80, mipmaps: true }],
      ["run --dry-run backup_db on staging", "run backup_db on staging", { dry_run: true }],
      [
        "do the import again with params delimiter=; and skip_header=true",
        "do the import again",
        { delimiter: ";", skip_header: true },
      ],
      ["run split_rows with sep=, on staging", "run split_rows on staging", { sep: "," }],
      ["publish directive x with version=v1.20", "publish directive x", { version: "1.20" }],
    ];
    for (const [request, rest, parameters] of cases) {
      assert.deepEqual(takeInlineParameters(request), { request: rest, parameters });
    }
  });

  it("ends a value at a comma behind which a sentence begins", () => {
    const { parameters } = takeInlineParameters("run stock_sync for warehouse=leipzig, its the script", true);
    assert.deepEqual(parameters, { warehouse: "leipzig" });
  });

  it("takes lists, and leaves a value whose end is not clear to the model", () => {
    assert.deepEqual(takeInlineParameters("run sums with file=a.csv,b.csv and tags=[x, 2]").parameters, {
      file: "a.csv,b.csv",
      tags: ["x", 2],
    });
    assert.deepEqual(takeInlineParameters("run sums with env=staging,tag=nightly").parameters, {
      env: "staging",
      tag: "nightly",
    });
    for (const request of ["run sums with text=Hello, world", "run sums file=sales 2024.csv depth=2"]) {
      assert.deepEqual(takeInlineParameters(request), { request, parameters: undefined });
    }
  });

  it("stays quick for long introductions", () => {
    const began = performance.now();
    takeInlineParameters(`run ${"the  with ".repeat(180)}x a=1`);
    takeInlineParameters(`run ${"a = ".repeat(480)}`);
    takeInlineParameters(`run ${"--a ".repeat(480)}`);
    takeInlineParameters(`run ${"=".repeat(1900)}`);
    assert.ok(performance.now() - began < 1000);
  });

  it("reads no inputs in the content of an item", () => {
    const request = "run nothing, replace the content of port_map with this: PORTS = [80, 443]";
    assert.equal(takeInlineParameters(request, true).parameters, undefined);
    assert.deepEqual(takeInlineParameters("run the text tool, params: a=1").parameters, { a: 1 });
    assert.equal(takeInlineParameters("run x with range=2 - 5").parameters, undefined);
  });

  it("takes pairs that nothing introduces only beside the name of an item", () => {
    const request = "fuel report for depot=leeds month=4";
    assert.deepEqual(takeInlineParameters(request), { request, parameters: undefined });
    assert.deepEqual(takeInlineParameters(request, true), {
      request: "fuel report for",
      parameters: { depot: "leeds", month: 4 },
    });
  });

  it("reads a lone mark only where the key takes marks", () => {
    assert.deepEqual(takeInlineParameters("run report with name=, env=prod").parameters, {
      name: "",
      env: "prod",
    });
    assert.equal(
      takeInlineParameters("run report with password=; dry_run=true").parameters?.["password"],
      undefined,
    );
  });

  it("leaves arguments of the tools, addresses and lines of a shell alone", () => {
    for (const request of [
      "load script x source=registry",
      "run fetch on https://a.example/?q=1",
      "export NODE_ENV=production",
      "explain why a=b",
      "run --config prod backup_db",
      "create knowledge x with content=Hello to all",
    ]) {
      assert.deepEqual(takeInlineParameters(request), { request, parameters: undefined });
    }
  });

  it("adds them to calls that take parameters only", () => {
    const run = { name: "execute", arguments: { item_id: "x", parameters: { a: 1, b: 2 } } };
    assert.deepEqual(addInlineParameters(run, { b: 3 }).arguments["parameters"], { a: 1, b: 3 });
    const search = { name: "search", arguments: { query: "x" } };
    assert.equal(addInlineParameters(search, { b: 3 }), search);
  });

  it("leaves a request alone that only introduces an object", () => {
    assert.deepEqual(takeInlineParameters("with {}"), { request: "with {}", parameters: undefined });
  });
});
