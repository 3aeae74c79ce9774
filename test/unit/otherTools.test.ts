// Routes to tools that are not built in: declarations in the prompt, the request word by word.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { emptyCatalogue } from "../../src/core/catalogue.ts";
import type { RouteOutcome } from "../../src/core/decision.ts";
import { openToolbox, type Toolbox } from "../../src/core/interpret.ts";
import { route } from "../../src/core/route.ts";
import type { GenerateParams, Generation } from "../../src/core/rpc.ts";
import { normaliseTool } from "../../src/core/tool.ts";
import { permits } from "./gbnfMatcher.ts";
import { kiwiToolbox } from "./kiwiTools.ts";

const E = "<escape>";
const written = (body: string): string => `<start_function_call>call:${body}<end_function_call>`;

const loans: Toolbox = openToolbox(
  [
    {
      name: "monthly_rate",
      description: "Rate of a loan.",
      inputSchema: {
        type: "object",
        properties: { amount: { type: "number" }, months: { type: "integer" }, bank: { type: "string" } },
        required: ["amount", "months"],
      },
    },
    { name: "cancel_order", inputSchema: { type: "object", properties: { id: { type: "string" } } } },
  ].map((listed) => {
    const normalised = normaliseTool(listed, "shop");
    assert.ok(normalised.ok);
    return normalised.tool;
  }),
);

async function decide(
  request: string,
  answers: string[],
  toolbox = loans,
  callsFrom = { covered: 0, otherwise: 0 },
): Promise<{ outcome: RouteOutcome; asked: GenerateParams[] }> {
  const asked: GenerateParams[] = [];
  const generate = async (params: GenerateParams): Promise<Generation> => {
    const text = answers[asked.length] ?? written("no_tool{}");
    asked.push(params);
    const tokens = [{ text, probability: 0.5 }];
    return { text, tokens, stopped: "stop", promptTokens: 1, reusedTokens: 0, prefillMs: 1, decodeMs: 1 };
  };
  const model = { id: "scripted", style: "declared_words", format: "functiongemma", callsFrom } as const;
  const input = { request, toolbox, catalogue: emptyCatalogue, model };
  return { outcome: await route(input, { generate, now: () => 0 }), asked };
}

