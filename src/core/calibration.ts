// How far confidence can be trusted: reliability bins, expected calibration error, and risk against coverage.
import type { ReliabilityBin, RiskPoint } from "./eval/report.ts";

export interface Sure {
  /** 0 to 1. */
  readonly confidence: number;
  readonly right: boolean;
}

const bins = 10;
/** More points than a chart can show are of no use. */
const mostRiskPoints = 100;

/** Ten bins of equal width; the last holds 1 too. `confidence` and `right` are the means of the bin, 0 where it is empty. */
export function reliabilityBins(answers: readonly Sure[]): ReliabilityBin[] {
  return Array.from({ length: bins }, (_, index) => {
    const own = answers.filter(({ confidence }) => binOf(confidence) === index);
    const n = own.length;
    const confidence = own.reduce((sum, one) => sum + one.confidence, 0) / Math.max(1, n);
    const right = own.filter((one) => one.right).length / Math.max(1, n);
    return {
      from: index / bins,
      to: (index + 1) / bins,
      n,
      confidence: round(confidence),
      right: round(right),
    };
  });
}

/** Expected calibration error: how far confidence and share of right answers lie apart, over ten bins, 0 to 1. */
export function calibrationError(answers: readonly Sure[]): number {
  const gaps = Array.from({ length: bins }, () => 0);
  for (const { confidence, right } of answers) {
    const bin = binOf(confidence);
    gaps[bin] = (gaps[bin] ?? 0) + confidence - (right ? 1 : 0);
  }
  const sum = gaps.reduce((all, gap) => all + Math.abs(gap), 0);
  return round(sum / Math.max(1, answers.length));
}

/** From acting on everything to acting on the surest answers alone, one point a distinct confidence. */
export function riskCoverage(answers: readonly Sure[]): RiskPoint[] {
  const sorted = [...answers].sort((a, b) => b.confidence - a.confidence);
  const points: RiskPoint[] = [];
  let wrong = 0;
  sorted.forEach((answer, index) => {
    wrong += answer.right ? 0 : 1;
    if (sorted[index + 1]?.confidence === answer.confidence) return;
    const taken = index + 1;
    points.push({
      threshold: answer.confidence,
      coverage: round(taken / sorted.length),
      risk: round(wrong / taken),
    });
  });
  const step = Math.max(1, Math.ceil(points.length / mostRiskPoints));
  return points.filter((_, index) => (points.length - 1 - index) % step === 0).reverse();
}

function binOf(confidence: number): number {
  return Math.max(0, Math.min(bins - 1, Math.floor(confidence * bins)));
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
