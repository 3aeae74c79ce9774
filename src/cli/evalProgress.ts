// The progress line of an evaluation: a bar, the rate, and the time left.
import type { RunProgress } from "../host/eval/runCandidate.ts";

const barWidth = 24;

export function writeProgress(name: string, { done, total, kept, rate }: RunProgress): string {
  const filled = Math.round((done / Math.max(1, total)) * barWidth);
  const bar = `${"█".repeat(filled)}${"░".repeat(barWidth - filled)}`;
  const left = rate > 0 ? `, ${writeSeconds((total - done) / rate)} left` : "";
  const speed = rate > 0 ? ` ${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s${left}` : "";
  return `${name} ${bar} ${done}/${total}${speed}${kept > 0 ? `, ${kept} kept from before` : ""}`;
}

function writeSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
