// Chart: exact calls by tag, with their intervals, one bar a run. The most frequent tags.
import { document, escapeXml, legend, percent, round, runColours } from "./chartFrame.ts";
import type { Run, Summary } from "./report.ts";

const mostTags = 30;
const left = 150;
const width = 320;
const barHeight = 10;

export function chartTags(runs: readonly Run[]): string {
  const [first] = runs;
  const tags = Object.entries(first?.by_tag ?? {})
    .sort(([a, one], [b, other]) => other.n - one.n || (a < b ? -1 : 1))
    .slice(0, mostTags);
  const rowHeight = runs.length * (barHeight + 2) + 10;
  const rows = tags.flatMap(([tag, { n }], row) => {
    const top = 44 + row * rowHeight;
    const middle = round(top + rowHeight / 2);
    return [
      `<text x="${left - 8}" y="${middle}" text-anchor="end">${escapeXml(shorten(tag))} <tspan class="tick">${n}</tspan></text>`,
      ...runs.flatMap((run, index) => {
        const summary = run.by_tag[tag];
        return summary ? drawBar(summary, top + index * (barHeight + 2), runColours[index] ?? "gray") : [];
      }),
    ];
  });
  const height = 44 + tags.length * rowHeight + 12;
  return document(left + width + 64, height, "Exact calls by tag", [...legend(runs), ...rows]);
}

function drawBar({ exact_call: share }: Summary, top: number, colour: string): string[] {
  const x = (value: number): number => round(left + value * width);
  const middle = round(top + barHeight / 2);
  return [
    `<rect x="${left}" y="${round(top)}" width="${round(share.value * width)}" height="${barHeight}" rx="2" fill="${colour}"/>`,
    `<line class="grid" style="stroke-opacity:1" x1="${x(share.low)}" y1="${middle}" x2="${x(share.high)}" y2="${middle}"/>`,
    `<text class="tick" x="${left + width + 8}" y="${middle + 4}">${percent(share.value)}</text>`,
  ];
}

function shorten(tag: string): string {
  return tag.length > 18 ? `${tag.slice(0, 17)}…` : tag;
}
