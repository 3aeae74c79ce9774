// Two arguments that are told apart by a number only ("player1", "player2") are filled in the order of the request.
import type { Json, JsonObject } from "../json.ts";
import type { Field } from "../schema.ts";
import type { Reading } from "./reading.ts";

const ordinals: readonly (readonly [RegExp, RegExp])[] = [
  [/1/, /2/],
  [/one/i, /two/i],
  [/first/i, /second/i],
  [/(?:^|_)a$/i, /(?:^|_)b$/i],
];

/** What stands between two that come in their order. */
const together = /^[^,.;]{0,40}(?:\b(?:and|or|with|vs|versus)\b|&)[^,;]{0,40}$/i;

/** Swaps two copied texts that stand the other way round in the request, each of them said once. Pure. */
export function orderPairs(values: JsonObject, { fields, request }: Reading): JsonObject {
  const result: Record<string, Json> = { ...values };
  for (const [low, high] of findPairs(fields.filter(({ shape }) => shape.kind === "text"))) {
    const [first, second] = [result[low], result[high]];
    if (typeof first !== "string" || typeof second !== "string") continue;
    const [at, other] = [first, second].map((text) => request.indexOf(text));
    const isOnce = [first, second].every((text) => request.split(text).length === 2);
    // "Player 2 is Ana and player 1 is Bo" says the numbers itself.
    const isNumbered = /\b(?:[12]|one|two|first|second|a|b)\b/i.test(
      request.replace(first, "").replace(second, ""),
    );
    if (at === undefined || other === undefined || other >= at || !isOnce || isNumbered) continue;
    // "New.ts compared to old.ts" begins with the second one.
    if (!together.test(request.slice(other + second.length, at))) continue;
    [result[low], result[high]] = [second, first];
  }
  return result;
}

function findPairs(fields: readonly Field[]): (readonly [string, string])[] {
  const names = fields.map(({ name }) => name);
  const roleOf = (name: string): string => {
    const field = fields.find((one) => one.name === name);
    const role = field?.description.replace(/\b(?:first|second|one|two|1st|2nd|[12ab])\b|[12]/gi, "");
    return `${field?.required ? "needed" : "optional"} ${role ?? ""}`.toLowerCase();
  };
  return names.flatMap((low) =>
    ordinals.flatMap(([first, second]) => {
      const high = names.find((name) => {
        return (
          name !== low &&
          first.test(low) &&
          second.test(name) &&
          low.replace(first, "") === name.replace(second, "") &&
          roleOf(low) === roleOf(name)
        );
      });
      return high === undefined ? [] : [[low, high] as const];
    }),
  );
}
