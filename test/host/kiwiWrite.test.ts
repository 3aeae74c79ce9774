// Creating, updating, deleting and publishing items: what is written, what is refused, and that nothing is left behind.
/* eslint-disable @typescript-eslint/no-unsafe-call -- results are read by key, unchecked, as a client reads them */
import assert from "node:assert/strict";
import { mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { readMark } from "../../src/host/kiwi/contentMark.ts";
import { openKiwi, type OpenKiwi } from "./openKiwi.ts";

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

describe("kiwi: creating and updating", () => {
  let kiwi: OpenKiwi;
  before(async () => (kiwi = await openKiwi("demo", false)));
  after(() => kiwi.close());
  const at = (...path: string[]): string => join(kiwi.workspace, ".ai", ...path);

  it("creates a script that runs at once", async () => {
    const created = await kiwi.execute("script", "create", "csv_parser");
    assert.equal(created.json.status, "created");
    assert.equal(created.json.path, at("scripts", "csv_parser.py"));
    const text = await readFile(created.json.path, "utf8");
    assert.equal(readMark("script", text).kind, "valid");
    assert.match(text, /^"""Csv parser\./m);
    const { json, isError } = await kiwi.execute("script", "run", "csv_parser", { file: "data/orders.csv" });
    assert.equal(isError, false);
    assert.deepEqual([json.status, json.data.lines], ["success", 5]);
    const missing = await kiwi.execute("script", "run", "csv_parser", { file: "nowhere.csv" });
    assert.deepEqual([missing.isError, missing.json.exit_code], [true, 1]);
  });

  it("creates a directive and a knowledge entry that are valid at once", async () => {
    const directive = await kiwi.execute("directive", "create", "clean_up", {
      category: "team",
      description: 'Say "hi" & <go>',
    });
    assert.equal(directive.json.path, at("directives", "team", "clean_up.md"));
    const run = await kiwi.execute("directive", "run", "clean_up");
    assert.deepEqual([run.json.status, run.json.description], ["ready", 'Say "hi" & <go>']);
    const entry = await kiwi.execute("knowledge", "create", "redis_tips", {
      tags: ["redis", "cache"],
      title: "Redis: tips",
    });
    const loaded = await kiwi.call("load", {
      item_type: "knowledge",
      item_id: "redis_tips",
      source: "project",
    });
    assert.equal(entry.isError, false);
    assert.deepEqual([loaded.json.metadata.tags, loaded.json.title], [["redis", "cache"], "Redis: tips"]);
    assert.equal(loaded.json.signature.status, "valid");
    assert.equal(loaded.json.valid, undefined);
  });

  it("puts an item into user space when told", async () => {
    const { json } = await kiwi.execute("script", "create", "mine", {
      location: "user",
      category: "text/tools",
    });
    assert.equal(json.path, join(kiwi.userSpace, "scripts", "text", "tools", "mine.py"));
    assert.equal((await kiwi.execute("script", "run", "mine", { file: "README.md" })).isError, false);
  });

  it("takes content: whole files, a bare XML block, text without front matter", async () => {
    const script = await kiwi.execute("script", "create", "one", {
      content: '"""One."""\n__version__ = "1.0.0"\nprint("{}")',
    });
    assert.equal(script.isError, false);
    const xml =
      '<directive name="bare" version="1.0.0"><metadata><description>B</description><permissions><read/></permissions></metadata></directive>';
    assert.equal((await kiwi.execute("directive", "create", "bare", { content: xml })).isError, false);
    assert.equal((await kiwi.execute("directive", "run", "bare")).json.description, "B");
    await kiwi.execute("knowledge", "create", "plain", {
      content: "Just text",
      title: "Plain",
      tags: "a, b",
    });
    const { json } = await kiwi.execute("knowledge", "run", "plain");
    assert.deepEqual([json.title, json.tags, json.content], ["Plain", ["a", "b"], "Just text"]);
  });

  it("never overwrites", async () => {
    const before = await readFile(at("scripts", "utils", "slugify.py"), "utf8");
    for (const parameters of [{}, { category: "utils" }, { category: "other" }]) {
      const { json, isError } = await kiwi.execute("script", "create", "slugify", parameters);
      assert.equal(isError, true);
      assert.match(json.error, /already, and nothing is overwritten/);
    }
    assert.equal(await readFile(at("scripts", "utils", "slugify.py"), "utf8"), before);
    assert.equal(await exists(at("scripts", "other")), false);
  });

  for (const [type, content, pattern] of [
    ["script", 'print("no version")', /no __version__/],
    ["script", '__version__ = "1.0.0"\ndef broken(:\n    pass', /not valid Python: line 2: /],
    ["directive", "# no block", /no <directive>/],
    ["directive", '```xml\n<directive name="invalid" version="1">\n<metadata>\n</directive>\n```', /line 4/],
    [
      "directive",
      '<directive name="other" version="1"><metadata><permissions><read/></permissions></metadata></directive>',
      /its name is "other"/,
    ],
    [
      "directive",
      '<!DOCTYPE a [<!ENTITY b "c">]><directive name="invalid" version="1"><metadata><description>&b;</description></metadata></directive>',
      /not valid|no <permissions>/,
    ],
    ["knowledge", "---\nzettel_id: other\ntitle: T\n---\n", /its zettel_id is "other"/],
    ["knowledge", "---\ntitle: [unclosed\n---\n", /not valid YAML/],
  ] as const)
    it(`refuses an invalid ${type} (${String(pattern)}) and leaves nothing behind`, async () => {
      const { json, isError } = await kiwi.execute(type, "create", "invalid", {
        content,
        category: "new_folder",
      });
      assert.equal(isError, true);
      assert.match(json.error, pattern);
      for (const folder of ["scripts", "directives", "knowledge"])
        assert.equal(await exists(at(folder, "new_folder")), false);
    });

  for (const category of ["../outside", "..", "/abs", "a/../../b", ".hidden", "a\\b"])
    it(`refuses the category ${JSON.stringify(category)}`, async () => {
      const { json, isError } = await kiwi.execute("knowledge", "create", "escaped", { category });
      assert.equal(isError, true);
      assert.match(json.error, /not a plain name/);
    });

  it("refuses scripts/lib, where items are not listed", async () => {
    assert.match(
      (await kiwi.execute("script", "create", "x", { category: "lib" })).json.error,
      /holds imports/,
    );
    assert.match((await kiwi.execute("script", "create", "__init__")).json.error, /not a plain name/);
  });

  it("updates with new content and marks it", async () => {
    const { json } = await kiwi.execute("script", "update", "slugify", {
      content: '"""New."""\n__version__ = "2.0.0"\nprint("{\\"new\\": 1}")\n',
    });
    assert.deepEqual([json.status, json.version, json.content_changed], ["updated", "2.0.0", true]);
    assert.deepEqual((await kiwi.execute("script", "run", "slugify")).json, { new: 1 });
  });

  it("only checks and marks without content", async () => {
    const { json } = await kiwi.execute("directive", "update", "deploy_app");
    assert.deepEqual([json.status, json.content_changed, json.signature.status], ["updated", false, "valid"]);
    assert.equal(
      (await kiwi.execute("directive", "run", "deploy_app", { environment: "staging" })).isError,
      false,
    );
  });

  it("keeps the old file when the new content is invalid", async () => {
    const before = await readFile(at("directives", "release", "deploy_app.md"), "utf8");
    const { isError } = await kiwi.execute("directive", "update", "deploy_app", { content: "nonsense" });
    assert.equal(isError, true);
    assert.equal(await readFile(at("directives", "release", "deploy_app.md"), "utf8"), before);
  });

  it("keeps front matter when only an entry's text changes, and sets single fields", async () => {
    await kiwi.execute("knowledge", "update", "postgres_tips", {
      content: "Shorter.",
      version: "1.1.0",
      tags: ["pg"],
    });
    const { json } = await kiwi.call("load", {
      item_type: "knowledge",
      item_id: "postgres_tips",
      source: "project",
    });
    assert.deepEqual(
      [json.title, json.body, json.metadata.version, json.metadata.tags, json.signature.status],
      ["Postgres tips", "Shorter.", "1.1.0", ["pg"], "valid"],
    );
    const { json: refused } = await kiwi.execute("script", "update", "csv_parser", { title: "x" });
    assert.match(refused.error, /cannot set title/);
  });

  it("writes nothing through a linked folder", async () => {
    const outside = join(kiwi.workspace, "..", "elsewhere");
    await mkdir(outside);
    await symlink(outside, at("knowledge", "linked"));
    const { json } = await kiwi.execute("knowledge", "create", "leaked", { category: "linked/deep" });
    assert.match(json.error, /leads out of/);
    assert.equal(await exists(join(outside, "deep")), false);
  });

  it("names missing and wrong arguments", async () => {
    for (const [given, pattern] of [
      [{ item_type: "script", item_id: "x" }, /"action" is missing/],
      [
        { item_type: "script", action: "explode", item_id: "x" },
        /must be one of run, create, update, delete, publish/,
      ],
      [{ item_type: "script", action: "run" }, /"item_id" is missing/],
      [
        { item_type: "script", action: "run", item_id: "slugify", parameters: "x" },
        /"parameters" must be an object/,
      ],
      [
        { item_type: "script", action: "create", item_id: "x", parameters: { content: 5 } },
        /"content" must be text/,
      ],
      [
        { item_type: "script", action: "create", item_id: "x", parameters: { location: "moon" } },
        /must be one of project, user/,
      ],
    ] as const) {
      const { json, isError } = await kiwi.call("execute", given);
      assert.equal(isError, true);
      assert.match(json.error, pattern);
    }
  });
});

describe("kiwi: deleting", () => {
  let kiwi: OpenKiwi;
  before(async () => (kiwi = await openKiwi("demo", false)));
  after(() => kiwi.close());

  it("needs confirm: true, exactly", async () => {
    const path = join(kiwi.workspace, ".ai", "scripts", "utils", "word_count.py");
    for (const parameters of [undefined, { confirm: false }, { confirm: "true" }, { confirm: 1 }] as const) {
      const { json, isError } = await kiwi.execute("script", "delete", "word_count", parameters);
      assert.equal(isError, true);
      assert.equal(json.requires_confirmation, true);
      assert.equal(await exists(path), true);
    }
    const { json } = await kiwi.execute("script", "delete", "word_count", { confirm: true });
    assert.deepEqual([json.status, json.source, json.path], ["deleted", "project", path]);
    assert.equal(await exists(path), false);
  });

  it("deletes only the copy that was meant", async () => {
    await kiwi.call("load", {
      item_type: "script",
      item_id: "slugify",
      source: "project",
      destination: "user",
    });
    const { json } = await kiwi.execute("script", "delete", "slugify", { confirm: true, source: "user" });
    assert.equal(json.source, "user");
    assert.equal(await exists(join(kiwi.workspace, ".ai", "scripts", "utils", "slugify.py")), true);
  });

  it("deletes no neighbour of an unknown name", async () => {
    const { json, isError } = await kiwi.execute("script", "delete", "email", { confirm: true });
    assert.equal(isError, true);
    assert.match(json.error, /There is no script/);
  });
});

describe("kiwi: the registry", () => {
  let kiwi: OpenKiwi;
  let bare: OpenKiwi;
  before(async () => {
    kiwi = await openKiwi("demo");
    bare = await openKiwi("demo", false);
  });
  after(async () => {
    await kiwi.close();
    await bare.close();
  });

  it("says how to set one when there is none", async () => {
    const answers = [
      await bare.call("search", { item_type: "script", query: "x", source: "registry" }),
      await bare.call("load", { item_type: "script", item_id: "slugify", source: "registry" }),
      await bare.execute("script", "publish", "slugify", { version: "1.0.0" }),
      await bare.execute("script", "delete", "slugify", { confirm: true, source: "registry" }),
    ];
    for (const { json, isError } of answers) {
      assert.equal(isError, true);
      assert.match(json.error, /no registry is configured/);
      assert.match(json.solution, /^Set KIWI_REGISTRY to a folder/);
    }
    const all = await bare.call("search", { item_type: "script", query: "slugify", source: "all" });
    assert.equal(all.isError, false);
    assert.match(all.json.note, /no registry is configured/);
  });

  it("publishes, finds, loads and deletes versions", async () => {
    assert.match((await kiwi.execute("script", "publish", "slugify")).json.error, /needs a version/);
    assert.match(
      (await kiwi.execute("script", "publish", "slugify", { version: "one" })).json.error,
      /not a version/,
    );
    const first = await kiwi.execute("script", "publish", "slugify", { version: "1.0.1" });
    assert.equal(first.json.status, "published");
    assert.match(
      (await kiwi.execute("script", "publish", "slugify", { version: "v1.0.1" })).json.error,
      /published already/,
    );
    const tenth = await kiwi.execute("script", "publish", "slugify", { version: "1.10.0" });
    assert.match(tenth.json.note, /itself says version 1\.0\.1/);

    const found = await kiwi.call("search", { item_type: "script", query: "slugify", source: "registry" });
    assert.deepEqual(
      found.json.results.map((hit: { name: string; source: string }) => [hit.name, hit.source]),
      [["slugify", "registry"]],
    );
    const all = await kiwi.call("search", { item_type: "script", query: "slugify", source: "all" });
    assert.equal(all.json.results.length, 2);

    await kiwi.execute("script", "delete", "slugify", { confirm: true });
    const copied = await kiwi.call("load", {
      item_type: "script",
      item_id: "slugify",
      source: "registry",
      destination: "project",
      version: "1.0.1",
    });
    assert.equal(copied.json.path, join(kiwi.workspace, ".ai", "scripts", "utils", "slugify.py"));
    const unknown = await kiwi.call("load", {
      item_type: "script",
      item_id: "slugify",
      source: "registry",
      version: "7.0.0",
    });
    assert.match(unknown.json.error, /in version 7\.0\.0 in the registry/);

    assert.equal(
      (await kiwi.execute("script", "delete", "slugify", { source: "registry" })).json.requires_confirmation,
      true,
    );
    const one = await kiwi.execute("script", "delete", "slugify", {
      source: "registry",
      version: "1.0.1",
      confirm: true,
    });
    assert.equal(one.json.versions_removed, 1);
    const rest = await kiwi.execute("script", "delete", "slugify", { source: "registry", confirm: true });
    assert.equal(rest.json.versions_removed, 1);
  });

  it("does not publish what is invalid", async () => {
    await writeFile(join(kiwi.workspace, ".ai", "scripts", "unversioned.py"), '"""No version."""\n');
    const { json, isError } = await kiwi.execute("script", "publish", "unversioned", { version: "1.0.0" });
    assert.equal(isError, true);
    assert.match(json.error, /no __version__/);
  });
});
