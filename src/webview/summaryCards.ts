// The figures that matter first: base → tuned, how much that is, and how sure one can be of it.
import type { Delta, Report, Run } from "../core/eval/report.ts";
import { element, hidden, svgElement } from "./element.ts";
import { metricNames, type MetricName } from "./names.ts";
import {
  writeCount,
  writeMilliseconds,
  writePercent,
  writePoints,
  writePValue,
  writeSigned,
} from "./numberText.ts";

const carded: readonly MetricName[] = ["exact_call", "tool", "arguments", "none_f1"];

export function summaryCards(report: Report, tuned: Run, baseline: Run | undefined): HTMLElement {
  const cards = carded.flatMap(
    (name) => shareCard(name, tuned, baseline, report.comparison?.deltas[name]) ?? [],
  );
  return element(
    "section",
    { "aria-labelledby": "summary-title" },
    element("h2", { id: "summary-title" }, "Summary"),
    verdict(report),
    element("ul", { class: "cards" }, cards, latencyCard(tuned, baseline), calibrationCard(tuned, baseline)),
  );
}

/** One sentence: fixed, broken, and whether that can be chance. */
function verdict(report: Report): HTMLElement | undefined {
  const { comparison } = report;
  if (!comparison) return undefined;
  const sure = comparison.mcnemar_p < 0.05 ? "not chance" : "could be chance";
  return element(
    "p",
    { class: "lead" },
    element("strong", {}, `${writeCount(comparison.fixed)} fixed`),
    ", ",
    element("strong", {}, `${writeCount(comparison.broken)} broken`),
    `, ${writeCount(comparison.both_right)} right and ${writeCount(comparison.both_wrong)} wrong in both. `,
    element(
      "span",
      { class: "quiet" },
      `McNemar ${writePValue(comparison.mcnemar_p)}: ${sure}. Intervals are 95 %.`,
    ),
  );
}

function shareCard(
  name: MetricName,
  tuned: Run,
  baseline: Run | undefined,
  delta: Delta | undefined,
): HTMLElement | undefined {
  const now = tuned.whole[name];
  if (!now) return undefined;
  const before = baseline?.whole[name];
  const value = before && (delta?.value ?? now.value - before.value);
  return element(
    "li",
    { class: "card" },
    element("h3", {}, metricNames[name]),
    figures(before && writePercent(before.value), writePercent(now.value)),
    value === undefined ? undefined : deltaLine(value, delta),
    svgElement(
      "svg",
      { viewBox: "0 0 200 16", class: "interval", "aria-hidden": "true", preserveAspectRatio: "none" },
      svgElement("line", { x1: 0, x2: 200, y1: 8, y2: 8, class: "grid" }),
      before && interval(before, "baseline", 4),
      interval(now, "tuned", 12),
    ),
    element("p", { class: "quiet small" }, bounds(now)),
  );
}

function interval(share: { readonly low: number; readonly high: number }, name: string, y: number) {
  return svgElement("rect", {
    x: share.low * 200,
    y: y - 2.5,
    width: Math.max(2, (share.high - share.low) * 200),
    height: 5,
    class: `range ${name}`,
  });
}

function latencyCard(tuned: Run, baseline: Run | undefined): HTMLElement {
  const now = tuned.latency_ms;
  const before = baseline?.latency_ms;
  return element(
    "li",
    { class: "card" },
    element("h3", {}, "Latency, median"),
    figures(before && writeMilliseconds(before.p50).replace(unitOf(now.p50), ""), writeMilliseconds(now.p50)),
    before && now.p50 > 0 ? element("p", { class: "delta" }, writeRatio(before.p50 / now.p50)) : undefined,
    element(
      "p",
      { class: "quiet small" },
      `p95 ${writeMilliseconds(now.p95).replace(unitOf(now.p99), "")} · p99 ${writeMilliseconds(now.p99)}`,
    ),
  );
}

function calibrationCard(tuned: Run, baseline: Run | undefined): HTMLElement {
  return element(
    "li",
    { class: "card" },
    element("h3", {}, "Calibration error"),
    figures(baseline && writePercent(baseline.ece), writePercent(tuned.ece)),
    element("p", { class: "quiet small" }, "Gap between confidence and being right; lower is better"),
  );
}

function figures(before: string | undefined, now: string): HTMLElement {
  return element(
    "p",
    { class: "figures" },
    before === undefined
      ? undefined
      : [
          hidden("from "),
          element("span", { class: "before" }, before),
          element("span", { "aria-hidden": "true", class: "arrow" }, "→"),
          hidden(" to "),
        ],
    element("span", { class: "now" }, now),
  );
}

function deltaLine(value: number, delta: Delta | undefined): HTMLElement {
  const better = value > 0 ? "good" : value < 0 ? "bad" : "even";
  return element(
    "p",
    { class: "delta" },
    element("span", { class: better, "aria-hidden": "true" }, value > 0 ? "▲ " : value < 0 ? "▼ " : ""),
    writePoints(value),
    delta
      ? element(
          "span",
          { class: "quiet small between" },
          `between ${writeSigned(delta.low)} and ${writeSigned(delta.high)}`,
        )
      : undefined,
  );
}

function bounds(share: { readonly low: number; readonly high: number }): string {
  return `between ${(share.low * 100).toFixed(1)} and ${writePercent(share.high)}`;
}

/** With its space: a unit that follows anyway is not said twice. */
function unitOf(ms: number): string {
  return writeMilliseconds(ms).replace(/^[\d.]+/, "");
}

function writeRatio(ratio: number): string {
  if (ratio > 0.95 && ratio < 1.05) return "as fast";
  const times = (factor: number): string => `${factor.toFixed(factor >= 20 ? 0 : 1)} ×`;
  return ratio >= 1 ? `${times(ratio)} as fast` : `${times(1 / ratio)} as long`;
}
