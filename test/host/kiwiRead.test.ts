// Searching and loading real items through the built-in server: ranking, broken items, paths that lead out.
/* eslint-disable @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- results are read by key, unchecked, as a client reads them */
import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { readCatalogue } from "../../src/host/kiwi/catalogue.ts";
import { itemFolders } from "../../src/host/kiwi/itemFolders.ts";
import { openKiwi, type OpenKiwi } from "./openKiwi.ts";

const names = (json: { results: { name: string }[] }): string[] => json.results.map((hit) => hit.name);

describe("kiwi: searching", () => {
  let kiwi: OpenKiwi;
  before(async () => (kiwi = await openKiwi("demo")));
  after(() => kiwi.close());

  const find = async (item_type: string, query: string, more = {}) =>
    (await kiwi.call("search", { item_type, query, ...more })).json;

  it("finds both email scripts and says where they are", async () => {
    const found = await find("script", "email");
    assert.deepEqual(names(found).slice(0, 2), ["email_enricher", "email_validator"]);
    assert.equal(found.query, "email");
    assert.equal(found.source, "local");
    assert.equal(found.total, found.results.length);
    const [first] = found.results;
    assert.deepEqual(Object.keys(first).slice(0, 6), [
      "name",
      "description",
      "version",
      "score",
      "source",
      "path",
    ]);
    assert.equal(first.source, "project");
    assert.equal(first.version, "1.3.0");
    assert.ok(first.score > 0 && first.score <= 1);
  });

  for (const [type, query, expected] of [
    ["script", "email_enricher", "email_enricher"],
    ["script", "email enricher", "email_enricher"],
    ["script", "Email Validator", "email_validator"],
    ["script", "resizes product photos", "image_resizer"],
    ["script", "something that resizes images", "image_resizer"],
    ["script", "scripts for summarising csv columns", "csv_summary"],
    ["script", "counting words", "word_count"],
    ["script", "slugs", "slugify"],
    ["script", "emial validator", "email_validator"],
    ["directive", "sync directives", "sync_directives"],
    ["directive", "deployment", "deploy_app"],
    ["directive", "onboarding", "onboard_teammate"],
    ["knowledge", "postgres", "postgres_tips"],
    ["knowledge", "style of our api", "api_style_guide"],
    ["knowledge", "database performance", "postgres_tips"],
    ["knowledge", "outage", "incident_playbook"],
  ] as const) {
    it(`puts ${expected} first for "${query}"`, async () => {
      assert.equal(names(await find(type, query))[0], expected);
    });
  }

  it("gives an exact name the score 1", async () => {
    assert.equal((await find("script", "slugify")).results[0].score, 1);
  });

  it("finds nothing where nothing fits", async () => {
    const found = await find("script", "kubernetes helm");
    assert.deepEqual([found.results, found.total], [[], 0]);
  });

  it("lists everything for an empty query, and keeps to the limit", async () => {
    const found = await find("script", "", { limit: 3 });
    assert.equal(found.results.length, 3);
    assert.equal(found.total, 8);
  });

  it("leaves scripts/lib out: it holds imports", async () => {
    assert.deepEqual(
      (await find("script", "plain_text")).results.filter(
        (hit: { name: string }) => hit.name === "plain_text",
      ),
      [],
    );
  });

  it("takes `tool` for `script`", async () => {
    assert.equal(names(await find("tool", "slugify"))[0], "slugify");
  });

  it("names what is wrong with the arguments", async () => {
    for (const [given, pattern] of [
      [{ query: "x" }, /"item_type" is missing/],
      [{ item_type: "recipe", query: "x" }, /must be one of directive, script, knowledge/],
      [{ item_type: "script" }, /"query" is missing/],
      [{ item_type: "script", query: "x", source: "moon" }, /must be one of local, registry, all/],
      [{ item_type: "script", query: "x", limit: 0 }, /"limit" must be a whole number/],
      [{ item_type: "script", query: "x", project_path: "relative" }, /not an absolute path/],
      [{ item_type: "script", query: "x", project_path: "/no/such/folder" }, /There is no folder/],
    ] as const) {
      const { isError, json } = await kiwi.call("search", given);
      assert.equal(isError, true);
      assert.match(json.error, pattern);
    }
  });
});

