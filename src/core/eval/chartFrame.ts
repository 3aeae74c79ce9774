// The frame of a square chart from 0 to 1 as SVG text: axes, grid, legend. Readable on light and dark paper.
import type { Run } from "./report.ts";

/** One colour a run; the same order in every chart. Chosen to differ in lightness too. */
export const runColours = ["#2f6fde", "#c4691c"] as const;

export interface Point {
  readonly x: number;
  readonly y: number;
}

const size = 360;
const margin = { left: 56, top: 44, bottom: 48, right: 24 };

/** Pixels of a place in the unit square; y grows upwards. `yMost`: the value at the top. */
export function place({ x, y }: Point, yMost = 1): Point {
  return { x: round(margin.left + x * size), y: round(margin.top + (1 - y / yMost) * size) };
}

export interface FrameText {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** The value at the top of the y axis, 1 by default. */
  readonly yMost?: number;
}

/** A whole SVG document around `inner`. */
export function frame(text: FrameText, runs: readonly Run[], inner: readonly string[]): string {
  const yMost = text.yMost ?? 1;
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((at) => {
    const bottom = place({ x: at, y: 0 });
    const left = place({ x: 0, y: at });
    const right = place({ x: 1, y: at });
    return [
      `<line class="grid" x1="${left.x}" y1="${left.y}" x2="${right.x}" y2="${right.y}"/>`,
      `<text class="tick" x="${bottom.x}" y="${bottom.y + 18}" text-anchor="middle">${percent(at)}</text>`,
      `<text class="tick" x="${left.x - 8}" y="${left.y + 4}" text-anchor="end">${percent(at * yMost)}</text>`,
    ];
  });
  const end = place({ x: 1, y: 0 });
  const middle = margin.top + size / 2;
  return document(end.x + margin.right, end.y + margin.bottom, text.title, [
    ...legend(runs),
    ...ticks,
    `<text class="axis" x="${margin.left + size / 2}" y="${end.y + 40}" text-anchor="middle">${escapeXml(text.x)}</text>`,
    `<text class="axis" x="16" y="${middle}" text-anchor="middle" transform="rotate(-90 16 ${middle})">${escapeXml(text.y)}</text>`,
    ...inner,
  ]);
}

export function legend(runs: readonly Run[]): string[] {
  let x = margin.left;
  return runs.flatMap((run, index) => {
    const at = x;
    x += 26 + run.label.length * 7.2;
    return [
      `<rect x="${round(at)}" y="16" width="12" height="12" rx="2" fill="${runColours[index] ?? "gray"}"/>`,
      `<text x="${round(at + 18)}" y="26">${escapeXml(run.label)}</text>`,
    ];
  });
}

export function document(width: number, height: number, title: string, inner: readonly string[]): string {
  const style =
    "text{font:12px system-ui,sans-serif;fill:#24292f}.tick{font-size:11px;fill:#57606a}.axis{font-size:12px}.grid{stroke:#57606a;stroke-opacity:.22}.even{stroke:#57606a;stroke-dasharray:4 4;fill:none}@media(prefers-color-scheme:dark){text{fill:#e6edf3}.tick{fill:#9da7b1}.grid,.even{stroke:#9da7b1}}";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}" role="img">`,
    `<title>${escapeXml(title)}</title><style>${style}</style>`,
    ...inner,
    "</svg>\n",
  ].join("\n");
}

export function percent(value: number): string {
  const shown = value * 100;
  return `${shown < 10 && !Number.isInteger(shown) ? shown.toFixed(1) : Math.round(shown)} %`;
}

export function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
