// Turns evidence into the probability that a decision is right: a logistic fit to graded answers, stored in the model's card.
import type { Evidence } from "./evidence.ts";
import { isObject } from "./json.ts";

/** What a card holds. Weights belong to `featureNames`, in their order. */
export interface Calibration {
  readonly weights: readonly number[];
  /** Graded answers that it was fitted to. */
  readonly rows: number;
  /** Least confidence to act without asking: answers above it were right in `sureTarget` of the rows. */
  readonly sure: number;
  /** Below it other readings are offered first. */
  readonly likely: number;
}

export interface GradedEvidence {
  readonly evidence: Evidence;
  readonly right: boolean;
}

export const featureNames = ["one", "product", "least", "choices", "agrees", "ask", "none"] as const;
/** Share of right answers wanted in the band that acts without asking. */
export const sureTarget = 0.99;
const likelyFrom = 0.6;
/** Fewer rows than this say too little to fit seven weights. */
export const leastRows = 100;

/** Log-odds, kept finite. */
const logit = (p: number): number => {
  const q = Math.min(1 - 1e-4, Math.max(1e-4, p));
  return Math.log(q / (1 - q));
};

function featuresOf({ product, least, choices, agrees, kind }: Evidence): number[] {
  return [
    1,
    logit(product),
    logit(least),
    Math.log1p(choices),
    agrees ? 1 : 0,
    kind === "ask" ? 1 : 0,
    kind === "none" ? 1 : 0,
  ];
}

/** Confidence never says "certain". */
export const most = 0.9999;

/** @returns the probability that the decision is right, 0 to `most`. */
export function calibrate({ weights }: Pick<Calibration, "weights">, evidence: Evidence): number {
  return Math.min(most, sigmoid(dot(weights, featuresOf(evidence))));
}

interface Point {
  readonly x: readonly number[];
  readonly y: number;
}

const ridge = 1;
/** What the ridge pulls towards: the product of the token probabilities is right. */
const prior: readonly number[] = featureNames.map((name) => (name === "product" ? 1 : 0));

/**
 * A ridge logistic regression by Newton's method; a step that makes it worse is halved until it does not.
 * @returns undefined for fewer than `leastRows` rows.
 */
export function fitCalibration(rows: readonly GradedEvidence[]): Calibration | undefined {
  if (rows.length < leastRows) return undefined;
  const points = rows.map(({ evidence, right }): Point => ({ x: featuresOf(evidence), y: Number(right) }));
  let weights = prior;
  let loss = lossOf(weights, points);
  for (let step = 0; step < 50; step += 1) {
    const change = newtonStep(weights, points);
    const from = weights;
    const moved = [1, 0.5, 0.25, 0.1, 0.03, 0.01]
      .map((scale) => from.map((weight, index) => weight + scale * (change[index] ?? 0)))
      .find((one) => lossOf(one, points) < loss);
    if (!moved) break;
    weights = moved;
    const before = loss;
    loss = lossOf(weights, points);
    if (before - loss < 1e-9) break;
  }
  const rounded = weights.map((weight) => Math.round(weight * 1e4) / 1e4);
  return { weights: rounded, rows: rows.length, sure: findSure(rows, rounded), likely: likelyFrom };
}

/** Negative log-likelihood with the ridge. */
function lossOf(weights: readonly number[], points: readonly Point[]): number {
  const fit = points.reduce((sum, { x, y }) => {
    const z = dot(weights, x);
    return sum + Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z;
  }, 0);
  return (
    fit + weights.reduce((sum, weight, index) => sum + (ridge / 2) * (weight - (prior[index] ?? 0)) ** 2, 0)
  );
}

function newtonStep(weights: readonly number[], points: readonly Point[]): number[] {
  const gradient = weights.map((weight, index) => -ridge * (weight - (prior[index] ?? 0)));
  const curvature = weights.map((_, row) =>
    weights.map((__, column): number => (row === column ? ridge : 0)),
  );
  for (const { x, y } of points) {
    const p = sigmoid(dot(weights, x));
    x.forEach((value, row) => {
      gradient[row] = (gradient[row] ?? 0) + (y - p) * value;
      const line = curvature[row] ?? [];
      x.forEach((other, column) => (line[column] = (line[column] ?? 0) + p * (1 - p) * value * other));
    });
  }
  return solve(curvature, gradient);
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** The least confidence from which `sureTarget` of the answers are right, with a rule-of-succession margin; 1 where there is none. */
function findSure(rows: readonly GradedEvidence[], weights: readonly number[]): number {
  const sorted = rows
    .map(({ evidence, right }) => ({ p: calibrate({ weights }, evidence), right }))
    .sort((a, b) => b.p - a.p);
  let sure = 1;
  let wrong = 0;
  sorted.forEach(({ p, right }, index) => {
    wrong += right ? 0 : 1;
    const isLastOfItsValue = sorted[index + 1]?.p !== p;
    if (isLastOfItsValue && (wrong + 1) / (index + 2) <= 1 - sureTarget) sure = p;
  });
  return Math.round(sure * 1e4) / 1e4;
}

/** Gaussian elimination with pivoting; the ridge keeps the matrix regular. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((line, index) => [...line, right[index] ?? 0]);
  const n = rows.length;
  for (let column = 0; column < n; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < n; row += 1)
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    const top = rows[pivot] ?? [];
    rows[pivot] = rows[column] ?? [];
    rows[column] = top;
    for (let row = 0; row < n; row += 1) {
      const line = rows[row];
      if (row === column || !line) continue;
      const factor = (line[column] ?? 0) / (top[column] ?? 1);
      for (let at = column; at <= n; at += 1) line[at] = (line[at] ?? 0) - factor * (top[at] ?? 0);
    }
  }
  return rows.map((line, index) => (line[n] ?? 0) / (line[index] ?? 1));
}

/** A card's entry; undefined when it is none of this shape. */
export function readCalibration(value: unknown): Calibration | undefined {
  if (!isObject(value)) return undefined;
  const { weights, rows, sure, likely } = value;
  const isShare = (one: unknown): one is number => typeof one === "number" && one >= 0 && one <= 1;
  if (!Array.isArray(weights) || weights.length !== featureNames.length) return undefined;
  if (!weights.every((one) => typeof one === "number" && Number.isFinite(one))) return undefined;
  if (typeof rows !== "number" || !isShare(sure) || !isShare(likely)) return undefined;
  return { weights, rows, sure, likely };
}

export type Band = "sure" | "likely" | "unsure";

/** `sure`: act without asking. `likely`: show it first. `unsure`: offer other readings with it. */
export function bandOf(confidence: number, { sure, likely }: Pick<Calibration, "sure" | "likely">): Band {
  return confidence >= sure ? "sure" : confidence >= likely ? "likely" : "unsure";
}
