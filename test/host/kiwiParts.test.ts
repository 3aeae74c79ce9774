// The parts of the built-in server that need no server: marks, parsing, ranking, shortening, versions.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readMark, sign } from "../../src/host/kiwi/contentMark.ts";
import { readDirective } from "../../src/host/kiwi/directive.ts";
import { frontMatterOf } from "../../src/host/kiwi/frontMatter.ts";
import { readItemId } from "../../src/host/kiwi/itemId.ts";
import { rank, stem } from "../../src/host/kiwi/rank.ts";
import { readScript } from "../../src/host/kiwi/script.ts";
import { shorten } from "../../src/host/kiwi/shorten.ts";
import { compareVersions } from "../../src/host/kiwi/version.ts";

const now = new Date("2026-03-04T05:06:07.890Z");

describe("kiwi: content marks", () => {
  it("marks a script behind its #! line, in Kiwi's form", () => {
    const marked = sign("script", '#!/usr/bin/env python3\nprint("a")\n', now);
    // sha256 of 'print("a")\n', first 12 digits.
    assert.equal(
      marked,
      '#!/usr/bin/env python3\n# kiwi-mcp:validated:2026-03-04T05:06:07Z:1c1c4ac5a042\nprint("a")\n',
    );
    assert.equal(readMark("script", marked).kind, "valid");
    assert.equal(readMark("script", marked.replace('"a"', '"b"')).kind, "changed");
    assert.equal(readMark("script", 'print("a")\n').kind, "none");
  });

  it("marks a directive by its XML alone", () => {
    const text = '# A\n\n```xml\n<directive name="a" version="1">\n</directive>\n```\n';
    const marked = sign("directive", text, now);
    assert.match(marked, /^<!-- kiwi-mcp:validated:2026-03-04T05:06:07Z:[a-f0-9]{12} -->\n# A/);
    assert.equal(readMark("directive", marked.replace("# A", "# Other")).kind, "valid");
    assert.equal(readMark("directive", marked.replace('version="1"', 'version="2"')).kind, "changed");
  });

  it("marks an entry in its front matter and replaces an old mark", () => {
    const once = sign("knowledge", "---\nzettel_id: a\ntitle: A\n---\n\nBody\n", now);
    assert.match(once, /validated_at: 2026-03-04T05:06:07Z\ncontent_hash: "[a-f0-9]{12}"\n---\n\nBody\n$/);
    assert.equal(sign("knowledge", once, now), once);
    assert.equal(readMark("knowledge", once.replace("title: A", "title: B")).kind, "valid");
    assert.equal(readMark("knowledge", once.replace("Body", "Other")).kind, "changed");
  });

  for (const [type, text] of [
    ["script", 'print("a")\n'],
    ["directive", '<directive name="a" version="1"></directive>\n'],
    ["knowledge", "---\ntitle: A\n---\nBody"],
  ] as const)
    it(`marks a ${type} twice as once`, () =>
      assert.equal(sign(type, sign(type, text, now), now), sign(type, text, now)));
});

describe("kiwi: parsing", () => {
  it("reads CDATA, entities and nested text of a directive", () => {
    const directive = readDirective(
      '<directive name="a" version="1.0.0"><metadata><description>x &amp; y</description><permissions><read resource="f"/></permissions></metadata>' +
        '<inputs><input name="i" required="true">one <b>two</b> three</input></inputs>' +
        "<process><step name='s'><description>d</description><action>\n  <![CDATA[if a < b && c:\n    go]]>\n  </action></step></process></directive>",
      "a",
    );
    assert.deepEqual(directive.problems, []);
    assert.equal(directive.description, "x & y");
    assert.deepEqual(directive.inputs, [
      { name: "i", type: "string", required: true, description: "one two three" },
    ]);
    assert.match(directive.process[0]?.action ?? "", /^if a < b && c:\n\s*go$/);
  });

  it("declares no entities", () => {
    const bomb = '<directive name="a" version="1"><!DOCTYPE x [<!ENTITY a "b">]></directive>';
    assert.match(readDirective(bomb, "a").problems[0] ?? "", /declares a document type/);
  });

  it("reads docstring, version, imports and environment of a script", () => {
    const script = readScript(
      '#!/usr/bin/env python3\n# comment\n"""First line\nof two.\n\nimport fake\n"""\nimport os, sys, requests as r\nfrom bs4 import BeautifulSoup\n' +
        "from lib.thing import x\nfrom . import y\ntry:\n    import numpy\nexcept ImportError:\n    numpy = None\n__version__: str = '1.2.3'\n" +
        'key = os.getenv("API_KEY")\nother = os.getenv("PORT", "80")\nos.environ["HOME_DIR"]\n',
      "s",
    );
    assert.equal(script.description, "First line of two.");
    assert.equal(script.version, "1.2.3");
    assert.deepEqual(script.dependencies, [
      { module: "requests", name: "requests" },
      { module: "bs4", name: "beautifulsoup4" },
    ]);
    assert.deepEqual(script.environment, ["API_KEY", "HOME_DIR"]);
  });

  it("splits front matter only at the start", () => {
    assert.deepEqual(frontMatterOf("---\na: 1\n---\nbody"), { yaml: "a: 1\n", body: "body" });
    assert.deepEqual(frontMatterOf("---\n---\nbody"), { yaml: "", body: "body" });
    assert.equal(frontMatterOf("text\n---\na: 1\n---\n"), undefined);
    assert.equal(frontMatterOf("---\nnever closed"), undefined);
  });

  it("reads ids", () => {
    assert.deepEqual(readItemId("a/b/c.py", "script"), { name: "c", category: "a/b" });
    assert.deepEqual(readItemId("c.md", "script"), { name: "c.md", category: undefined });
    assert.deepEqual(readItemId("größe-1.2", "knowledge"), { name: "größe-1.2", category: undefined });
  });
});

describe("kiwi: ranking", () => {
  const item = (name: string, about = "", content = "") => ({ name, about, content });

  it("ranks exact name, name words, description, content in this order", () => {
    const items = [
      item("report", "", ""),
      item("weekly_report"),
      item("x", "makes a report"),
      item("y", "", "a report"),
      item("z"),
    ];
    const scores = rank("report", items);
    assert.equal(scores[0], 1);
    assert.ok(scores.every((score, at) => at === 0 || score < (scores[at - 1] ?? 0)));
    assert.equal(scores[4], 0);
  });

  it("stems both sides alike", () => {
    for (const words of [
      ["resize", "resizes", "resizing", "resizer", "resized"],
      ["delete", "deletes", "deleting", "deletion"],
      ["summary", "summaries"],
      ["email", "emails", "emailing"],
      ["count", "counting", "counter", "counts"],
      ["fix", "fixes", "fixing"],
      ["run", "running", "runner", "runs"],
    ])
      assert.equal(new Set(words.map(stem)).size, 1, `${words.join()}: ${words.map(stem).join()}`);
    assert.notEqual(stem("status"), stem("state"));
  });

  it("scores within 0 and 1, whatever it is given", () => {
    for (const query of [
      "",
      " ",
      "*",
      "the of",
      "__",
      "日本語",
      "a".repeat(5000),
      "))((",
      "constructor __proto__",
    ]) {
      for (const score of rank(query, [item("constructor", "日本語"), item("b"), item("__")]))
        assert.ok(score >= 0 && score <= 1);
    }
  });
});

describe("kiwi: shortening", () => {
  it("fits any value into the limit", () => {
    const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`key_${at}`, "v".repeat(100)]));
    let deep: Record<string, unknown> = { end: "x".repeat(50_000) };
    for (let at = 0; at < 100; at += 1) deep = { deep, list: Array.from({ length: 3 }, () => "y") };
    for (const value of [
      { text: "x".repeat(100_000) },
      wide,
      deep as never,
      { list: Array.from({ length: 9999 }, () => ({ a: 1 })) },
    ])
      assert.ok(JSON.stringify(shorten(value, 10_000)).length <= 10_000);
    assert.match(
      String(shorten({ text: "x".repeat(100_000) }, 10_000)["text"]),
      /^x+… \(100000 characters\)$/,
    );
  });
});

describe("kiwi: versions", () => {
  it("sorts by number, and a suffix before its release", () => {
    const sorted = ["1.10.0", "1.2.0", "1.2.0-beta.2", "1.2.0-beta.10", "2.0.0"].sort(compareVersions);
    assert.deepEqual(sorted, ["1.2.0-beta.2", "1.2.0-beta.10", "1.2.0", "1.10.0", "2.0.0"]);
  });
});
