// Reads a report.json: a broken one is refused with a sentence that says what is wrong with it.
import { Ajv2020 as Ajv } from "ajv/dist/2020.js";
import { Failure } from "../failure.ts";
import { isObject } from "../json.ts";
import { reportFormat, reportVersion, type Report } from "./report.ts";
import { reportSchema } from "./reportSchema.ts";

/** Whether a file is meant to be a report, judged by its beginning: other tools write a report.json too. */
export function looksLikeReport(text: string): boolean {
  return text.slice(0, 400).includes(`"${reportFormat}"`);
}

/** @param name what the sentence calls the report. @throws Failure bad_request. */
export function readReport(text: string, name: string): Report {
  const refuse = (what: string, hint: string): never => {
    throw new Failure("bad_request", `${name} ${what}`, hint);
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("is not JSON; it may have been cut short.", "Run the evaluation again.");
  }
  if (!isObject(value) || value["format"] !== reportFormat)
    return refuse(
      "is not an evaluation report.",
      "Open a report.json that tool-router eval --out has written.",
    );
  if (value["version"] !== reportVersion)
    return refuse(
      `is of version ${String(value["version"])}, and this Tool Router reads version ${reportVersion}.`,
      "Update Tool Router or run the evaluation again.",
    );
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const isReport = ajv.compile<Report>(reportSchema);
  if (!isReport(value)) {
    const [error] = isReport.errors ?? [];
    const where = error?.instancePath.slice(1).replaceAll("/", ".") ?? "";
    return refuse(
      `is broken: ${where === "" ? "the report" : where} ${error?.message ?? "is not as expected"}.`,
      "Run the evaluation again.",
    );
  }
  const ids = new Set(value.runs.map((run) => run.id));
  for (const wanted of [value.tuned, value.baseline])
    if (wanted !== undefined && !ids.has(wanted))
      return refuse(`is broken: it has no run "${wanted}".`, "Run the evaluation again.");
  return value;
}
