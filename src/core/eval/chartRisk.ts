// Chart: the share of wrong answers when only answers above a confidence are acted upon, against how many those are.
import { frame, place, runColours } from "./chartFrame.ts";
import type { Run } from "./report.ts";

export function chartRisk(runs: readonly Run[]): string {
  const worst = Math.max(0, ...runs.flatMap((run) => run.risk_coverage.map((point) => point.risk)));
  // The next of 5, 10, 25, 50 and 100 %, so that small risks can be told apart.
  const yMost = [0.05, 0.1, 0.25, 0.5].find((top) => worst <= top) ?? 1;
  const inner = runs.map((run, index) => {
    const line = [...run.risk_coverage]
      .sort((a, b) => a.coverage - b.coverage)
      .map((point) => place({ x: point.coverage, y: point.risk }, yMost))
      .map(({ x, y }) => `${x},${y}`)
      .join(" ");
    return `<polyline points="${line}" fill="none" stroke="${runColours[index] ?? "gray"}" stroke-width="2"/>`;
  });
  const text = {
    title: "Risk and coverage",
    x: "share acted upon",
    y: "share of those that is wrong",
    yMost,
  };
  return frame(text, runs, inner);
}
