// Bins for times: even ones where the values lie close together, growing ones where they span a decade or more.

/** Values in [from, to); the last bin of a histogram holds everything from `from` on. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

const mostBins = 24;
const decadeSteps = [1, 1.5, 2, 3, 4, 6, 8];

/** Edges that suit all values together, so that several histograms can stand on one axis. Ascending, at least two. */
export function binEdges(values: readonly number[]): number[] {
  const sorted = values.filter((value) => Number.isFinite(value) && value >= 0).sort((a, b) => a - b);
  if (sorted.length === 0) return [0, 1];
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(0.01), at(0.99)];
  return low > 0 && high / low >= 10 ? growingEdges(low, high) : evenEdges(low, high);
}

export function countBins(values: readonly number[], edges: readonly number[]): Bin[] {
  const bins = edges.slice(0, -1).map((from, index) => ({ from, to: edges[index + 1] ?? from, n: 0 }));
  for (const value of values) {
    const found = bins.findLast((bin) => value >= bin.from) ?? bins[0];
    if (found) found.n += 1;
  }
  return bins;
}

function evenEdges(low: number, high: number): number[] {
  const step = niceStep((high - low) / mostBins || high / 10 || 1);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.floor(high / step) + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step));
}

function growingEdges(low: number, high: number): number[] {
  const edges: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1)
    edges.push(...decadeSteps.map((step) => tidy(step * 10 ** power)));
  const first = edges.findLastIndex((edge) => edge <= low);
  const last = edges.findIndex((edge) => edge > high);
  return edges.slice(Math.max(0, first), last + 1);
}

/** 1, 2 or 5 times a power of ten, at least `step`. */
function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return ([1, 2, 5].find((one) => one * power >= step) ?? 10) * power;
}

function tidy(value: number): number {
  return Number(value.toPrecision(6));
}
