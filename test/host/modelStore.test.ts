// Finding and proving models, with small files.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { Failure } from "../../src/core/failure.ts";
import { ModelStore } from "../../src/host/modelStore.ts";

function uint(value: number, bytes: 4 | 8): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUInt32LE(value);
  return buffer;
}

function text(content: string): Buffer {
  return Buffer.concat([uint(Buffer.byteLength(content), 8), Buffer.from(content)]);
}

/** A file with a GGUF header: a list of words, one text entry, no tensors. */
function smallGguf(key: string, value: string, words: readonly string[] = []): Buffer {
  const list = [text("words"), uint(9, 4), uint(8, 4), uint(words.length, 8), ...words.map(text)];
  return Buffer.concat([
    Buffer.from("GGUF"),
    uint(3, 4),
    uint(0, 8),
    uint(words.length > 0 ? 2 : 1, 8),
    ...(words.length > 0 ? list : []),
    text(key),
    uint(8, 4),
    text(value),
  ]);
}

const isFailure =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof Failure && error.code === code && error.hint !== "";

describe("modelStore", () => {
  let folder: string;
  const content = smallGguf("tool_router.prompt_style", "bare");
  const card = {
    id: "tiny",
    file: "tiny.gguf",
    size: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    format: "functiongemma",
    prompt_style: "bare",
    licence: "MIT",
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "models-"));
    await writeFile(join(folder, "tiny.gguf"), content);
    await writeFile(join(folder, "tiny.json"), JSON.stringify(card));
    await writeFile(join(folder, "broken.json"), "{");
    await writeFile(join(folder, "catalogue.json"), "[]");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("finds the shipped model, by default and by id", async () => {
    const store = new ModelStore(folder);
    assert.equal(store.find().card.id, "tiny");
    const found = store.find("tiny");
    await store.verify(found);
    assert.equal(found.card.prompt_style, "bare");
  });

  it("takes any GGUF file by path, and reads its prompt style from the file", async () => {
    const path = join(folder, "mine.gguf");
    await writeFile(path, content);
    const store = new ModelStore(folder);
    const found = store.find(path);
    assert.equal(found.card.id, "mine");
    assert.equal(found.card.prompt_style, "bare");
    await store.verify(found);
  });

  it("says which models there are when one is missing", () => {
    const store = new ModelStore(folder);
    assert.throws(() => store.find("other"), isFailure("model_missing"));
    assert.throws(() => store.find(join(folder, "other.gguf")), isFailure("model_missing"));
    assert.throws(() => new ModelStore(join(folder, "nowhere")).find(), isFailure("model_missing"));
  });

  it("says what is wrong with a card", async () => {
    const store = new ModelStore(folder);
    assert.throws(() => store.find("broken"), isFailure("model_corrupt"));
    for (const [field, value] of [
      ["file", "../tiny.gguf"],
      ["size", -1],
      ["sha256", "abc"],
      ["format", "other"],
      ["prompt_style", "loud"],
    ] as const) {
      await writeFile(join(folder, "tiny.json"), JSON.stringify({ ...card, [field]: value }));
      assert.throws(
        () => store.find("tiny"),
        (error) => isFailure("model_corrupt")(error) && String(error).includes(field),
      );
    }
  });

  it("reads a prompt style that stands behind the vocabulary", async () => {
    const path = join(folder, "late.gguf");
    const vocabulary = Array.from({ length: 20_000 }, (_, index) => `word${index}`);
    await writeFile(path, smallGguf("tool_router.prompt_style", "bare", vocabulary));
    assert.equal(new ModelStore(folder).find(path).card.prompt_style, "bare");
  });

  it("proves a file again when it changed", async () => {
    const store = new ModelStore(folder);
    await store.verify(store.find());
    await writeFile(join(folder, "tiny.gguf"), Buffer.concat([content, Buffer.from("x")]));
    await assert.rejects(store.verify(store.find()), isFailure("model_corrupt"));
  });

  it("refuses a truncated, a changed and a foreign file", async () => {
    const path = join(folder, "tiny.gguf");
    await writeFile(path, content.subarray(0, 20));
    await assert.rejects(
      async () => new ModelStore(folder).verify(new ModelStore(folder).find()),
      isFailure("model_corrupt"),
    );
    const changed = Buffer.from(content);
    changed[changed.length - 1] = 0;
    await writeFile(path, changed);
    await assert.rejects(
      async () => new ModelStore(folder).verify(new ModelStore(folder).find()),
      isFailure("model_corrupt"),
    );
    await writeFile(join(folder, "text.gguf"), "not a model");
    await assert.rejects(
      async () => new ModelStore(folder).verify(new ModelStore(folder).find(join(folder, "text.gguf"))),
      isFailure("model_corrupt"),
    );
    await rm(path);
    await assert.rejects(
      async () => new ModelStore(folder).verify(new ModelStore(folder).find()),
      isFailure("model_missing"),
    );
  });

  it("does not trust lengths in a header", () => {
    const evil = Buffer.from(content);
    evil.writeBigUInt64LE(2n ** 60n, 24);
    evil.writeBigUInt64LE(2n ** 60n, 16);
    return writeFile(join(folder, "evil.gguf"), evil).then(() =>
      assert.equal(new ModelStore(folder).find(join(folder, "evil.gguf")).card.prompt_style, "declared"),
    );
  });
});
