import assert from "node:assert/strict";
import type { Call } from "../../src/core/decision.ts";
import { nextAfterResult } from "../../src/core/followups.ts";
import type { Json } from "../../src/core/json.ts";
import { renderResult } from "../../src/core/renderResult.ts";
import { viewResult } from "../../src/core/resultView.ts";
import type { ToolResult } from "../../src/core/toolResult.ts";

const search: Call = { name: "search", arguments: { item_type: "script", query: "email" } };
const create: Call = { name: "execute", arguments: { item_type: "script", action: "create", item_id: "a" } };
const result = (json: Json, isError = false): ToolResult => ({
  isError,
  json,
  text: JSON.stringify(json),
  durationMs: 1,
});

describe("viewResult", () => {
  const hits = result({
    query: "email",
    results: [{ name: "email_enricher", description: "Guess *names*", source: "user" }],
    total: 1,
  });

  it("reads hits with the call that loads each", () => {
    const view = viewResult(search, hits);
    assert.equal(view.kind, "hits");
    assert.deepEqual(view.hits[0]?.load, {
      name: "load",
      arguments: { item_type: "script", item_id: "email_enricher", source: "user" },
    });
    assert.deepEqual(nextAfterResult(search, hits), [
      { prompt: "load script email_enricher", label: "load email_enricher" },
    ]);
  });

  it("keeps foreign text from becoming Markdown", () => {
    assert.match(renderResult(search, hits), /Guess \\\*names\\\*/);
    const hostile = result({ results: [{ name: "a", description: "[click](command:x) ![](http://x)" }] });
    assert.doesNotMatch(renderResult(search, hostile), /\]\(|!\[/);
  });

  it("says in words that something was created, with the file to open", () => {
    const view = viewResult(
      create,
      result({ status: "created", item_type: "script", item_id: "a", path: "/w/a.py" }),
    );
    assert.deepEqual(view, { kind: "done", text: "Created script a.", path: "/w/a.py" });
  });

  it("offers no file after a deletion", () => {
    const view = viewResult(
      create,
      result({ status: "deleted", item_type: "script", item_id: "a", path: "/w/a.py" }),
    );
    assert.deepEqual(view, { kind: "done", text: "Deleted script a." });
  });

  it("shows what a script printed without its envelope", () => {
    const view = viewResult(create, result({ status: "success", data: { output: "12 rows\n" }, logs: [] }));
    assert.deepEqual(view, { kind: "short", text: "12 rows" });
  });

  it("shows a directive as its steps", () => {
    const ready = result({
      status: "ready",
      name: "ship",
      process: [{ name: "build", action: "Build it." }],
    });
    const view = viewResult(create, ready);
    assert.equal(view.kind, "page");
    assert.match(view.markdown, /1\. \*\*build\*\*/);
    assert.match(view.markdown, /Build it/);
  });

  it("says an error in the words of the tool, and offers nothing next", () => {
    const failed = result({ error: "There is no script.", solution: "Search for it." }, true);
    assert.deepEqual(viewResult(create, failed), {
      kind: "error",
      text: "There is no script.\nSearch for it.",
    });
    assert.deepEqual(nextAfterResult(create, failed), []);
  });

  it("shows an unknown shape as JSON", () => {
    const view = viewResult(create, result({ rows: Array.from({ length: 80 }, (_, index) => index) }));
    assert.equal(view.kind, "document");
    assert.equal(view.language, "json");
  });
});
