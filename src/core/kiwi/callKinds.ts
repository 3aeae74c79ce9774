// Which kind of item a call to the built-in tools is about, and what it may do to it.
import { itemTypes, type ItemType } from "../catalogue.ts";
import type { Call } from "../decision.ts";

/** The kind of item that a call names, if it names one. */
export function itemTypeOf({ arguments: values }: Pick<Call, "arguments">): ItemType | undefined {
  return itemTypes.find((one) => one === values["item_type"]);
}

/** Actions that another item must not suffer. */
export function isChange(call: Call): boolean {
  return ["update", "delete", "publish"].includes(String(call.arguments["action"]));
}

/** Items that need not exist here: what is to be created, and what lies in a registry. */
export function isNew(call: Call): boolean {
  return call.arguments["action"] === "create" || call.arguments["source"] === "registry";
}
