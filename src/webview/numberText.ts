// Numbers as the page writes them: one format for each kind, so that columns line up and compare.

const grouped = new Intl.NumberFormat("en");

export function writeCount(n: number): string {
  return grouped.format(n);
}

/** 0.9123 → "91.2 %" */
export function writePercent(fraction: number): string {
  return `${(fraction * 100).toFixed(1)} %`;
}

/** 0.124 → "+12.4 pts": percentage points. */
export function writePoints(delta: number): string {
  return `${writeSigned(delta)} pts`;
}

export function writeSigned(delta: number): string {
  const points = (Math.abs(delta) * 100).toFixed(1);
  const sign = points === "0.0" ? "±" : delta > 0 ? "+" : "−";
  return `${sign}${points}`;
}

export function writeMilliseconds(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return ms >= 100 ? `${ms.toFixed(0)} ms` : ms >= 10 ? `${ms.toFixed(1)} ms` : `${ms.toFixed(2)} ms`;
}

/** Short, for axes. */
export function writeTick(value: number): string {
  return value >= 1000 ? `${value / 1000}k` : String(value);
}

export function writePValue(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p = ${p.toFixed(3)}`;
}

/** ISO → "21 Nov 2026, 09:24 UTC" */
export function writeTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const day = time.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return `${day}, ${time.toISOString().slice(11, 16)} UTC`;
}