describe("tools that are not built in", () => {
  it("offers a call that the model hardly preferred to none, and does not make it", async () => {
    const answer = written(`cancel_order{id:${E} 77${E}}`);
    const { outcome, asked } = await decide("why was order 77 cancelled?", [answer], loans, {
      covered: 0.65,
      otherwise: 0.65,
    });
    assert.equal(outcome.decision.kind, "none");
    assert.deepEqual(
      outcome.decision.alternatives.map((one) => one.call),
      [{ name: "cancel_order", arguments: { id: "77" } }],
    );
    assert.equal(asked.length, 1);
    const { outcome: made } = await decide("cancel order 77", [answer], loans, {
      covered: 0.4,
      otherwise: 0.65,
    });
    assert.equal(made.decision.kind, "call");
  });

  it("copies numbers as they are said and reads them by the schema", async () => {
    const answer = written(`monthly_rate{amount: 1,250.50,bank:${E} KfW${E},months: twelve}`);
    const { outcome, asked } = await decide("rate for $1,250.50 over twelve months at KfW", [answer]);
    assert.equal(outcome.decision.kind, "call");
    assert.deepEqual(outcome.decision.call.arguments, { amount: 1250.5, months: 12, bank: "KfW" });
    assert.ok(permits(asked[0]?.grammar ?? "", answer));
  });

  it("declares the real tools and not how to ask or abstain", async () => {
    const { asked } = await decide("rate please", [written("no_tool{}")]);
    const prefix = asked[0]?.prefix.map((part) => part.text).join("") ?? "";
    assert.match(prefix, /declaration:monthly_rate/);
    assert.doesNotMatch(prefix, /ask_user|no_tool/);
    assert.ok(permits(asked[0]?.grammar ?? "", written("no_tool{}")));
    const asking = written(`ask_user{missing:${E}amount${E},tool:${E}monthly_rate${E}}`);
    assert.ok(permits(asked[0]?.grammar ?? "", asking));
  });

  it("keeps the prompt when it asks for a second choice, so that its evaluated part is used again", async () => {
    const { asked } = await decide("stop order 7", [written(`cancel_order{id:${E} 7${E}}`)]);
    assert.equal(asked.length, 2);
    assert.deepEqual(asked[1]?.prefix, asked[0]?.prefix);
    assert.ok(!permits(asked[1]?.grammar ?? "", written(`cancel_order{id:${E} 7${E}}`)));
  });

  it("asks for no other reading where the decision alone is wanted", async () => {
    const input = { request: "stop order 7", toolbox: loans, catalogue: emptyCatalogue, decisionOnly: true };
    const model = { id: "scripted", style: "declared_words", format: "functiongemma" } as const;
    let asked = 0;
    const generate = (): Promise<Generation> => {
      asked += 1;
      const text = written(`cancel_order{id:${E} 7${E}}`);
      const tokens = [{ text, probability: 0.5 }];
      const none = { promptTokens: 1, reusedTokens: 0, prefillMs: 1, decodeMs: 1 };
      return Promise.resolve({ text, tokens, stopped: "stop", ...none });
    };
    await route({ ...input, model }, { generate, now: () => 0 });
    assert.equal(asked, 1);
  });

  it("takes cancelling as an ordinary use, and a plain don't as none", async () => {
    const cancel = written(`cancel_order{id:${E} 7${E}}`);
    assert.equal((await decide("cancel order 7", [cancel])).outcome.decision.kind, "call");
    assert.equal((await decide("don't forget to cancel 7", [cancel])).outcome.decision.kind, "call");
    assert.equal((await decide("please don't cancel order 7", [cancel])).outcome.decision.kind, "none");
  });

  it("leaves JSON in a request to the tool, and arithmetic to the model", async () => {
    const { asked } = await decide('note {"a": 1}', [written("no_tool{}")]);
    assert.match(asked[0]?.prompt.map((part) => part.text).join("") ?? "", /note \{ " a "/);
    assert.equal((await decide("3 + 4", [])).asked.length > 0, true);
  });

  it("keeps inputs given as JSON when the built-in tools ask back", async () => {
    const ask = written(
      `ask_user{known:{action:${E}run${E},item_type:${E}script${E}},missing:${E}item_id${E},tool:${E}execute${E}}`,
    );
    const { outcome } = await decide('run a script with {"file": "a.csv"}', [ask], kiwiToolbox());
    assert.ok(outcome.decision.kind === "ask");
    assert.deepEqual(outcome.decision.partial?.arguments["parameters"], { file: "a.csv" });
  });

  it("asks again where one number fills two needed arguments, without it for the one and for the other", async () => {
    const twice = written("monthly_rate{amount: 24,months: 24}");
    const { outcome, asked } = await decide("900 over 24 months, what rate", [
      twice,
      written("monthly_rate{amount: 900,months: 24}"),
      written("monthly_rate{amount: 24,months: 900}"),
    ]);
    assert.equal(outcome.decision.kind, "call");
    assert.deepEqual(outcome.decision.call.arguments, { amount: 900, months: 24 });
    assert.ok(permits(asked[0]?.grammar ?? "", twice));
    for (const again of asked.slice(1, 3)) assert.ok(!permits(again.grammar, twice));
  });

  it("asks for the tool that the words name plainly when the model calls another", async () => {
    const wrong = written(`monthly_rate{amount: 12,months: 12}`);
    const right = written(`cancel_order{id:${E} 12${E}}`);
    const { outcome, asked } = await decide("cancel my order 12", [wrong, right]);
    assert.equal(outcome.decision.kind, "call");
    assert.equal(outcome.decision.call.name, "cancel_order");
    assert.ok(!permits(asked[1]?.grammar ?? "", wrong));
    const none = await decide("cancel my order 12", [written("no_tool{}")]);
    assert.equal(none.outcome.decision.kind, "none");
  });

  it("takes the tool for one thing where that for several is called with one", async () => {
    const path = { type: "string" };
    const tool = (name: string, properties: object, required: string[]) => {
      const normalised = normaliseTool(
        { name, inputSchema: { type: "object", properties, required } },
        "disk",
      );
      assert.ok(normalised.ok);
      return normalised.tool;
    };
    const disk = openToolbox([
      tool("open_many_drawers", { paths: { type: "array", items: path } }, ["paths"]),
      tool("open_drawer", { path }, ["path"]),
      tool("close_drawer", { path }, ["path"]),
    ]);
    const many = written(`open_many_drawers{paths:[${E} a1${E}]}`);
    const one = written(`open_drawer{path:${E} a1${E}}`);
    const { outcome, asked } = await decide("open a1", [many, one], disk);
    assert.ok(outcome.decision.kind === "call");
    assert.deepEqual(outcome.decision.call, { name: "open_drawer", arguments: { path: "a1" } });
    assert.ok(!permits(asked[1]!.grammar, written(`close_drawer{path:${E} a1${E}}`)));
    const two = written(`open_many_drawers{paths:[${E} a1${E},${E} b2${E}]}`);
    const both = (await decide("open a1 and b2", [two, one], disk)).outcome.decision;
    assert.ok(both.kind === "call");
    assert.equal(both.call.name, "open_many_drawers");
  });

  it("asks for the call where a question is for what the request says already", async () => {
    const question = written(`ask_user{missing:${E}amount${E},tool:${E}monthly_rate${E}}`);
    const call = written("monthly_rate{amount: 900,months: 24}");
    const { outcome, asked } = await decide("monthly rate, amount 900, 24 months", [question, call]);
    assert.ok(outcome.decision.kind === "call");
    assert.deepEqual(outcome.decision.call.arguments, { amount: 900, months: 24 });
    assert.ok(!permits(asked[1]?.grammar ?? "", question));
  });

  it("lets a question stand where a number is missing, and where the request is about something else", async () => {
    const question = written(`ask_user{missing:${E}amount${E},tool:${E}monthly_rate${E}}`);
    const call = written("monthly_rate{amount: 24,months: 24}");
    for (const request of ["monthly rate over 24 months", "weather in 900 villages over 24 valleys"]) {
      const { outcome } = await decide(request, [question, call]);
      assert.equal(outcome.decision.kind, "ask", request);
    }
  });

  it("is easier to convince where the request speaks as the tool's declaration does", async () => {
    const answer = written("monthly_rate{amount: 900,months: 24}");
    const bounds = { covered: 0.4, otherwise: 0.75 };
    const covered = await decide("monthly rate, amount 900, months 24", [answer], loans, bounds);
    assert.equal(covered.outcome.decision.kind, "call");
    const foreign = await decide("bus tickets to Lund, 900 kronor, 24 passengers", [answer], loans, bounds);
    assert.equal(foreign.outcome.decision.kind, "none");
  });
});
