import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { indexCases } from "../../src/core/eval/caseIndex.ts";
import type { JournalEntry } from "../../src/core/journal/journalEntry.ts";
import { summariseLog } from "../../src/core/journal/logSummary.ts";
import { inventReport } from "./inventedReport.ts";
import { openPage, startBrowser } from "./openPage.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const themes = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  "forced colours": { colorScheme: "dark", forcedColors: "active" },
} as const;

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
  readonly passes: readonly unknown[];
}

/** What axe finds wrong, in words. */
async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations, passes } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResult> } }).axe.run(),
  );
  assert.ok(passes.length > 15, `axe checked only ${passes.length} rules`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
  );
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const one = document.activeElement;
    return `${one?.getAttribute("role") ?? one?.tagName.toLowerCase() ?? ""} ${one?.getAttribute("aria-label") ?? one?.textContent ?? ""}`;
  });

/** Tabs on until the focus is where `wanted` says. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    await page.keyboard.press("Tab");
    if (wanted.test(await focused(page))) return;
  }
  throw new Error(`No Tab leads to ${wanted}; the focus is on ${await focused(page)}`);
}

const log: readonly JournalEntry[] = Array.from({ length: 90 }, (_, at) => ({
  time: new Date(Date.UTC(2026, 9, 1 + (at % 12), 8, at % 60)).toISOString(),
  request: `request ${at}`,
  decision: "call" as const,
  model: "router-invented",
  recovery: at % 8 === 0 ? ("repair" as const) : ("none" as const),
  confidence: 0.9,
  ms: 6 + (at % 9),
  stages: {},
  outcome: at % 10 === 0 ? ("error" as const) : ("ok" as const),
}));

describe("the evaluation page", () => {
  let browser: Browser;
  before(async () => (browser = await startBrowser()));
  after(() => browser.close());

  for (const [name, media] of Object.entries(themes))
    it(`has nothing that axe objects to in ${name}`, async () => {
      const report = inventReport({ cases: 400 });
      const { page, complaints, close } = await openPage(browser, report, { log: summariseLog(log) });
      await page.emulateMedia(media);
      for (const tab of [/^Overview/, /^Cases/, /^Log/]) {
        await page.getByRole("tab", { name: tab }).click();
        for (const table of await page.locator("details:visible > summary").all()) await table.click();
        assert.deepEqual(await axe(page), []);
      }
      assert.deepEqual(complaints, []);
      await close();
    });

  it("is worked by the keyboard alone, from the tabs to the argument that differs", async () => {
    const report = inventReport({ cases: 1500 });
    const { page, close } = await openPage(browser, report);
    await tabTo(page, /^tab Overview/);
    await page.keyboard.press("ArrowRight");
    assert.match(await focused(page), /^tab Cases/);
    await tabTo(page, /^button .*cases: right search, called load/);
    await page.keyboard.press("Enter");
    const count = indexCases(report).filter(
      (one) => one.gold === "search" && one.tuned?.calls[0]?.name === "load",
    ).length;
    assert.ok(count > 1);
    assert.equal(await page.locator(".counted").textContent(), `${count} of 1,500 cases`);
    assert.match(await focused(page), /right search, called load/, "the focus is lost");
    await tabTo(page, /^grid Cases/);
    await page.keyboard.press("ArrowDown");
    const active = await page.getByRole("grid").getAttribute("aria-activedescendant");
    assert.equal(active, "case-1");
    assert.equal(await page.locator("#case-1").getAttribute("aria-selected"), "true");
    await page.keyboard.press("Tab");
    assert.match(await focused(page), /^article Case/);
    assert.match(await page.locator(".detail").innerText(), /Right call[^]*differs/);
    await tabTo(page, /^button Clear filters|^summary/);
    await close();
  });

  it("scrolls through 5,000 cases with few rows in the document", async () => {
    const { page, complaints, close } = await openPage(browser, inventReport({ cases: 5000 }));
    await page.getByRole("tab", { name: /^Cases/ }).click();
    const grid = page.getByRole("grid");
    assert.equal(await grid.getAttribute("aria-rowcount"), "5001");
    const measured = await grid.evaluate(async (list) => {
      const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
      const seen = new Set<number>();
      const frames: number[] = [];
      let most = 0;
      let last = await frame();
      for (let top = 0; ; top += list.clientHeight - 40) {
        list.scrollTop = top;
        await frame();
        const now = await frame();
        frames.push((now - last) / 2);
        last = now;
        const rows = [...list.querySelectorAll(".rows > [aria-rowindex]")];
        most = Math.max(most, rows.length);
        for (const row of rows) seen.add(Number(row.getAttribute("aria-rowindex")));
        if (top > list.scrollHeight) break;
      }
      frames.sort((a, b) => a - b);
      return {
        seen: seen.size,
        most,
        p50: frames[frames.length >> 1]!,
        p95: frames[Math.floor(frames.length * 0.95)]!,
      };
    });
    console.log(
      `      ${measured.p50.toFixed(1)} ms a frame at the median, ${measured.p95.toFixed(1)} ms at p95`,
    );
    assert.equal(measured.seen, 5000);
    assert.ok(measured.most < 60, `${measured.most} rows`);
    assert.ok(measured.p95 < 100, `${measured.p95} ms a frame`);
    await grid.focus();
    await page.keyboard.press("End");
    assert.match(await page.locator("#case-4999").innerText(), /number 5000/);
    assert.match(await page.locator(".detail h3").innerText(), /number 5000/);
    assert.deepEqual(complaints, []);
    await close();
  });

  it("keeps the rows of the list in their order while it is scrolled", async () => {
    const { page, close } = await openPage(browser, inventReport({ cases: 500 }));
    await page.getByRole("tab", { name: /^Cases/ }).click();
    for (const top of [0, 4000, 3000, 9000, 100]) {
      await page.getByRole("grid").evaluate((list, to) => (list.scrollTop = to), top);
      await page.waitForTimeout(60);
      const order = await page
        .locator(".rows > [aria-rowindex]")
        .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("aria-rowindex"))));
      assert.deepEqual(
        order,
        [...order].sort((a, b) => a - b),
      );
    }
    await close();
  });

  it("filters by outcome, error and words at once, says how many are left, and exports those", async () => {
    const report = inventReport({ cases: 600 });
    const { page, close } = await openPage(browser, report);
    await page.getByRole("tab", { name: /^Cases/ }).click();
    await page.getByRole("button", { name: /^Broken/ }).click();
    await page.getByLabel("Error", { exact: true }).selectOption("wrong_tool");
    await page.getByRole("searchbox").fill("bergen");
    const left = indexCases(report).filter(
      (one) => one.outcome === "broken" && one.error === "wrong_tool" && one.text.includes("bergen"),
    );
    assert.ok(left.length > 0);
    const said = `${left.length} of 600 cases`;
    assert.equal(await page.locator(".counted").textContent(), said);
    assert.equal(await page.getByRole("status").textContent(), said);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export CSV" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "cases.csv");
    const lines = readFileSync(await download.path(), "utf8")
      .trimEnd()
      .split("\r\n");
    assert.equal(lines.length, left.length + 1);
    await page.getByRole("searchbox").fill("no such words");
    assert.match(await page.locator(".detail").innerText(), /No case fits/);
    await page.getByRole("button", { name: "Clear filters" }).click();
    assert.equal(await page.locator(".counted").textContent(), "600 of 600 cases");
    await close();
  });

  it("shows a report without a baseline, and lets a person choose among several", async () => {
    const alone = inventReport({ cases: 50, baseline: false, training: false });
    const { page, complaints, close } = await openPage(browser, [alone, inventReport({ cases: 80 })]);
    assert.equal(await page.locator(".card").count(), 6);
    assert.equal(await page.locator(".before").count(), 0);
    assert.equal(await page.locator("figure").count(), 3);
    await page.getByRole("tab", { name: /^Cases \(50\)/ }).click();
    assert.equal(await page.getByRole("button", { name: /^(Fixed|Broken)/ }).count(), 0);
    await page.getByLabel("Report").selectOption("1");
    await page.getByRole("tab", { name: /^Cases \(80\)/ }).waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });

  it("shows what a request says as text, whatever it says", async () => {
    const report = inventReport({ cases: 3 });
    const attack = `</script><script>document.title="owned"</script><img src=x onerror="document.title='owned'">`;
    const [first, ...rest] = report.cases;
    const cases = [{ ...first!, request: attack, tags: [attack] }, ...rest];
    const { page, complaints, close } = await openPage(browser, { ...report, machine: attack, cases });
    await page.getByRole("tab", { name: /^Cases/ }).click();
    assert.equal(await page.locator(".detail h3").textContent(), attack);
    assert.equal(await page.title(), "Tool Router: Evaluation");
    assert.equal(await page.locator("img").count(), 0);
    assert.deepEqual(complaints, []);
    await close();
  });
});
