// How long answers took: one histogram, bars side by side for each series.
import { scaleBand, scaleLinear } from "d3-scale";
import type { Bin } from "../core/eval/histogram.ts";
import type { Latency } from "../core/eval/metrics.ts";
import { chartFigure, chartFrame, plot, seriesClass } from "./chartFrame.ts";
import { svgElement } from "./element.ts";
import { writeCount, writeMilliseconds, writeTick } from "./numberText.ts";

export interface LatencySeries {
  readonly label: string;
  /** All series share their edges. */
  readonly bins: readonly Bin[];
  readonly latency: Latency;
}

export function latencyChart(series: readonly LatencySeries[]): HTMLElement {
  const bins = series[0]?.bins ?? [];
  const most = Math.max(1, ...series.flatMap((one) => one.bins.map((bin) => bin.n)));
  const x = scaleBand(
    bins.map((_, at) => at),
    [0, plot.width],
  ).padding(0.12);
  const y = scaleLinear([0, most], [plot.height, 0]).nice(4);
  const width = x.bandwidth() / Math.max(1, series.length);
  const every = Math.max(1, Math.ceil(bins.length / 8));
  const summary = series
    .map(
      (one) =>
        `${one.label} p50 ${writeMilliseconds(one.latency.p50)}, p95 ${writeMilliseconds(one.latency.p95)}`,
    )
    .join("; ");
  const bars = series.map((one, at) =>
    one.bins.map((bin, index) =>
      svgElement("rect", {
        x: (x(index) ?? 0) + at * width,
        y: y(bin.n),
        width: Math.max(1, width - 1),
        height: plot.height - y(bin.n),
        class: `bar ${seriesClass(at)}`,
      }),
    ),
  );
  return chartFigure({
    title: "Latency",
    note: `${summary}.`,
    series: series.map((one) => one.label),
    marks: "bars",
    chart: chartFrame(
      {
        label: `Latency histogram. ${summary}.`,
        xTitle: "Milliseconds",
        yTitle: "Requests",
        xTicks: bins.flatMap((bin, at) =>
          at % every === 0 ? [{ at: x(at) ?? 0, label: writeTick(bin.from) }] : [],
        ),
        yTicks: y.ticks(4).map((value) => ({ at: y(value), label: writeCount(value) })),
      },
      bars,
    ),
    table: {
      caption: "Requests by latency",
      columns: ["Milliseconds", ...series.map((one) => one.label)],
      rows: bins.map((bin, at) => [
        at === bins.length - 1 ? `${bin.from} and more` : `${bin.from} to ${bin.to}`,
        ...series.map((one) => writeCount(one.bins[at]?.n ?? 0)),
      ]),
    },
  });
}
