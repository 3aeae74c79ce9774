import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { findNamedItems } from "../../src/core/kiwi/namedItems.ts";

describe("findNamedItems", () => {
  it("finds whole names in any delimiters, the longer of two that overlap, in the request's order", () => {
    const catalogue = {
      directive: ["ops/fire_kiln"],
      script: ["fire_kiln_twice", "drainPool", "pool"],
      knowledge: ["kiln_log"],
    };
    const found = findNamedItems("Drain pool, then fire-kiln twice; see kiln_logs and pool", catalogue);
    assert.deepEqual(
      found.map(({ type, id, start }) => [type, id, start]),
      [
        ["script", "drainPool", 0],
        ["script", "fire_kiln_twice", 17],
      ],
    );
  });

  it("takes every mark of an id as it stands", () => {
    const id = "build c++ :8080 (x|y) [a]{2} $1 ^ a*b? \\d/e/f g";
    const catalogue = { directive: [], script: [id, "rm_p_8080:80_nginx"], knowledge: [] };
    assert.deepEqual(findNamedItems("f g", catalogue).length, 1);
    assert.deepEqual(findNamedItems("rm p 8080:80 nginx", catalogue).length, 1);
  });
});
