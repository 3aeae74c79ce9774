// Makes a large JSON value small enough to show: long texts cut, long lists and objects shortened. Pure.
import { isObject, type Json, type JsonObject } from "../../core/json.ts";

/** Halves its allowances until the JSON fits into `characters`. */
export function shorten(value: JsonObject, characters: number): JsonObject {
  for (let allowance = 2000; allowance >= 8; allowance = Math.floor(allowance / 2)) {
    const short = shortenValue(value, allowance, 0);
    if (isObject(short) && JSON.stringify(short).length <= characters) return short;
  }
  return {};
}

function shortenValue(value: Json, allowance: number, depth: number): Json {
  if (typeof value === "string") {
    return value.length > allowance ? `${value.slice(0, allowance)}… (${value.length} characters)` : value;
  }
  const most = Math.max(2, Math.floor(allowance / 20));
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    const items = list.slice(0, most).map((item) => shortenValue(item, allowance, depth + 1));
    return list.length > most ? [...items, `… ${list.length - most} more`] : items;
  }
  if (!isObject(value)) return value;
  if (depth > 12) return "…";
  const entries = Object.entries(value);
  const kept = entries
    .slice(0, Math.max(most, 10))
    .map(([key, item]) => [key, shortenValue(item, allowance, depth + 1)]);
  const short = Object.fromEntries(kept) as Record<string, Json>;
  if (entries.length > kept.length) short["…"] = `${entries.length - kept.length} more fields`;
  return short;
}
