// "March 10th, 2023" is 2023-03-10 where an argument says that it wants its dates so.
import type { Json, JsonObject } from "../json.ts";
import type { Reading } from "./reading.ts";

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const month = String.raw`(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
const day = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`;
const year = String.raw`(?<year>(?:19|20)\d\d)`;
const gap = String.raw`(?:\s+of\s+|\s*[,.]\s*|\s+)(?:the\s+)?`;
const writings = [
  `${month}${gap}${day}${gap}${year}`,
  `${day}${gap}${month}${gap}${year}`,
  `${year}${gap}${month}${gap}${day}`,
  `${year}-(?<month>0[1-9]|1[0-2])-(?<day>\\d{2})`,
].map((writing) => new RegExp(`(?<![\\w-])${writing}(?![\\w-])`, "gi"));

/** Names of whole dates: "March" may be the title of a note, and 2024 a year. */
const wholeDate = /date|birthday|dob|deadline|^(?:start|end|from|to|since|until|due|when|check_?(?:in|out))/i;

interface SaidDate {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  /** As the request writes it. */
  readonly text: string;
}

/** Writes dates that are said in full in the form that the schema names: format "date", or "YYYY-MM-DD" and its like. Pure. */
export function writeDates(values: JsonObject, { fields, request }: Reading): JsonObject {
  const said = findDates(request);
  if (said.length === 0) return values;
  const result: Record<string, Json> = { ...values };
  for (const { name, shape, description, format } of fields) {
    const value = values[name];
    if (shape.kind !== "text" || typeof value !== "string") continue;
    const form = format === "date" ? "YYYY-MM-DD" : formIn(description);
    const whole = said.filter(({ text }) => text === value.trim());
    // A piece of the only date that is said ("March", "2023") can only be that date.
    const part = said.filter(({ text }) => wholeDate.test(name) && isPiece(value, text));
    const [date] = whole.length > 0 ? whole : said.length === 1 ? part : [];
    if (form !== undefined && date) result[name] = writeDate(date, form);
  }
  return result;
}

function findDates(request: string): SaidDate[] {
  return writings.flatMap((writing) =>
    [...request.matchAll(writing)].flatMap(({ 0: text, groups }) => {
      const named = months.indexOf((groups?.["month"] ?? "").slice(0, 3).toLowerCase()) + 1;
      const number = named > 0 ? named : Number(groups?.["month"]);
      const [saidDay, saidYear] = [Number(groups?.["day"]), groups?.["year"]];
      if (saidYear === undefined || !isDay(Number(saidYear), number, saidDay)) return [];
      const pad = (part: number): string => String(part).padStart(2, "0");
      return [{ year: saidYear, month: pad(number), day: pad(saidDay), text }];
    }),
  );
}

/** Whether a month has such a day: the 31st of February is somebody's slip, and stays as it is said. */
function isDay(inYear: number, inMonth: number, ofMonth: number): boolean {
  return ofMonth >= 1 && ofMonth <= new Date(Date.UTC(inYear, inMonth, 0)).getUTCDate();
}

/** The form that a description names, with its own separators. */
function formIn(description: string): string | undefined {
  return /\b(?:YYYY([-/.])MM\1DD|MM([-/.])DD\2YYYY|DD([-/.])MM\3YYYY)\b/i
    .exec(description)?.[0]
    .toUpperCase();
}

const writeDate = (date: SaidDate, form: string): string =>
  form.replace("YYYY", date.year).replace("MM", date.month).replace("DD", date.day);

function isPiece(value: string, text: string): boolean {
  const parts = (one: string): string[] => one.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const whole = parts(text);
  const own = parts(value);
  return own.length > 0 && own.every((part) => whole.includes(part));
}
