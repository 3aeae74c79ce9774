// execute delete: removes one item, only with `confirm: true`, and only from the place that was meant.
import { rm } from "node:fs/promises";
import type { ItemType } from "../../core/catalogue.ts";
import type { JsonObject } from "../../core/json.ts";
import { findItem } from "./findItem.ts";
import { requireRegistry, type KiwiContext } from "./kiwiContext.ts";
import { Refusal } from "./refusal.ts";
import { optionalChoice, optionalText } from "./requestArguments.ts";
import { readVersion } from "./version.ts";
import { readSpace } from "./writeItem.ts";

interface RemoveRequest {
  readonly type: ItemType;
  readonly id: string;
  readonly parameters: JsonObject;
}

/** `source` is project, user or registry; without it the project comes before the user space. */
export async function removeItem(
  context: KiwiContext,
  { type, id, parameters }: RemoveRequest,
): Promise<JsonObject> {
  const source = optionalChoice(parameters, "source", ["project", "user", "registry", "local"]);
  if (source === "registry") return removePublished(context, { type, id, parameters });
  const among = readSpace(source === "local" ? {} : parameters);
  const file = await findItem(context.folders, type, id, among);
  requireConsent(parameters, `the ${type} in ${file.path}`, { path: file.path });
  await rm(file.path);
  return { status: "deleted", item_type: type, item_id: file.name, source: file.space, path: file.path };
}

async function removePublished(
  context: KiwiContext,
  { type, id, parameters }: RemoveRequest,
): Promise<JsonObject> {
  const registry = requireRegistry(context);
  const named = optionalText(parameters, "version");
  const version = named === undefined ? undefined : readVersion(named);
  if (!(await registry.find(type, id, version)))
    throw new Refusal(`There is no such ${type} "${id}" in the registry ${registry.label}.`);
  requireConsent(parameters, `${version ?? "every version"} of the ${type} "${id}" in the registry`, {});
  const removed = await registry.remove(type, id, version);
  return { status: "deleted", item_type: type, item_id: id, source: "registry", versions_removed: removed };
}

function requireConsent(parameters: JsonObject, what: string, fields: JsonObject): void {
  if (parameters["confirm"] === true) return;
  throw new Refusal(`This would delete ${what}, so it needs confirm: true.`, {
    ...fields,
    requires_confirmation: true,
    solution: "Ask the person, then send the same request with parameters.confirm set to true.",
  });
}
