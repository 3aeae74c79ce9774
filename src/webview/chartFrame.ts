// An SVG with axes, grid and titles. Colours come from the style sheet, so themes and forced colours need nothing here.
import { element, svgElement, type Child } from "./element.ts";
import { dataTable, scrollable, type TableOptions } from "./dataTable.ts";

export interface Tick {
  /** Where on the axis, in pixels of the plot. */
  readonly at: number;
  readonly label: string;
}

export interface FrameOptions {
  /** One sentence that says what the chart shows, for screen readers. */
  readonly label: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
}

export const plot = { width: 380, height: 192 };
const margin = { top: 12, right: 26, bottom: 44, left: 62 };

export function chartFrame(options: FrameOptions, ...marks: readonly Child[]): SVGElement {
  const { xTicks, yTicks, xTitle, yTitle, label } = options;
  const { width, height } = plot;
  const text = (x: number, y: number, anchor: string, said: string, name = "tick") =>
    svgElement("text", { x, y, class: name, "text-anchor": anchor }, said);
  return svgElement(
    "svg",
    {
      viewBox: `0 0 ${width + margin.left + margin.right} ${height + margin.top + margin.bottom}`,
      role: "img",
      "aria-label": label,
      class: "chart",
    },
    svgElement(
      "g",
      { transform: `translate(${margin.left} ${margin.top})` },
      yTicks.map((tick) => [
        svgElement("line", { x1: 0, x2: width, y1: tick.at, y2: tick.at, class: "grid" }),
        text(-8, tick.at + 4, "end", tick.label),
      ]),
      xTicks.map((tick) => text(tick.at, height + 18, "middle", tick.label)),
      svgElement("line", { x1: 0, x2: width, y1: height, y2: height, class: "axis" }),
      text(width / 2, height + 38, "middle", xTitle, "title"),
      svgElement(
        "text",
        { class: "title", "text-anchor": "middle", transform: `translate(-50 ${height / 2}) rotate(-90)` },
        yTitle,
      ),
      marks,
    ),
  );
}

export interface FigureOptions {
  readonly title: string;
  readonly note: string;
  readonly chart: SVGElement;
  /** Names of the series, in the order tuned, baseline. */
  readonly series: readonly string[];
  /** How the series are drawn. */
  readonly marks: "lines" | "bars";
  readonly table: TableOptions;
}

/** A chart with its title, legend and the same figures as a table. */
export function chartFigure({ title, note, chart, series, marks, table }: FigureOptions): HTMLElement {
  return element(
    "figure",
    {},
    element(
      "figcaption",
      {},
      element("h3", {}, title),
      element("p", { class: "quiet" }, note),
      series.length > 1
        ? element(
            "p",
            { class: "legend" },
            series.map((name, at) => element("span", {}, swatch(at, marks), name)),
          )
        : undefined,
    ),
    chart,
    element(
      "details",
      {},
      element("summary", {}, `Table: ${title.toLowerCase()}`),
      scrollable(title, dataTable(table)),
    ),
  );
}

/** Series differ in form as well as in colour. */
export function seriesClass(at: number): string {
  return at === 0 ? "tuned" : "baseline";
}

function swatch(at: number, marks: FigureOptions["marks"]): SVGElement {
  const form = seriesClass(at);
  if (marks === "bars")
    return svgElement(
      "svg",
      { viewBox: "0 0 10 10", class: "swatch square", "aria-hidden": "true" },
      svgElement("rect", { x: 0.5, y: 0.5, width: 9, height: 9, class: `bar ${form}` }),
    );
  return svgElement(
    "svg",
    { viewBox: "0 0 28 10", class: "swatch", "aria-hidden": "true" },
    svgElement("line", { x1: 1, x2: 27, y1: 5, y2: 5, class: `line ${form}` }),
    svgElement("circle", { cx: 14, cy: 5, r: 3.5, class: `dot ${form}` }),
  );
}
