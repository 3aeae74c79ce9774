// Chart: how often answers of a given confidence are right. The diagonal is perfect calibration; a dot's area is its answers.
import { frame, place, runColours } from "./chartFrame.ts";
import type { Run } from "./report.ts";

export function chartReliability(runs: readonly Run[]): string {
  const from = place({ x: 0, y: 0 });
  const to = place({ x: 1, y: 1 });
  const inner = [
    `<line class="even" x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}"/>`,
    ...runs.flatMap((run, index) => drawRun(run, runColours[index] ?? "gray")),
  ];
  return frame({ title: "Reliability", x: "confidence", y: "share of right answers" }, runs, inner);
}

function drawRun(run: Run, colour: string): string[] {
  const bins = run.reliability.filter((bin) => bin.n > 0);
  const total = bins.reduce((sum, bin) => sum + bin.n, 0);
  const at = bins.map((bin) => place({ x: bin.confidence, y: bin.right }));
  const line = at.map(({ x, y }) => `${x},${y}`).join(" ");
  return [
    `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
    ...bins.map((bin, index) => {
      const radius = 3 + 9 * Math.sqrt(bin.n / total);
      const dot = at[index];
      return `<circle cx="${dot?.x ?? 0}" cy="${dot?.y ?? 0}" r="${radius.toFixed(1)}" fill="${colour}" fill-opacity="0.75"><title>${bin.n} answers</title></circle>`;
    }),
  ];
}
