// Reads comma-separated values as RFC 4180 writes them.

export interface CsvRecord {
  readonly fields: readonly string[];
  /** Where it begins, from 1. */
  readonly line: number;
}

/** Quoted fields may hold commas, line ends and doubled quotes. Pure, linear. @throws Error at a quote that never closes. */
export function readCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let line = 1;
  let began = 1;
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  while (field.lastIndex < text.length) {
    const from = field.lastIndex;
    const match = field.exec(text);
    if (!match) throw new Error(`line ${line}: a quote is not closed or stands inside a field`);
    const [whole, quoted, plain = "", end = ""] = match;
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.split("\n").length - 1;
    if (end === "," && from + whole.length < text.length) continue;
    if (end === ",") fields.push("");
    records.push({ fields, line: began });
    fields = [];
    began = line;
  }
  return records;
}
