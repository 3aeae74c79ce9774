import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { heedPlainForms } from "../../src/core/said/plainForms.ts";
import { readShape } from "../../src/core/schema.ts";
import { splitWords } from "../../src/core/words.ts";
import type { JsonObject } from "../../src/core/json.ts";

const schema = {
  type: "object",
  properties: {
    title: { type: "string" },
    booking_id: { type: "string" },
    email: { type: "string" },
    material: { enum: ["oak", "steel", "any"] },
    finish: { enum: ["matt", "high_gloss"] },
    gift_wrapped: { type: "boolean" },
    overdue_only: { type: "boolean" },
    insured: { type: "boolean", default: true },
    drying_days: { type: "array", items: { enum: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] } },
    coats: { type: "integer" },
    width_mm: { type: "number" },
    message: { type: "string" },
    buyer: { type: "string" },
    min_price: { type: "number" },
    max_price: { type: "number" },
    drying_minutes: { type: "integer" },
  },
  required: ["title"],
};

function heed(request: string, values: JsonObject): JsonObject {
  const shape = readShape(schema);
  assert.ok(shape.kind === "object");
  return heedPlainForms(values, { fields: shape.fields, request, words: splitWords(request) });
}

describe("heedPlainForms", () => {
  it("puts the one id and the one address that are said where they belong", () => {
    const said = 'call bk_207 "Round table", write to lena@fuchs.example';
    const wrong = { title: "Round table", booking_id: "Round table", email: "Round table" };
    const right = { title: "Round table", booking_id: "bk_207", email: "lena@fuchs.example" };
    assert.deepEqual(heed(said, wrong), right);
    assert.deepEqual(
      heed(said, { title: "Round table", email: "bk_207", booking_id: "lena@fuchs.example" }),
      right,
    );
  });

  it("leaves ids alone where several are said, where the value is one, and where a time or a date is all there is", () => {
    for (const request of [
      "merge bk_207 into bk_208, title sofa",
      "sofa at 18:30",
      "sofa by 2026-12-01",
      "the 3rd sofa",
    ])
      assert.deepEqual(heed(request, { title: "sofa" }), { title: "sofa" }, request);
    const numbered = { title: "sofa", booking_id: "4711" };
    assert.deepEqual(heed("sofa for 4711, see plan_b2", numbered), numbered);
  });

  it("leaves out an address and an id that are none, so that the person is asked", () => {
    assert.deepEqual(heed("write to lena about the sofa", { title: "sofa", email: "lena" }), {
      title: "sofa",
    });
    assert.deepEqual(heed("cancel my sofa", { title: "sofa", booking_id: "my sofa" }), { title: "sofa" });
  });

  it("takes no value from a needed argument without another for it", () => {
    assert.deepEqual(heed("sofa bk_207", { title: "bk_207" }), { title: "bk_207" });
  });

  it("hears the one option that is said, in place of one that is not and where none stands", () => {
    assert.deepEqual(heed("a steel door, high gloss", { title: "door", material: "oak" }), {
      title: "door",
      material: "steel",
      finish: "high_gloss",
    });
  });

  it("hears no option inside another value, none of two, and no vague word", () => {
    for (const [request, title] of [
      ["note: steel prices", "steel prices"],
      ["oak or steel for the door", "door"],
      ["any door", "door"],
    ] as const)
      assert.deepEqual(heed(request, { title }), { title }, request);
  });

  it("turns a switch on that is named, unless something is negated or it is on by itself", () => {
    assert.deepEqual(heed("overdue doors", { title: "doors" }), { title: "doors", overdue_only: true });
    assert.deepEqual(heed("door as a wrapped gift", { title: "door" }), {
      title: "door",
      gift_wrapped: true,
    });
    for (const request of ["doors that are not overdue", "insured door"])
      assert.deepEqual(heed(request, { title: "door" }), { title: "door" }, request);
  });

  it("lists the options that are said, each once, and leaves a range of them to the model", () => {
    const listed = (request: string, drying_days: string[]) =>
      heed(request, { title: "sofa", drying_days })["drying_days"];
    assert.deepEqual(listed("sofa, every Tuesday and on saturdays", ["tue", "sun", "tue"]), ["tue", "sat"]);
    assert.deepEqual(listed("sofa, mon and fri", ["mon", "fri", "fri"]), ["mon", "fri"]);
    assert.deepEqual(listed("sofa, mon to wed", ["mon", "tue", "wed"]), ["mon", "tue", "wed"]);
    assert.deepEqual(listed("sofa at the weekend", ["sat", "sun", "sat"]), ["sat", "sun"]);
    for (const request of [
      "we varnish at the weekend",
      "every weekday but not on friday",
      "every day except sunday",
      "the weekend and monday",
      "between monday and wednesday",
      "monday up to wednesday",
    ])
      assert.deepEqual(listed(request, ["sat", "sun"]), ["sat", "sun"], request);
  });

  it("fills a number that stands beside its name and is nowhere else", () => {
    assert.deepEqual(heed("sofa, three coats, 80 mm", { title: "sofa" }), {
      title: "sofa",
      coats: 3,
      width_mm: 80,
    });
    for (const request of [
      "sofa, 2.5 coats",
      "sofa, 2 coats, no, 3 coats",
      "sofa in room 12",
      "sofa, 2-3 coats",
      "sofa, twenty five coats",
      "sofa, 1 hour 15 minutes drying",
      "come for the sofa in 10 minutes",
    ])
      assert.deepEqual(heed(request, { title: "sofa" }), { title: "sofa" }, request);
    assert.deepEqual(heed("sofa, max price 900", { title: "sofa" }), { title: "sofa", max_price: 900 });
    assert.deepEqual(heed("sofa 3 coats", { title: "sofa 3" }), { title: "sofa 3" }, "the title has it");
  });

  it("copies names without the article in front, texts and quotations with it", () => {
    assert.deepEqual(heed("varnish the sofa for the Adler", { title: "x", buyer: "the Adler" }), {
      title: "x",
      buyer: "Adler",
    });
    for (const values of [
      { title: "the sofa", message: "the sofa is wet", buyer: "The Hague" },
      { title: "x", buyer: "the sofa that stands behind the door" },
      { title: "x", buyer: "a positive" },
    ])
      assert.deepEqual(heed("The Hague, the sofa", values), values);
    assert.deepEqual(heed('for "the Adler"', { title: "x", buyer: "the Adler" }), {
      title: "x",
      buyer: "the Adler",
    });
  });

  it("takes no other word with a digit for an id: one digit needs the argument's name in front", () => {
    const title = "Table";
    for (const said of ["take Jonas off the k8s Table", "the mp3 of Jonas: Table"])
      assert.deepEqual(heed(said, { title, booking_id: "Jonas" }), { title, booking_id: "Jonas" });
    const inTitle = { title: "h264 Table", booking_id: "Jonas" };
    assert.deepEqual(heed("give Jonas the h264 Table", inTitle), inTitle);
    assert.deepEqual(heed("move booking A7, Table", { title, booking_id: "booking" }), {
      title,
      booking_id: "A7",
    });
  });
});
