// The loss curve of a model, when its recipe's events lie beside the file: <id>.events.jsonl, or events.jsonl of its run folder.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isObject } from "../../core/json.ts";
import type { LossPoint } from "../../core/eval/report.ts";
import type { FoundModel } from "../modelStore.ts";

/** Points kept of a long run. */
const mostPoints = 400;

/** @returns undefined when there are no events, or none that tell a loss. */
export async function readLossCurve(model: FoundModel): Promise<LossPoint[] | undefined> {
  const folder = dirname(model.path);
  const texts = [`${model.card.id}.events.jsonl`, "events.jsonl"].map((name) =>
    readFile(join(folder, name), "utf8").catch(() => undefined),
  );
  const text = (await Promise.all(texts)).find((one) => one !== undefined);
  const points = readLossPoints(text ?? "");
  return points.length === 0 ? undefined : points;
}

/** Reads the JSONL events of a recipe; of a run that was resumed the later line of a step counts. Broken lines are left out. */
export function readLossPoints(text: string): LossPoint[] {
  const points = new Map<number, LossPoint>();
  for (const line of text.split("\n")) {
    const event = parse(line);
    if (!isObject(event)) continue;
    const { step, loss, exact } = event;
    if (typeof step !== "number" || typeof loss !== "number") continue;
    const before = points.get(step);
    const known = typeof exact === "number" ? exact : before?.held_out_exact;
    points.set(step, { step, loss, ...(known === undefined ? {} : { held_out_exact: known }) });
  }
  const sorted = [...points.values()].sort((a, b) => a.step - b.step);
  const stride = Math.ceil(sorted.length / mostPoints);
  return sorted.filter(
    (point, index) =>
      index % stride === 0 || index === sorted.length - 1 || point.held_out_exact !== undefined,
  );
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // An empty or torn line.
  }
}
