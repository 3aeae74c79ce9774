import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { inventToolbox } from "../../src/core/bench/toolbox.ts";
import { interpret, openToolbox } from "../../src/core/interpret.ts";
import { emptyCatalogue } from "../../src/core/catalogue.ts";
import { narrow } from "../../src/core/narrow.ts";
import { normaliseTool } from "../../src/core/tool.ts";
import { splitWords } from "../../src/core/words.ts";

const requests = 24;

describe("invented toolboxes", () => {
  for (const count of [12, 36, 500]) {
    const { tools, rows } = inventToolbox(count, requests, 7);
    const normalised = tools.flatMap((listed) => {
      const one = normaliseTool(listed, "bench");
      return one.ok ? [one.tool] : [];
    });
    const toolbox = openToolbox(normalised);

    it(`have exactly ${count} tools, each with a name of its own and a sound schema`, () => {
      assert.equal(tools.length, count);
      assert.equal(normalised.length, count);
      assert.equal(new Set(tools.map((tool) => tool.name)).size, count);
    });

    it(`have right calls that ${count} tools' schemas accept, whose values the request says`, () => {
      assert.equal(rows.length, requests);
      for (const { request, calls } of rows) {
        const [call] = calls;
        assert.ok(call);
        const context = { request, words: splitWords(request), toolbox, catalogue: emptyCatalogue };
        const { decision, problem } = interpret(call, context, 1);
        assert.ok(decision?.kind === "call", `${request}: ${problem ?? "no call"}`);
        assert.deepEqual(decision.call, call);
        for (const value of Object.values(call.arguments))
          assert.ok(request.includes(String(value)), `${request} does not say ${String(value)}`);
      }
    });
  }

  it("are the same for the same seed, and ask for others with another", () => {
    assert.deepEqual(inventToolbox(36, requests, 7), inventToolbox(36, requests, 7));
    const texts = (seed: number): string[] =>
      inventToolbox(36, requests, seed).rows.map((row) => row.request);
    assert.notDeepEqual(texts(7), texts(8));
  });

  it("are asked all over, and the shortlist still shows the right tool", () => {
    const { tools, rows } = inventToolbox(500, requests, 7);
    const toolbox = openToolbox(
      tools.flatMap((listed) => {
        const one = normaliseTool(listed, "bench");
        return one.ok ? [one.tool] : [];
      }),
    );
    const wanted = rows.map((row) => row.calls[0]?.name ?? "");
    assert.ok(new Set(wanted).size > requests / 2);
    const shown = rows.filter((row, at) =>
      narrow(row.request, toolbox, "declared_words").some((tool) => tool.name === wanted[at]),
    );
    assert.ok(shown.length >= requests * 0.9, `${shown.length} of ${requests}`);
  });
});
