import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { splitRepository } from "../../../src/core/said/repositories.ts";
import { heedWith, text, whole } from "./heedWith.ts";

describe("splitRepository", () => {
  const heed = heedWith(splitRepository, { owner: text, repo: text, number: whole }, ["owner", "repo"]);

  it("gives owner and repository of the one that is said", () => {
    const parts = { owner: "tin-lab", repo: "mill.js" };
    assert.deepEqual(heed("open issues of tin-lab/mill.js", { owner: "tin-lab/mill.js" }), parts);
    assert.deepEqual(
      heed("tin-lab/mill.js", {
        repo: "tin-lab/mill.js",
        note: "tin-lab/mill.js",
        tags: ["tin-lab/mill.js"],
      }),
      parts,
    );
    assert.deepEqual(heed("issue #7 of https://github.com/tin-lab/mill.js.git", { owner: "tin-lab" }), parts);
    assert.deepEqual(heed("tin-lab/mill.js: close 7", { repo: "tin-lab/mill.js", number: 7 }), {
      ...parts,
      number: 7,
    });
  });

  it("leaves branches, paths, two repositories and other tools alone", () => {
    for (const request of ["delete feature/login", "read src/main", "copy tin/a to tin/b"])
      assert.deepEqual(heed(request, { owner: "x" }), { owner: "x" });
    const apart = { owner: "octo", repo: "hello", branch: "alice/login" };
    assert.deepEqual(heed("delete branch alice/login in repo hello of octo", apart), apart);
    assert.deepEqual(heed("list issues on client/server bugs", { query: "client/server" }), {
      query: "client/server",
    });
    const added = heedWith(splitRepository, { username: text, owner: text, repo: text });
    assert.deepEqual(added("add bob to tin-lab/mill", { username: "bob", repo: "tin-lab/mill" }), {
      username: "bob",
      owner: "tin-lab",
      repo: "mill",
    });
    const other = heedWith(splitRepository, { path: text, repo: text });
    assert.deepEqual(other("issues of tin-lab/mill", { repo: "tin-lab/mill" }), { repo: "tin-lab/mill" });
  });
});
