import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Call, Decision, RouteOutcome } from "../../src/core/decision.ts";
import { isUnsure, weighOpinions } from "../../src/core/secondOpinion.ts";

const search = (query: string): Call => ({ name: "search", arguments: { item_type: "script", query } });

const call = (query: string, confidence: number): Decision => ({
  kind: "call",
  call: search(query),
  confidence,
  alternatives: [],
});
const none = (confidence: number): Decision => ({
  kind: "none",
  reason: "No tool does that.",
  confidence,
  alternatives: [],
});

function outcome(model: string, decision: Decision): RouteOutcome {
  return {
    request: "dedupe csv rows, a script for that?",
    decision,
    recovery: "none",
    rules: { agrees: false },
    timings: { total: 10, shortlist: 0, prompt: 1, prefill: 4, decode: 5, validate: 0 },
    tokens: { questions: 1, prompt: 12, reused: 3, answer: 6 },
    model,
    evidence: { product: 0.5, least: 0.5, first: 0.5, choices: 2, agrees: false, kind: decision.kind },
    raw: model,
  };
}

const weigh = (first: RouteOutcome, second: RouteOutcome): RouteOutcome => weighOpinions(first, second, 1);

describe("a second opinion", () => {
  it("is wanted below the card's confidence, never for what rules decided", () => {
    const doubtful = outcome("small", call("csv rows", 0.5));
    assert.equal(isUnsure(doubtful, { below: 0.8, trust: 1 }), true);
    assert.equal(isUnsure(doubtful, { below: 0.5, trust: 1 }), false);
    assert.equal(isUnsure({ ...doubtful, recovery: "rules" }, { below: 0.8, trust: 1 }), false);
  });

  it("makes both surer where they agree", () => {
    const both = weigh(outcome("small", call("csv rows", 0.5)), outcome("large", call("CSV rows", 0.7)));
    assert.ok(both.decision.confidence > 0.7);
    assert.deepEqual(both.second, { model: "small", agrees: true });
    assert.deepEqual(both.decision.alternatives, []);
  });

  it("takes the surer answer where they differ, with less confidence, and offers the other call", () => {
    const small = outcome("small", call("csv rows", 0.4));
    const large = outcome("large", call("dedupe csv rows", 0.8));
    const weighed = weigh(small, large);
    assert.equal(weighed.model, "large");
    assert.deepEqual(weighed.decision.kind === "call" && weighed.decision.call, search("dedupe csv rows"));
    assert.ok(weighed.decision.confidence < 0.8);
    assert.deepEqual(
      weighed.decision.alternatives.map((one) => one.call),
      [search("csv rows")],
    );
    assert.equal(weighed.second?.agrees, false);
  });

  it("must be clearly surer where its confidence counts for less", () => {
    const small = outcome("small", call("csv rows", 0.7));
    const large = outcome("large", call("dedupe csv rows", 0.75));
    assert.equal(weighOpinions(small, large, 0.85).model, "small");
    assert.equal(weighOpinions(small, large, 0.95).model, "large");
  });

  it("keeps a question apart from no tool, and takes the surer", () => {
    const asks: Decision = {
      kind: "ask",
      question: "Which?",
      missing: ["query"],
      confidence: 0.6,
      alternatives: [],
    };
    const both = weigh(outcome("small", none(0.5)), outcome("large", asks));
    assert.equal(both.second?.agrees, false);
    assert.equal(both.decision.kind, "ask");
  });

  it("takes no answer that could not be read for agreement", () => {
    const unread: Decision = {
      kind: "ask",
      question: "Say it in other words.",
      missing: [],
      confidence: 0,
      alternatives: [],
    };
    const both = weigh({ ...outcome("small", unread), recovery: "fallback" }, outcome("large", none(0.9)));
    assert.equal(both.decision.kind, "none");
    assert.equal(both.decision.confidence, 0.9);
  });

  it("counts what the same rule made of both answers as one opinion", () => {
    const { evidence: _, ...heard } = outcome("small", call("csv rows", 0.65));
    const both = weigh(heard, { ...heard, model: "large" });
    assert.equal(both.decision.confidence, 0.65);
  });

  it("never is certain, and no other reading is surer than the decision or than what it leaves", () => {
    const grid = [0, 0.2, 0.49, 0.5, 0.8, 0.9999];
    for (const a of grid)
      for (const b of grid)
        for (const query of ["csv rows", "dedupe csv rows"]) {
          const other = { call: search("rows"), confidence: a / 2 };
          const first = outcome("small", { ...call("csv rows", a), alternatives: [other] });
          const { decision } = weigh(first, outcome("large", call(query, b)));
          assert.ok(decision.confidence >= 0 && decision.confidence < 1);
          for (const { confidence } of decision.alternatives)
            assert.ok(confidence <= decision.confidence && confidence <= 1 - decision.confidence + 1e-9);
        }
  });

  it("adds up what both cost, and keeps no evidence of one", () => {
    const both = weigh(outcome("small", none(0.5)), outcome("large", call("csv rows", 0.9)));
    assert.equal(both.timings.total, 20);
    assert.equal(both.tokens.questions, 2);
    assert.equal("evidence" in both, false);
  });
});
