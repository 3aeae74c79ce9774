// Writes an evaluation into a folder: report.json, report.md, cases.csv, charts, and the page as one HTML file.
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { indexCases } from "../../core/eval/caseIndex.ts";
import { writeCasesCsv } from "../../core/eval/casesCsv.ts";
import { chartReliability } from "../../core/eval/chartReliability.ts";
import { chartRisk } from "../../core/eval/chartRisk.ts";
import { chartTags } from "../../core/eval/chartTags.ts";
import { describe, Failure } from "../../core/failure.ts";
import type { Report } from "../../core/eval/report.ts";
import { writeReportMarkdown } from "../../core/eval/reportMarkdown.ts";
import { writeEvaluationPage } from "../staticPage.ts";

/** @param distFolder where the page's bundle is. @returns the paths written. @throws Failure when the folder cannot be written, for example when the disk is full. */
export async function writeEvaluation(report: Report, folder: string, distFolder: string): Promise<string[]> {
  const charts: [string, string][] = [
    ["reliability.svg", chartReliability(report.runs)],
    ["risk-coverage.svg", chartRisk(report.runs)],
    ["tags.svg", chartTags(report.runs)],
  ];
  const names = charts.map(([name]) => name);
  const files: [string, string][] = [
    ["report.json", `${JSON.stringify(report)}\n`],
    ["report.md", writeReportMarkdown(report, names)],
    ["cases.csv", writeCasesCsv(indexCases(report), report.baseline !== undefined)],
    ...charts,
  ];
  const written: string[] = [];
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of files) {
      await replaceFile(join(folder, name), text);
      written.push(join(folder, name));
    }
    const page = join(folder, "report.html");
    await writeEvaluationPage(report, page, { distFolder });
    written.push(page);
  } catch (error) {
    throw new Failure(
      "bad_request",
      `The report cannot be written to ${folder}: ${describe(error)}.`,
      "Make room or name another folder; the answers are kept, so the next run is quick.",
      error,
    );
  }
  return written;
}

async function replaceFile(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`;
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}
