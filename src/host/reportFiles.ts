// The reports on disk: found in a folder, told apart from other files of that name, read and checked.
import { open, readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Failure } from "../core/failure.ts";
import { looksLikeReport, readReport } from "../core/eval/readReport.ts";
import type { Report } from "../core/eval/report.ts";

const headBytes = 2048;

export interface ReportFile {
  readonly path: string;
  /** ISO 8601, or empty where the file does not say. */
  readonly created: string;
}

/** Paths of every report.json in the folders of `folder`; none where there is no such folder. */
export async function listReportFiles(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder, { withFileTypes: true });
    return names
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name, "report.json"));
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** Those of the files that are reports by their beginning, newest first. */
export async function recogniseReports(paths: readonly string[]): Promise<ReportFile[]> {
  const heads = await Promise.all(
    [...new Set(paths)].map(async (path) => ({ path, head: await readHead(path) })),
  );
  return heads
    .filter(({ head }) => looksLikeReport(head))
    .map(({ path, head }) => ({ path, created: /"created"\s*:\s*"([^"]*)"/.exec(head)?.[1] ?? "" }))
    .sort((a, b) => (a.created < b.created ? 1 : -1));
}

/** @throws Failure bad_request for a report that is missing or broken. */
export async function readReportFile(path: string): Promise<Report> {
  const name = join(basename(dirname(path)), basename(path));
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new Failure(
      "bad_request",
      `${name} cannot be read${isAbsent(error) ? ": it is not there any more" : ""}.`,
      "Choose another report.",
      error,
    );
  }
  return readReport(text, name);
}

/** The beginning of a file; empty when it cannot be read, since then it is no report that could be offered. */
async function readHead(path: string): Promise<string> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } catch {
    return "";
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
