// Versions such as 1.2.0: their form and their order.
import { Refusal } from "./refusal.ts";

/** @throws Refusal unless `version` is x.y.z, with an optional `v` in front and suffix such as -beta.1 behind. */
export function readVersion(version: string): string {
  const plain = version.trim().replace(/^v(?=\d)/i, "");
  if (/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(plain) && plain.length <= 64) return plain;
  throw new Refusal(`"${version.slice(0, 80)}" is not a version such as 1.2.0.`);
}

/** Negative when `a` is older. A version with a suffix is older than the same one without. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let at = 0; at < 3; at += 1) {
    const difference = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.suffix === "" || right.suffix === "") return right.suffix.length - left.suffix.length;
  return left.suffix.localeCompare(right.suffix, "en", { numeric: true });
}

function parts(version: string): { numbers: number[]; suffix: string } {
  const dash = version.indexOf("-");
  const core = dash < 0 ? version : version.slice(0, dash);
  return {
    numbers: core.split(".").map((one) => Number(one) || 0),
    suffix: dash < 0 ? "" : version.slice(dash + 1),
  };
}
