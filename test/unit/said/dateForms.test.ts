import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { writeDates } from "../../../src/core/said/dateForms.ts";
import { heedWith } from "./heedWith.ts";

describe("writeDates", () => {
  it("writes a date in the form that is wanted", () => {
    const heed = heedWith(writeDates, {
      date: { type: "string", format: "date" },
      due: { type: "string", description: "DD/MM/YYYY" },
    });
    assert.deepEqual(heed("on March 10th, 2023", { date: "March 10th, 2023", due: "March 10th, 2023" }), {
      date: "2023-03-10",
      due: "10/03/2023",
    });
    assert.deepEqual(heed("on 10 March 2023", { date: "March" }), { date: "2023-03-10" });
    assert.deepEqual(heed("from 10 March 2023 to 12 March 2023", { date: "March" }), { date: "March" });
    assert.deepEqual(heed("tomorrow", { date: "tomorrow" }), { date: "tomorrow" });
    assert.deepEqual(heed("on 31 February 2024", { date: "31 February 2024" }), { date: "31 February 2024" });
  });

  it("leaves parts of a date, titles and texts alone", () => {
    const heed = heedWith(writeDates, {
      year: { type: "string", description: "Year of YYYY-MM-DD" },
      month: { type: "string", description: "Month of YYYY-MM-DD" },
      title: { type: "string", description: "Title; the date is added as YYYY-MM-DD" },
      query: { type: "string", description: "Filter with date:YYYY-MM-DD" },
    });
    assert.deepEqual(
      heed("the note March of March 5, 2024", {
        year: "2024",
        month: "March",
        title: "March",
        query: "march",
      }),
      { year: "2024", month: "March", title: "March", query: "march" },
    );
  });

  it("leaves written dates and times alone", () => {
    const heed = heedWith(writeDates, {
      start: { type: "string", description: "YYYY-MM-DD" },
      end: { type: "string", description: "YYYY-MM-DD" },
      at: { type: "string", format: "date-time" },
    });
    assert.deepEqual(heed("the week from March 5, 2024", { start: "2024-03-05", end: "2024-03-12" }), {
      start: "2024-03-05",
      end: "2024-03-12",
    });
    assert.deepEqual(heed("May 5, 2024 at 12:00", { at: "2024-05-05T12:00:00Z" }), {
      at: "2024-05-05T12:00:00Z",
    });
  });
});
