// Opens the evaluation page as a file in Chromium, fails on anything that the browser complains about.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import type { Report } from "../../src/core/eval/report.ts";
import { writeEvaluationPage, type StaticPageOptions } from "../../src/host/staticPage.ts";
import { chromiumPath } from "../vscode/hostPaths.mjs";

export interface OpenPage {
  readonly page: Page;
  /** What the browser complained about, a refused script or style among them. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

export async function startBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  assert.ok(executablePath !== undefined, 'Chromium is missing: run "npm test -- webview"');
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

export async function openPage(
  browser: Browser,
  report: Report | readonly Report[],
  options: Omit<StaticPageOptions, "distFolder"> = {},
): Promise<OpenPage> {
  const folder = mkdtempSync(join(tmpdir(), "tool-router-page-"));
  const path = join(folder, "report.html");
  await writeEvaluationPage(report, path, { distFolder: "dist", ...options });
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, acceptDownloads: true });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url())) complaints.push(`fetched ${request.url()}`);
  });
  await page.goto(`file://${path}`);
  await page.getByRole("tab", { name: "Overview" }).waitFor();
  const close = async (): Promise<void> => {
    await page.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { page, complaints, close };
}
