// The first tab: cards, charts and tables of one report.
import { binEdges, countBins } from "../core/eval/histogram.ts";
import type { Report, Run } from "../core/eval/report.ts";
import { calibrationChart } from "./calibrationChart.ts";
import { element } from "./element.ts";
import { groupTables } from "./groupTable.ts";
import { latencyChart } from "./latencyChart.ts";
import { lossChart } from "./lossChart.ts";
import { riskChart } from "./riskChart.ts";
import { summaryCards } from "./summaryCards.ts";

export function overview(report: Report): HTMLElement {
  const find = (id: string | undefined): Run | undefined => report.runs.find((run) => run.id === id);
  const tuned = find(report.tuned);
  if (!tuned) return element("p", {}, "This report names no router."); // readReport refuses such a report before.
  const baseline = find(report.baseline);
  const training = (report.training?.length ?? 0) > 1 ? report.training : undefined;
  const runs = baseline ? [tuned, baseline] : [tuned];
  return element(
    "div",
    { class: "overview" },
    summaryCards(report, tuned, baseline),
    element(
      "section",
      { "aria-labelledby": "charts-title" },
      element("h2", { id: "charts-title", class: "unseen" }, "Charts"),
      element(
        "div",
        { class: training ? "charts" : "charts three" },
        calibrationChart(runs),
        riskChart(runs),
        latencyChart(latencies(report, runs)),
        training && lossChart(training),
      ),
    ),
    element("div", { class: "groups" }, groupTables(report, tuned, baseline)),
  );
}

function latencies(report: Report, runs: readonly Run[]): Parameters<typeof latencyChart>[0] {
  const times = runs.map((run) => report.cases.flatMap((one) => one.answers[run.id]?.ms ?? []));
  const edges = binEdges(times.flat());
  return runs.map((run, at) => ({
    label: run.label,
    bins: countBins(times[at] ?? [], edges),
    latency: run.latency_ms,
  }));
}
