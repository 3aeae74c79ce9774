import assert from "node:assert/strict";
import { describe, it } from "mocha";
import functional from "../../contract/kiwi/functionalTokens.json" with { type: "json" };
import { emptyCatalogue } from "../../src/core/catalogue.ts";
import { functionGemma } from "../../src/core/formats/functiongemma.ts";
import { buildGrammar } from "../../src/core/grammar.ts";
import { planGeneration } from "../../src/core/modelAnswer.ts";
import { pseudoTools } from "../../src/core/pseudoTools.ts";
import { normaliseTool } from "../../src/core/tool.ts";
import { findSpan } from "../../src/core/spans.ts";
import { splitWords } from "../../src/core/words.ts";
import { permits } from "./gbnfMatcher.ts";
import { kiwiTools } from "./kiwiTools.ts";

const E = "<escape>";

function kiwiGrammar(request: string, style: "bare" | "declared" = "bare"): string {
  const tools = kiwiTools();
  const question = {
    request,
    words: splitWords(request),
    tools: [...tools, ...pseudoTools(tools)],
    catalogue: { ...emptyCatalogue, script: ["csv_parser"] },
    style,
    format: "functiongemma" as const,
  };
  return planGeneration(question).grammar;
}

const call = (body: string): string => `<start_function_call>call:${body}<end_function_call>`;

describe("findSpan", () => {
  it("takes the quote and the bracket that close what the span opens", () => {
    const request = "overwrite script ping_all, content: print('ok')";
    assert.equal(findSpan(request, splitWords(request), "print('ok"), "print('ok')");
    const plain = "run it (with sorted (names)";
    assert.equal(findSpan(plain, splitWords(plain), "sorted"), "sorted");
  });

  it("finds a text however its gaps are written", () => {
    const request = "note it: 'Page above 50k, warn above 10k.'";
    const words = splitWords(request);
    for (const value of ["Page above 50 k , warn above 10 k .", "Page above 50 k, warn above 10 k."])
      assert.equal(findSpan(request, words, value), "Page above 50k, warn above 10k.", value);
    assert.equal(findSpan(request, words, "Page above 60 k"), undefined);
    assert.equal(findSpan("call 555 12 34", splitWords("call 555 12 34"), "5551234"), undefined);
  });
});

describe("grammar", () => {
  it("permits a span of the request as a query, in the bare model's spacing", () => {
    const grammar = kiwiGrammar("find old email scripts");
    assert.ok(permits(grammar, call(`search{item_type:${E}script${E},query:${E} old email${E}}`)));
    assert.ok(
      permits(grammar, call(`search{item_type:${E}script${E},query:${E} email${E},source:${E}all${E}}`)),
    );
  });

  it("refuses values that the request does not say", () => {
    const grammar = kiwiGrammar("find old email scripts");
    assert.ok(!permits(grammar, call(`search{item_type:${E}script${E},query:${E} mail${E}}`)));
    assert.ok(!permits(grammar, call(`search{item_type:${E}gadget${E},query:${E} email${E}}`)));
    assert.ok(!permits(grammar, call(`search{query:${E} email${E}}`)));
    assert.ok(!permits(grammar, call(`search{item_type:${E}script${E},limit:5,query:${E} email${E}}`)));
  });

  it("permits numbers only where the request says them", () => {
    assert.ok(
      permits(
        kiwiGrammar("top 5 email scripts"),
        call(`search{item_type:${E}script${E},limit: 5,query:${E} email${E}}`),
      ),
    );
    assert.ok(
      !permits(
        kiwiGrammar("top 5 email scripts"),
        call(`search{item_type:${E}script${E},limit: 7,query:${E} email${E}}`),
      ),
    );
  });

  it("permits known item ids beside spans, and dispatch directives", () => {
    const grammar = kiwiGrammar("run the csv thing");
    assert.ok(
      permits(
        grammar,
        call(`execute{action:${E}run${E},item_id:${E}csv_parser${E},item_type:${E}script${E}}`),
      ),
    );
    assert.ok(
      permits(
        grammar,
        call(`execute{action:${E}run${E},item_id:${E}sync_directives${E},item_type:${E}directive${E}}`),
      ),
    );
    assert.ok(
      !permits(
        grammar,
        call(`execute{action:${E}run${E},item_id:${E}csv_writer${E},item_type:${E}script${E}}`),
      ),
    );
  });

  it("permits parameters with keys of the request and with known keys", () => {
    const grammar = kiwiGrammar("run web_scraper with url=https://a.b/c depth=2 --verbose on staging");
    const open = `execute{action:${E}run${E},item_id:${E} web_scraper${E},item_type:${E}script${E},parameters:{`;
    assert.ok(permits(grammar, call(`${open} url:${E} https://a.b/c${E}, depth:${E} 2${E}}}`)));
    assert.ok(permits(grammar, call(`${open} verbose:true,environment:${E} staging${E}}}`)));
    assert.ok(!permits(grammar, call(`${open} secret:${E} staging${E}}}`)));
  });

  it("permits asking back and abstaining", () => {
    const grammar = kiwiGrammar("create a script");
    assert.ok(permits(grammar, call("no_tool{}")));
    assert.ok(
      permits(
        grammar,
        call(
          `ask_user{known:{action:${E}create${E},item_type:${E}script${E}},missing:${E}item_id${E},tool:${E}execute${E}}`,
        ),
      ),
    );
    assert.ok(permits(grammar, call(`ask_user{missing:${E}query${E},tool:${E}search${E}}`)));
    assert.ok(!permits(grammar, call(`ask_user{missing:${E}mood${E},tool:${E}search${E}}`)));
  });

  it("permits every complete functional token", () => {
    const grammar = kiwiGrammar("anything");
    for (const token of functional.tokens.filter(
      (one) => one.startsWith("<start_function_call>") && one.endsWith("<end_function_call>"),
    )) {
      assert.ok(permits(grammar, token), token);
    }
  });

  it("keeps the request's own gaps for models that read the plain request", () => {
    const grammar = kiwiGrammar('find "rate   limits" notes', "declared");
    assert.ok(permits(grammar, call(`search{item_type:${E}knowledge${E},query:${E}rate   limits${E}}`)));
  });

  it("says what it cannot constrain and leaves it to validation", () => {
    const listed = {
      name: "odd",
      inputSchema: {
        type: "object",
        properties: { x: { oneOf: [{ type: "string" }, { type: "integer" }] } },
        required: ["x"],
      },
    };
    const normalised = normaliseTool(listed, "test");
    assert.ok(normalised.ok);
    const request = "odd 5";
    const grammar = buildGrammar({
      tools: [normalised.tool],
      request,
      words: splitWords(request),
      style: "raw",
      notation: functionGemma.notation,
      constants: {},
      openKeys: [],
      without: new Set(),
    });
    assert.equal(grammar.unconstrained.length, 1);
    assert.ok(permits(grammar.gbnf, call("odd{x:5}")));
  });

  it("stays small and linear for a long request and thousands of items", () => {
    const tools = kiwiTools();
    const request = Array.from({ length: 300 }, (_, index) => `word${index}`).join(" ");
    const script = Array.from({ length: 5000 }, (_, index) => `script_number_${index}`);
    const grammar = planGeneration({
      request,
      words: splitWords(request),
      tools,
      catalogue: { ...emptyCatalogue, script },
      style: "bare",
      format: "functiongemma",
    }).grammar;
    assert.ok(grammar.length < 1_000_000, `${grammar.length} characters`);
  });
});
