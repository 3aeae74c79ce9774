// Turns a finished run into a result: the script's own JSON, or its text; long ones are kept in a file.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Item } from "./item.ts";
import { pruneOutputs, type OutputFolder } from "./outputFolder.ts";
import type { ProcessEnd } from "./processRun.ts";
import { fileBytes, type Collected } from "./scriptOutput.ts";
import { shorten } from "./shorten.ts";

export interface FinishedRun {
  readonly end: ProcessEnd;
  readonly item: Item;
  readonly folder: OutputFolder;
  /** File that holds the output when it was too long for memory. */
  readonly rawPath: string;
  readonly timeoutMs: number;
  readonly output: Collected;
  readonly logs: readonly string[];
}

/** Characters of JSON above which a result is kept in a file and shortened. */
const longestResult = 10_000;

export async function writeScriptResult(run: FinishedRun): Promise<JsonObject> {
  const result = await keepLong(run, describeEnd(run));
  if (result["shortened"] === true) await pruneOutputs(run.folder);
  return result;
}

function describeEnd(run: FinishedRun): JsonObject {
  const { end, logs, timeoutMs } = run;
  const printed = readOutput(run.output);
  switch (end.kind) {
    case "exited":
      return end.code === 0 ? describeSuccess(printed, logs) : describeFailure(run, end.code, printed);
    case "killed":
      return {
        ...failed("execution_error", `The script was ended by ${end.signal}.`),
        signal: end.signal,
        logs,
      };
    case "timeout":
      return {
        ...failed("timeout", `The script did not finish within ${timeoutMs / 1000} seconds and was ended.`),
        solution: "Give it longer with the parameter _timeout, in seconds.",
        ...partial(printed),
        logs,
      };
    case "cancelled":
      return { ...failed("cancelled", "The script was cancelled and ended."), ...partial(printed), logs };
    case "failed":
      return failed("start_failed", `Python could not be started: ${end.message}.`);
  }
}

const failed = (type: string, error: string): JsonObject => ({ status: "error", error, error_type: type });

type Printed =
  { readonly kind: "object"; readonly json: JsonObject } | { readonly kind: "text"; readonly text: string };

function readOutput(output: Collected): Printed {
  const text = output.head.trim();
  if (output.keptBytes === 0 && text.startsWith("{")) {
    try {
      const json: unknown = JSON.parse(text);
      if (isObject(json)) return { kind: "object", json: json as JsonObject };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return { kind: "text", text };
}

function partial(printed: Printed): JsonObject {
  if (printed.kind === "object") return { data: printed.json };
  return printed.text === "" ? {} : { data: { output: printed.text } };
}

function describeSuccess(printed: Printed, logs: readonly string[]): JsonObject {
  if (printed.kind === "object") return printed.json;
  return { status: "success", data: { output: printed.text }, logs };
}

function describeFailure(run: FinishedRun, code: number, printed: Printed): JsonObject {
  const { logs, item } = run;
  const own = printed.kind === "object" ? printed.json : {};
  const said = own["error"];
  const last =
    logs.findLast((line) => line.trim() !== "")?.trim() ??
    (printed.kind === "text" ? printed.text.slice(-500) : "");
  const unset =
    item.parts.type === "script"
      ? item.parts.environment.filter((name) => process.env[name] === undefined)
      : [];
  return {
    ...own,
    status: "error",
    error:
      typeof said === "string" && said !== ""
        ? said
        : last === ""
          ? `The script ended with exit code ${code}.`
          : last,
    error_type: "execution_error",
    exit_code: code,
    ...(printed.kind === "text" && printed.text !== "" ? { data: { output: printed.text } } : {}),
    ...(unset.length > 0 ? { missing_environment: unset } : {}),
    logs,
  };
}

async function keepLong(run: FinishedRun, result: JsonObject): Promise<JsonObject> {
  const { output, folder, rawPath } = run;
  const whole = JSON.stringify(result, undefined, 2);
  if (output.keptBytes > 0) {
    const cut = output.bytes > output.keptBytes;
    const note = cut
      ? `The script printed ${output.bytes} bytes; the first ${fileBytes} are kept in ${rawPath}.`
      : `The script printed ${output.bytes} bytes; all are kept in ${rawPath}.`;
    const fields = { output_bytes: output.bytes, kept_bytes: output.keptBytes, complete: !cut };
    return { ...shorten(result, longestResult), shortened: true, output_file: rawPath, ...fields, note };
  }
  if (whole.length <= longestResult) return result;
  const own = isPlainText(result);
  const path = join(folder.path, `${folder.stamp}_results.${own === undefined ? "json" : "txt"}`);
  folder.make();
  await writeFile(path, own ?? whole, { flag: "wx" });
  return {
    ...shorten(result, longestResult),
    shortened: true,
    output_file: path,
    output_bytes: output.bytes,
    note: `The result is long, so it is shortened here; all of it is in ${path}.`,
  };
}

/** The text of a result that is nothing but text. */
function isPlainText(result: JsonObject): string | undefined {
  const data: Json | undefined = result["data"];
  const text = isObject(data) ? data["output"] : undefined;
  return result["status"] === "success" && typeof text === "string" && Object.keys(result).length === 3
    ? text
    : undefined;
}
