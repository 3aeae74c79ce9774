// The third tab: what the journal says of everyday use.
import { scaleBand, scaleLinear } from "d3-scale";
import type { LogSummary } from "../core/journal/logSummary.ts";
import { chartFigure, chartFrame, plot } from "./chartFrame.ts";
import { dataTable, scrollable } from "./dataTable.ts";
import { element, svgElement } from "./element.ts";
import { latencyChart } from "./latencyChart.ts";
import { writeCount, writeMilliseconds, writePercent } from "./numberText.ts";

const recoveryNames = {
  none: "The model, at once",
  rules: "The rules, by the request's form",
  repair: "The model, after one repair",
  fallback: "The rules, after the model failed",
} as const;

export function logView(summary: LogSummary | undefined): HTMLElement {
  if (!summary || summary.entries === 0)
    return element(
      "div",
      { class: "empty" },
      element("h2", {}, "No requests yet"),
      element(
        "p",
        { class: "quiet" },
        "Requests that you route are counted here. They stay on this machine.",
      ),
    );
  const { success, ended, outcomes, decisions, latency_ms } = summary;
  const share = ended === 0 ? "–" : writePercent(success.value);
  return element(
    "div",
    { class: "overview" },
    element(
      "section",
      { "aria-labelledby": "log-title" },
      element("h2", { id: "log-title" }, "Everyday use"),
      element(
        "p",
        { class: "lead" },
        element("strong", {}, countRequests(summary.entries)),
        ` from ${summary.from ?? ""} to ${summary.to ?? ""}.`,
      ),
      element(
        "ul",
        { class: "cards" },
        card("Calls that went well", share, `${writeCount(outcomes.ok)} of ${writeCount(ended)} that ran`),
        card(
          "Called",
          writeCount(decisions.call),
          `asked back ${writeCount(decisions.ask)} · nothing ${writeCount(decisions.none)}`,
        ),
        card(
          "Not run",
          writeCount(outcomes.declined + outcomes.cancelled),
          `declined ${writeCount(outcomes.declined)} · cancelled ${writeCount(outcomes.cancelled)}`,
        ),
        card(
          "Corrected",
          writeCount(summary.corrections),
          `${writePercent(summary.corrections / summary.entries)} of all requests`,
        ),
        card(
          "Latency, median",
          writeMilliseconds(latency_ms.p50),
          `p95 ${writeMilliseconds(latency_ms.p95)} · p99 ${writeMilliseconds(latency_ms.p99)}`,
        ),
      ),
    ),
    element(
      "div",
      { class: "charts" },
      daysChart(summary),
      latencyChart([{ label: "Requests", bins: summary.latency_bins, latency: latency_ms }]),
    ),
    element(
      "section",
      { class: "group" },
      element("h2", {}, "Which step answered"),
      scrollable("Which step answered", recoveryTable(summary)),
    ),
  );
}

function countRequests(n: number): string {
  return `${writeCount(n)} ${n === 1 ? "request" : "requests"}`;
}

function card(title: string, figure: string, note: string): HTMLElement {
  return element(
    "li",
    { class: "card" },
    element("h3", {}, title),
    element("p", { class: "figures" }, element("span", { class: "now" }, figure)),
    element("p", { class: "quiet small" }, note),
  );
}

function recoveryTable(summary: LogSummary): HTMLElement {
  return dataTable({
    caption: "Which step answered, and how its calls ended",
    columns: ["Step", "Requests", "Share", "Ran", "Went well"],
    rows: summary.recovery
      .filter((one) => one.n > 0)
      .map((one) => [
        recoveryNames[one.recovery],
        writeCount(one.n),
        writePercent(one.n / summary.entries),
        writeCount(one.ended),
        one.ended === 0 ? "–" : writePercent(one.succeeded / one.ended),
      ]),
  });
}

function daysChart({ days, corrections }: LogSummary): HTMLElement {
  const x = scaleBand(
    days.map((day) => day.day),
    [0, plot.width],
  ).padding(0.15);
  const y = scaleLinear([0, Math.max(1, ...days.map((day) => day.n))], [plot.height, 0]).nice(4);
  const every = Math.max(1, Math.ceil(days.length / 6));
  const bar = (day: string, n: number, name: string) =>
    svgElement("rect", {
      x: x(day) ?? 0,
      y: y(n),
      width: x.bandwidth(),
      height: plot.height - y(n),
      class: name,
    });
  return chartFigure({
    title: "Corrections over time",
    note: `${countRequests(corrections)} corrected. Corrections can become training rows.`,
    series: ["Corrected", "All requests"],
    marks: "bars",
    chart: chartFrame(
      {
        label: `Requests and corrections by day: ${writeCount(corrections)} corrected on ${days.length} days.`,
        xTitle: "Day (UTC)",
        yTitle: "Requests",
        xTicks: days.flatMap(({ day }, at) =>
          at % every === 0 ? [{ at: (x(day) ?? 0) + x.bandwidth() / 2, label: day.slice(5) }] : [],
        ),
        yTicks: y
          .ticks(4)
          .filter(Number.isInteger)
          .map((value) => ({ at: y(value), label: writeCount(value) })),
      },
      days.map((day) => [bar(day.day, day.n, "bar baseline"), bar(day.day, day.corrected, "bar tuned")]),
    ),
    table: {
      caption: "Requests and corrections by day",
      columns: ["Day", "Requests", "Corrected", "Median latency"],
      rows: days.map((day) => [
        day.day,
        writeCount(day.n),
        writeCount(day.corrected),
        writeMilliseconds(day.p50_ms),
      ]),
    },
  });
}
