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

describe("a second opinion", () => {
  it("is wanted below the card's confidence, never for what rules decided", () => {
    const doubtful = outcome("small", call("csv rows", 0.5));
    assert.equal(isUnsure(doubtful, { below: 0.8 }), true);
    assert.equal(isUnsure(doubtful, { below: 0.5 }), false);
    assert.equal(isUnsure({ ...doubtful, recovery: "rules" }, { below: 0.8 }), false);
  });

  it("makes both surer where they agree", () => {
    const both = weighOpinions(
      outcome("small", call("csv rows", 0.5)),
      outcome("large", call("CSV rows", 0.7)),
    );
    assert.ok(both.decision.confidence > 0.7);
    assert.deepEqual(both.second, { model: "large", agrees: true });
    assert.deepEqual(both.decision.alternatives, []);
  });

  it("takes the surer answer where they differ, with less confidence, and offers the other call", () => {
    const small = outcome("small", call("csv rows", 0.4));
    const large = outcome("large", call("dedupe csv rows", 0.8));
    const weighed = weighOpinions(small, large);
    assert.equal(weighed.model, "large");
    assert.deepEqual(weighed.decision.kind === "call" && weighed.decision.call, search("dedupe csv rows"));
    assert.ok(weighed.decision.confidence < 0.8);
    assert.deepEqual(
      weighed.decision.alternatives.map((one) => one.call),
      [search("csv rows")],
    );
    assert.equal(weighed.second?.agrees, false);
  });

  it("counts asking and abstaining as the same, since both call nothing", () => {
    const asks: Decision = {
      kind: "ask",
      question: "Which?",
      missing: ["query"],
      confidence: 0.6,
      alternatives: [],
    };
    const both = weighOpinions(outcome("small", asks), outcome("large", none(0.7)));
    assert.equal(both.second?.agrees, true);
    assert.equal(both.decision.kind, "ask");
  });

  it("adds up what both cost, and keeps no evidence of one", () => {
    const both = weighOpinions(outcome("small", none(0.5)), outcome("large", call("csv rows", 0.9)));
    assert.equal(both.timings.total, 20);
    assert.equal(both.tokens.questions, 2);
    assert.equal("evidence" in both, false);
  });
});
