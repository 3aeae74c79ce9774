// Reliability: how often answers of a confidence are right. On the diagonal, a confidence means what it says.
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { ReliabilityBin, Run } from "../core/eval/report.ts";
import { chartFigure, chartFrame, plot, seriesClass } from "./chartFrame.ts";
import { svgElement } from "./element.ts";
import { writeCount, writePercent } from "./numberText.ts";

export function calibrationChart(runs: readonly Run[]): HTMLElement {
  const x = scaleLinear([0, 1], [0, plot.width]);
  const y = scaleLinear([0, 1], [plot.height, 0]);
  const percent = (value: number): string => `${Math.round(value * 100)} %`;
  const path = line<ReliabilityBin>(
    (bin) => x(bin.confidence),
    (bin) => y(bin.right),
  );
  const errors = runs.map((run) => `${run.label} ${writePercent(run.ece)}`).join(", ");
  const marks = runs.map((run, at) => {
    const bins = filledBins(run);
    const most = Math.max(1, ...bins.map((bin) => bin.n));
    return [
      svgElement("path", { d: path(bins) ?? "", class: `line ${seriesClass(at)}` }),
      bins.map((bin) =>
        svgElement("circle", {
          cx: x(bin.confidence),
          cy: y(bin.right),
          r: 3 + 5 * Math.sqrt(bin.n / most),
          class: `dot ${seriesClass(at)}`,
        }),
      ),
    ];
  });
  return chartFigure({
    title: "Calibration",
    note: `Share of right answers by confidence; dots grow with the number of answers. Expected calibration error: ${errors}.`,
    series: runs.map((run) => run.label),
    marks: "lines",
    chart: chartFrame(
      {
        label: `Calibration: share of right answers by confidence. Expected calibration error: ${errors}.`,
        xTitle: "Confidence",
        yTitle: "Right",
        xTicks: x.ticks(5).map((value) => ({ at: x(value), label: percent(value) })),
        yTicks: y.ticks(5).map((value) => ({ at: y(value), label: percent(value) })),
      },
      svgElement("line", { x1: x(0), y1: y(0), x2: x(1), y2: y(1), class: "guide" }),
      marks,
    ),
    table: {
      caption: "Calibration by router and confidence",
      columns: ["Router", "Confidence", "Answers", "Mean confidence", "Right"],
      rows: runs.flatMap((run) =>
        filledBins(run).map((bin) => [
          run.label,
          `${percent(bin.from)} to ${percent(bin.to)}`,
          writeCount(bin.n),
          writePercent(bin.confidence),
          writePercent(bin.right),
        ]),
      ),
    },
  });
}

function filledBins(run: Run): ReliabilityBin[] {
  return run.reliability.filter((bin) => bin.n > 0);
}
