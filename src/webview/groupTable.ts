// Exact calls by set, bucket and tag, base → tuned, and every router of the report on one line each.
import type { Report, Run, Summary } from "../core/eval/report.ts";
import { dataTable, scrollable } from "./dataTable.ts";
import { element, svgElement, type Child } from "./element.ts";
import { metricNames } from "./names.ts";
import { writeCount, writeMilliseconds, writePercent, writeSigned } from "./numberText.ts";

const buckets = ["easy", "hard", "hand_written", "template"];

export function groupTables(report: Report, tuned: Run, baseline: Run | undefined): Child {
  const tags = Object.keys(tuned.by_tag).filter((tag) => !buckets.includes(tag));
  const count = (tag: string): number => tuned.by_tag[tag]?.n ?? 0;
  const groups: readonly (readonly [string, string, readonly string[], "by_set" | "by_tag"])[] = [
    ["By set", "Set", Object.keys(tuned.by_set), "by_set"],
    ["By bucket", "Bucket", buckets.filter((name) => name in tuned.by_tag), "by_tag"],
    ["By tag", "Tag", tags.sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1)), "by_tag"],
  ];
  return [
    report.runs.length > 1 ? routerTable(report.runs) : undefined,
    ...groups
      .filter(([, , names]) => names.length > 0)
      .map(([title, column, names, key]) =>
        section(
          title,
          dataTable({
            caption: `${title}: exact calls and right tools`,
            columns: head(column, baseline !== undefined),
            rows: names.map((name) =>
              groupRow(name, tuned[key][name], baseline?.[key][name], baseline !== undefined),
            ),
          }),
        ),
      ),
  ];
}

function head(first: string, compared: boolean): string[] {
  const shared = [first, "Cases", metricNames.exact_call, "95 % interval"];
  return [...shared, ...(compared ? ["Baseline", "Change"] : []), metricNames.tool];
}

function groupRow(
  name: string,
  now: Summary | undefined,
  before: Summary | undefined,
  compared: boolean,
): Child[] {
  if (!now) return [name];
  const exact = now.exact_call;
  const change = before ? exact.value - before.exact_call.value : undefined;
  return [
    name.replaceAll("_", " "),
    writeCount(now.n),
    [writePercent(exact.value), shareBar(exact.value)],
    `${(exact.low * 100).toFixed(1)} to ${(exact.high * 100).toFixed(1)}`,
    ...(compared
      ? [
          before ? writePercent(before.exact_call.value) : "–",
          change === undefined ? "–" : writeSigned(change),
        ]
      : []),
    writePercent(now.tool.value),
  ];
}

function routerTable(runs: readonly Run[]): HTMLElement {
  return section(
    "Routers",
    dataTable({
      caption: "Every router that answered the same cases",
      columns: [
        "Router",
        metricNames.exact_call,
        metricNames.tool,
        metricNames.none_f1,
        "Schema valid",
        "p50",
        "p95",
      ],
      rows: runs.map(({ label, whole, latency_ms }) => [
        label,
        [writePercent(whole.exact_call.value), shareBar(whole.exact_call.value)],
        writePercent(whole.tool.value),
        writePercent(whole.none_f1.value),
        whole.schema_valid ? writePercent(whole.schema_valid.value) : "–",
        writeMilliseconds(latency_ms.p50),
        writeMilliseconds(latency_ms.p95),
      ]),
    }),
  );
}

function section(title: string, table: HTMLElement): HTMLElement {
  return element("section", { class: "group" }, element("h2", {}, title), scrollable(title, table));
}

function shareBar(share: number): SVGElement {
  return svgElement(
    "svg",
    { viewBox: "0 0 60 6", class: "sharebar", "aria-hidden": "true", preserveAspectRatio: "none" },
    svgElement("rect", { x: 0, y: 0, width: 60, height: 6, class: "track" }),
    svgElement("rect", { x: 0, y: 0, width: 60 * share, height: 6, class: "filled" }),
  );
}