describe("kiwi: loading", () => {
  let kiwi: OpenKiwi;
  before(async () => (kiwi = await openKiwi("demo")));
  after(() => kiwi.close());

  it("reads a directive with its parts and changes nothing", async () => {
    const { json, isError } = await kiwi.call("load", {
      item_type: "directive",
      item_id: "deploy_app",
      source: "project",
    });
    assert.equal(isError, false);
    assert.equal(json.mode, "read_only");
    assert.deepEqual(
      json.inputs.map((input: { name: string; required: boolean }) => [input.name, input.required]),
      [
        ["environment", true],
        ["version", false],
      ],
    );
    assert.equal(
      json.process[2].action.includes("status < 200 || status > 299"),
      true,
      "CDATA is kept as written",
    );
    assert.equal(json.metadata.permissions[0].kind, "execute");
    assert.match(json.content, /^# Deploy app/);
  });

  it("reads a script with its dependencies and arguments", async () => {
    const { json } = await kiwi.call("load", {
      item_type: "script",
      item_id: "image_resizer",
      source: "project",
    });
    assert.deepEqual(json.dependencies, [{ module: "PIL", name: "Pillow" }]);
    assert.deepEqual(json.arguments, ["--folder", "--width"]);
    assert.equal(json.metadata.description, "Resize product photos to the widths that the shop needs.");
  });

  it("reads a knowledge entry with its tags", async () => {
    const { json } = await kiwi.call("load", {
      item_type: "knowledge",
      item_id: "postgres_tips",
      source: "project",
    });
    assert.deepEqual(json.metadata.tags, ["postgres", "database", "performance"]);
    assert.equal(json.title, "Postgres tips");
  });

  for (const id of ["utils/slugify", "slugify.py", "utils/slugify.py"])
    it(`finds slugify as "${id}"`, async () => {
      const { json } = await kiwi.call("load", { item_type: "script", item_id: id, source: "project" });
      assert.equal(json.item_id, "slugify");
    });

  it("never takes a name that merely contains the id", async () => {
    const { json, isError } = await kiwi.call("load", {
      item_type: "script",
      item_id: "email",
      source: "project",
    });
    assert.equal(isError, true);
    assert.match(json.error, /There is no script "email"/);
    assert.deepEqual([...json.suggestions].sort(), ["email_enricher", "email_validator"]);
  });

  it("copies to user space with the category, and twice is no error", async () => {
    const given = { item_type: "script", item_id: "slugify", source: "project", destination: "user" };
    const first = await kiwi.call("load", given);
    assert.equal(first.json.status, "success");
    assert.equal(first.json.path, join(kiwi.userSpace, "scripts", "utils", "slugify.py"));
    assert.equal((await kiwi.call("load", given)).json.status, "unchanged");
    await writeFile(first.json.path, '"""Other."""\n__version__ = "9.0.0"\n');
    const third = await kiwi.call("load", given);
    assert.equal(third.isError, true);
    assert.match(third.json.error, /exists already with other content/);
  });

  it("says so when the item is in the other space", async () => {
    await mkdir(join(kiwi.userSpace, "knowledge"), { recursive: true });
    await writeFile(
      join(kiwi.userSpace, "knowledge", "mine.md"),
      "---\nzettel_id: mine\ntitle: Mine\n---\n\nText\n",
    );
    const { json } = await kiwi.call("load", { item_type: "knowledge", item_id: "mine", source: "project" });
    assert.equal(json.available_in, "user");
    const there = await kiwi.call("load", { item_type: "knowledge", item_id: "mine", source: "user" });
    assert.equal(there.json.source, "user");
  });

  for (const id of [
    "../secret",
    "..",
    "a/../../secret",
    "/etc/passwd",
    "C:\\x",
    "a\\b",
    ".hidden",
    "a//b",
    "x\0",
    "con",
    "a/",
    "x".repeat(200),
  ])
    it(`refuses ${JSON.stringify(id.slice(0, 20))} as an id`, async () => {
      const { isError, json } = await kiwi.call("load", {
        item_type: "knowledge",
        item_id: id,
        source: "project",
      });
      assert.equal(isError, true);
      assert.match(json.error, /not a plain name|longer than/);
    });

  it("ignores links that lead out of the item folders, and follows those that stay", async () => {
    const folder = join(kiwi.workspace, ".ai", "knowledge");
    await writeFile(join(kiwi.workspace, "..", "secret.md"), "secret");
    await mkdir(join(kiwi.workspace, "..", "outside"));
    await writeFile(join(kiwi.workspace, "..", "outside", "other_secret.md"), "secret");
    await symlink(join(kiwi.workspace, "..", "secret.md"), join(folder, "leak.md"));
    await symlink(join(kiwi.workspace, "..", "outside"), join(folder, "outside"));
    await symlink(join(folder, "engineering", "postgres_tips.md"), join(folder, "pg.md"));
    for (const id of ["leak", "other_secret", "outside/other_secret"]) {
      const { json } = await kiwi.call("load", { item_type: "knowledge", item_id: id, source: "project" });
      assert.match(json.error, /There is no knowledge/);
    }
    const inside = await kiwi.call("load", { item_type: "knowledge", item_id: "pg", source: "project" });
    assert.equal(inside.isError, false);
    const created = await kiwi.execute("knowledge", "create", "new", { category: "outside" });
    assert.equal(created.isError, true);
    assert.match(created.json.error, /leads out/);
  });

  it("asks for the category when two items have the same name", async () => {
    for (const category of ["a", "b"])
      await kiwi.execute("knowledge", "create", "unused_" + category, { category });
    await writeFile(
      join(kiwi.workspace, ".ai", "knowledge", "a", "twin.md"),
      "---\nzettel_id: twin\ntitle: A\n---\n",
    );
    await writeFile(
      join(kiwi.workspace, ".ai", "knowledge", "b", "twin.md"),
      "---\nzettel_id: twin\ntitle: B\n---\n",
    );
    const { json } = await kiwi.call("load", { item_type: "knowledge", item_id: "twin", source: "project" });
    assert.deepEqual(json.matches, ["a/twin", "b/twin"]);
    const one = await kiwi.call("load", { item_type: "knowledge", item_id: "b/twin", source: "project" });
    assert.equal(one.json.title, "B");
  });
});

describe("kiwi: broken items", () => {
  let kiwi: OpenKiwi;
  before(async () => (kiwi = await openKiwi("broken")));
  after(() => kiwi.close());

  it("never breaks the search over the others", async () => {
    const { json, isError } = await kiwi.call("search", { item_type: "directive", query: "whole directive" });
    assert.equal(isError, false);
    assert.equal(json.results[0].name, "whole");
    const all = await kiwi.call("search", { item_type: "directive", query: "" });
    assert.equal(all.json.total, 6);
    const half = all.json.results.find((hit: { name: string }) => hit.name === "half_closed");
    assert.match(half.problems[0], /line 12/);
  });

  for (const [id, pattern] of [
    ["half_closed", /half_closed\.md is not valid: line 12: .*'step'/],
    ["other_name", /its name is "another_name", but the file is called "other_name"/],
    ["no_permissions", /no version; <metadata> has no <permissions>/],
    ["no_xml", /no <directive>/],
  ] as const)
    it(`says what is wrong with ${id}`, async () => {
      const { json, isError } = await kiwi.execute("directive", "run", id);
      assert.equal(isError, true);
      assert.match(json.error, pattern);
      assert.ok(json.problems.length > 0);
    });

  it("still loads a broken directive for reading, with its problems", async () => {
    const { json, isError } = await kiwi.call("load", {
      item_type: "directive",
      item_id: "half_closed",
      source: "project",
    });
    assert.equal(isError, false);
    assert.equal(json.valid, false);
    assert.match(json.content, /Half closed/);
  });

  it("refuses to run, publish and copy changed content", async () => {
    for (const [type, id] of [
      ["directive", "changed_directive"],
      ["script", "changed_script"],
      ["knowledge", "changed_entry"],
    ] as const) {
      const run = await kiwi.execute(type, "run", id);
      const publish = await kiwi.execute(type, "publish", id, { version: "1.0.0" });
      const copy = await kiwi.call("load", {
        item_type: type,
        item_id: id,
        source: "project",
        destination: "user",
      });
      for (const { isError, json } of [run, publish, copy]) {
        assert.equal(isError, true);
        assert.match(json.error, /changed after it was validated on 2026-01-05/);
        assert.equal(json.signature.status, "modified");
        assert.match(json.solution, /update/);
      }
    }
  });

  it("marks changed content again with update, after which it runs", async () => {
    assert.equal((await kiwi.execute("script", "sign", "changed_script")).json.status, "updated");
    assert.equal(
      (await kiwi.execute("script", "run", "changed_script")).json.data.output,
      "this must not run",
    );
  });

  it("hands out knowledge without front matter as it is", async () => {
    const { json } = await kiwi.execute("knowledge", "run", "no_front_matter");
    assert.match(json.content, /Still readable/);
    assert.equal((await kiwi.execute("knowledge", "run", "bad_yaml")).isError, false);
  });
});

describe("kiwi: a workspace without .ai", () => {
  let kiwi: OpenKiwi;
  before(async () => (kiwi = await openKiwi("empty", false)));
  after(() => kiwi.close());

  it("searches to no results and explains what is missing on load", async () => {
    const found = await kiwi.call("search", { item_type: "script", query: "email" });
    assert.deepEqual([found.isError, found.json.total], [false, 0]);
    const { json } = await kiwi.call("load", { item_type: "script", item_id: "email", source: "project" });
    assert.match(json.solution, /has no \.ai folder/);
  });

  it("gives an empty catalogue, and the items of user space once there are any", async () => {
    const folders = itemFolders(kiwi.workspace, kiwi.userSpace);
    assert.deepEqual(await readCatalogue(folders), { directive: [], script: [], knowledge: [] });
    await kiwi.execute("directive", "create", "mine", { location: "user" });
    assert.deepEqual((await readCatalogue(folders)).directive, ["mine"]);
  });

  it("makes the folder when the first item is created", async () => {
    const { json } = await kiwi.execute("script", "create", "first");
    assert.equal(json.path, join(kiwi.workspace, ".ai", "scripts", "first.py"));
  });
});

describe("kiwi: help", () => {
  let kiwi: OpenKiwi;
  before(async () => (kiwi = await openKiwi("empty")));
  after(() => kiwi.close());

  it("explains every topic, and names the topics for an unknown one", async () => {
    const overview = await kiwi.call("help", {});
    assert.equal(overview.json.topic, "overview");
    for (const topic of overview.json.topics) {
      const { json, isError } = await kiwi.call("help", { topic });
      assert.equal(isError, false);
      assert.ok(json.content.length > 100);
    }
    const { isError, json } = await kiwi.call("help", { topic: "cooking" });
    assert.equal(isError, true);
    assert.match(json.error, /must be one of overview/);
  });
});

describe("kiwi: the catalogue", () => {
  let kiwi: OpenKiwi;
  before(async () => (kiwi = await openKiwi("demo")));
  after(() => kiwi.close());

  it("lists ids of every type, sorted, from file names alone", async () => {
    const { directive, script, knowledge } = await readCatalogue(itemFolders(kiwi.workspace, kiwi.userSpace));
    assert.ok(directive.includes("sync_directives"));
    assert.ok(
      script.includes("email_enricher") && !script.includes("csv_parser") && !script.includes("plain_text"),
    );
    assert.ok(knowledge.includes("api_style_guide"));
    assert.deepEqual(script, [...script].sort());
    assert.ok(directive.length + script.length + knowledge.length >= 18);
  });

  it("reads 2,000 items in well under a second", async () => {
    const folder = join(kiwi.workspace, ".ai", "knowledge", "many");
    await mkdir(folder);
    await Promise.all(
      Array.from({ length: 2000 }, (_, at) =>
        writeFile(
          join(folder, `entry_${at}.md`),
          `---\nzettel_id: entry_${at}\ntitle: Entry ${at}\n---\n\nText ${at}\n`,
        ),
      ),
    );
    const began = performance.now();
    const { knowledge } = await readCatalogue(itemFolders(kiwi.workspace, kiwi.userSpace));
    assert.ok(performance.now() - began < 1000);
    assert.ok(knowledge.length >= 2000);
    assert.equal(
      names((await kiwi.call("search", { item_type: "knowledge", query: "entry_1234" })).json)[0],
      "entry_1234",
    );
  });
});
