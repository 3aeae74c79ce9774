import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listReportFiles, readReportFile, recogniseReports } from "../../src/host/reportFiles.ts";
import { writeEvaluationPage } from "../../src/host/staticPage.ts";
import { inventReport } from "../webview/inventedReport.ts";

describe("reports on disk", () => {
  let folder: string;
  const report = inventReport({ cases: 20 });
  const write = (name: string, text: string): string => {
    mkdirSync(join(folder, name));
    const path = join(folder, name, "report.json");
    writeFileSync(path, text);
    return path;
  };
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tool-router-reports-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are found in the folders of a folder, newest first, and told apart from other files of that name", async () => {
    const old = write("old", JSON.stringify({ ...report, created: "2026-01-01T00:00:00.000Z" }));
    const fresh = write("fresh", JSON.stringify(report));
    write("coverage", '{"total": {"lines": 3}}');
    mkdirSync(join(folder, "without"));
    const found = await recogniseReports([...(await listReportFiles(folder)), old]);
    assert.deepEqual(
      found.map((one) => one.path),
      [fresh, old],
    );
    assert.equal(found[0]?.created, report.created);
    assert.deepEqual(await listReportFiles(join(folder, "nowhere")), []);
  });

  it("are read, and a missing or broken one is refused by its name", async () => {
    assert.deepEqual(await readReportFile(write("good", JSON.stringify(report))), report);
    await assert.rejects(readReportFile(write("cut", "{")), /cut\/report\.json is not JSON/);
    await assert.rejects(readReportFile(join(folder, "gone", "report.json")), /is not there any more/);
  });

  it("become one file whose policy lets nothing else run", async () => {
    const path = join(folder, "report.html");
    await writeEvaluationPage(report, path, { distFolder: "dist" });
    const page = readFileSync(path, "utf8");
    assert.match(page, /default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'/);
    assert.doesNotMatch(page, /unsafe|sourceMappingURL|<link|src="/);
    await assert.rejects(
      writeEvaluationPage(report, join(folder, "no", "such", "folder.html"), { distFolder: "dist" }),
      /could not be written/,
    );
  });
});
