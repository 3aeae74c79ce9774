import assert from "node:assert/strict";
import { PendingCalls } from "../../src/core/pendingCalls.ts";

const call = { name: "execute", arguments: { item_id: "a" } };

describe("PendingCalls", () => {
  it("gives the call back to whoever waits, once", async () => {
    const pending = new PendingCalls();
    const { id, answer } = pending.wait(call);
    assert.equal(pending.agree(id), true);
    assert.deepEqual(await answer, { kind: "agreed", call });
    assert.equal(pending.agree(id), false);
  });

  it("keeps waiting calls apart", async () => {
    const pending = new PendingCalls();
    const first = pending.wait(call);
    const second = pending.wait({ name: "load", arguments: {} });
    assert.notEqual(first.id, second.id);
    pending.decline(second.id);
    assert.deepEqual(await second.answer, { kind: "declined" });
    assert.deepEqual(pending.ids, [first.id]);
  });

  it("declines everything when it is disposed", async () => {
    const pending = new PendingCalls();
    const { answer } = pending.wait(call);
    pending.dispose();
    assert.deepEqual(await answer, { kind: "declined" });
    assert.equal(pending.size, 0);
  });
});
