// Risk against coverage: how wrong the router is when it acts only where it is confident enough.
import { scaleLinear } from "d3-scale";
import { curveStepAfter, line } from "d3-shape";
import type { RiskPoint, Run } from "../core/eval/report.ts";
import { chartFigure, chartFrame, plot, seriesClass } from "./chartFrame.ts";
import { svgElement } from "./element.ts";
import { writePercent } from "./numberText.ts";

const tableRows = 20;

export function riskChart(runs: readonly Run[]): HTMLElement {
  const highest = Math.max(0.01, ...runs.flatMap((run) => run.risk_coverage.map((point) => point.risk)));
  const x = scaleLinear([0, 1], [0, plot.width]);
  const y = scaleLinear([0, highest], [plot.height, 0]).nice(4);
  const digits = (y.domain()[1] ?? 1) < 0.1 ? 1 : 0;
  const path = line<RiskPoint>(
    (point) => x(point.coverage),
    (point) => y(point.risk),
  ).curve(curveStepAfter);
  return chartFigure({
    title: "Risk and coverage",
    note: "Acting only above a confidence: the share of requests acted upon, and the share of those that is wrong. Lower is better.",
    series: runs.map((run) => run.label),
    marks: "lines",
    chart: chartFrame(
      {
        label: `Risk by coverage. ${runs.map(describeAll).join(" ")}`,
        xTitle: "Requests acted upon",
        yTitle: "Wrong",
        xTicks: x.ticks(5).map((value) => ({ at: x(value), label: `${Math.round(value * 100)} %` })),
        yTicks: y.ticks(4).map((value) => ({ at: y(value), label: `${(value * 100).toFixed(digits)} %` })),
      },
      runs.map((run, at) =>
        svgElement("path", { d: path(byCoverage(run)) ?? "", class: `line ${seriesClass(at)}` }),
      ),
    ),
    table: {
      caption: "Risk by router and threshold",
      columns: ["Router", "Threshold", "Acted upon", "Wrong"],
      rows: runs.flatMap((run) =>
        thinned(byCoverage(run)).map((point) => [
          run.label,
          writePercent(point.threshold),
          writePercent(point.coverage),
          writePercent(point.risk),
        ]),
      ),
    },
  });
}

function byCoverage(run: Run): RiskPoint[] {
  return run.risk_coverage.filter((point) => point.coverage > 0).sort((a, b) => a.coverage - b.coverage);
}

function describeAll(run: Run): string {
  const all = byCoverage(run).at(-1);
  return all
    ? `${run.label}: ${writePercent(all.risk)} wrong when acting on ${writePercent(all.coverage)}.`
    : "";
}

/** At most `tableRows` points, evenly taken, the last one kept. */
function thinned(points: readonly RiskPoint[]): RiskPoint[] {
  const step = Math.max(1, Math.ceil(points.length / tableRows));
  return points.filter((_, at) => at % step === 0 || at === points.length - 1);
}
