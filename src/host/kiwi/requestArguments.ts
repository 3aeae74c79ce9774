// Reads the arguments of a request, which nothing has checked yet.
import { itemTypes, type ItemType } from "../../core/catalogue.ts";
import { isObject, type JsonObject } from "../../core/json.ts";
import { Refusal } from "./refusal.ts";

export type RequestArguments = Readonly<Record<string, unknown>>;

/** @throws Refusal when it is missing, empty or no text. */
export function requiredText(given: RequestArguments, name: string): string {
  const value = optionalText(given, name);
  if (value !== undefined && value.trim() !== "") return value.trim();
  throw new Refusal(`The argument "${name}" is missing.`, { missing_inputs: [name] });
}

export function optionalText(given: RequestArguments, name: string): string | undefined {
  const value = given[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new Refusal(
    `The argument "${name}" must be text, not ${Array.isArray(value) ? "a list" : typeof value}.`,
  );
}

/** One of `choices`, or undefined when it is not given. @throws Refusal for anything else. */
export function optionalChoice<Choice extends string>(
  given: RequestArguments,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = optionalText(given, name);
  if (value === undefined || value === "") return undefined;
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  throw new Refusal(
    `The argument "${name}" is "${value.slice(0, 80)}", but must be one of ${choices.join(", ")}.`,
    {
      choices,
    },
  );
}

/** `tool` is another word for script. */
export function readItemType(given: RequestArguments): ItemType {
  const word = requiredText(given, "item_type");
  return optionalChoice({ item_type: word === "tool" ? "script" : word }, "item_type", itemTypes) ?? "script";
}

export function readParameters(given: RequestArguments): JsonObject {
  const value = given["parameters"];
  if (value === undefined || value === null) return {};
  if (isObject(value)) return value as JsonObject;
  throw new Refusal('The argument "parameters" must be an object.');
}

export function readLimit(given: RequestArguments, fallback: number): number {
  const value = given["limit"];
  if (value === undefined || value === null) return fallback;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1) return Math.min(value, 1000);
  throw new Refusal('The argument "limit" must be a whole number from 1 on.');
}
