import assert from "node:assert/strict";
import { readChatRequest } from "../../src/core/chatRequest.ts";

const question = {
  partial: { name: "execute", arguments: { item_type: "script", action: "create" } },
  missing: "item_id",
};

describe("readChatRequest", () => {
  it("reads a slash command as another way of saying its verb", () => {
    assert.deepEqual(readChatRequest("search", "email scripts"), {
      kind: "route",
      request: "search email scripts",
    });
    assert.deepEqual(readChatRequest("tools", ""), { kind: "tools" });
  });

  it("greets an empty turn", () => {
    assert.deepEqual(readChatRequest(undefined, "  "), { kind: "greeting" });
  });

  it("takes a name after a question as its answer", () => {
    assert.deepEqual(readChatRequest(undefined, "csv_parser", question), {
      kind: "answer",
      question,
      answer: "csv_parser",
    });
    assert.equal(readChatRequest(undefined, "the weekly csv parser", question).kind, "answer");
  });

  it("takes another wish after a question as a request", () => {
    assert.equal(readChatRequest(undefined, "find email scripts", question).kind, "route");
    assert.equal(readChatRequest(undefined, "what can you do?", question).kind, "route");
    assert.equal(readChatRequest("run", "csv_parser", question).kind, "route");
  });

  it("takes a name without a question as a request", () => {
    assert.equal(readChatRequest(undefined, "csv_parser").kind, "route");
  });
});
