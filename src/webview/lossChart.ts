// The loss while the tuned model was trained, and how often held-out calls were exact.
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { LossPoint } from "../core/eval/report.ts";
import { chartFigure, chartFrame, plot } from "./chartFrame.ts";
import { svgElement } from "./element.ts";
import { writePercent, writeTick } from "./numberText.ts";

const tableRows = 40;

export function lossChart(points: readonly LossPoint[]): HTMLElement {
  const last = points.at(-1);
  const checked = points.filter((point) => point.held_out_exact !== undefined);
  const x = scaleLinear([points[0]?.step ?? 0, last?.step ?? 1], [0, plot.width]);
  const y = scaleLinear([0, Math.max(...points.map((point) => point.loss), 0.1)], [plot.height, 0]).nice(4);
  const share = scaleLinear([0, 1], [plot.height, 0]);
  const lossPath = line<LossPoint>(
    (point) => x(point.step),
    (point) => y(point.loss),
  );
  const exactPath = line<LossPoint>(
    (point) => x(point.step),
    (point) => share(point.held_out_exact ?? 0),
  );
  const exact = checked.at(-1)?.held_out_exact;
  const end = `Loss ${last?.loss.toFixed(3) ?? "unknown"} after ${last?.step ?? 0} steps${
    exact === undefined ? "" : `; ${writePercent(exact)} of held-out calls exact`
  }`;
  return chartFigure({
    title: "Training",
    note: `${end}.`,
    series: checked.length > 0 ? ["Loss (left)", "Held-out exact calls (0 to 100 %)"] : ["Loss"],
    marks: "lines",
    chart: chartFrame(
      {
        label: `Training loss by step. ${end}.`,
        xTitle: "Step",
        yTitle: "Loss",
        xTicks: x.ticks(6).map((value) => ({ at: x(value), label: writeTick(value) })),
        yTicks: y.ticks(4).map((value) => ({ at: y(value), label: String(value) })),
      },
      svgElement("path", { d: lossPath(points) ?? "", class: "line tuned" }),
      checked.length > 0
        ? [
            svgElement("path", { d: exactPath(checked) ?? "", class: "line baseline" }),
            checked.map((point) =>
              svgElement("circle", {
                cx: x(point.step),
                cy: share(point.held_out_exact ?? 0),
                r: 3,
                class: "dot baseline",
              }),
            ),
          ]
        : [],
    ),
    table: {
      caption: "Loss by step",
      columns: ["Step", "Loss", "Held-out exact"],
      rows: thinned(points).map((point) => [
        String(point.step),
        point.loss.toFixed(4),
        point.held_out_exact === undefined ? "–" : writePercent(point.held_out_exact),
      ]),
    },
  });
}

/** Every point with a held-out figure, and enough others to see the curve. */
function thinned(points: readonly LossPoint[]): LossPoint[] {
  const step = Math.max(1, Math.ceil(points.length / tableRows));
  return points.filter((point, at) => at % step === 0 || point.held_out_exact !== undefined);
}
