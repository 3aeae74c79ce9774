// execute publish: puts one version of an item into the registry.
import type { ItemType } from "../../core/catalogue.ts";
import type { JsonObject } from "../../core/json.ts";
import { findItem } from "./findItem.ts";
import { readItem, requireUnchanged, requireValid } from "./item.ts";
import { requireRegistry, type KiwiContext } from "./kiwiContext.ts";
import { Refusal } from "./refusal.ts";
import { optionalText } from "./requestArguments.ts";
import { readVersion } from "./version.ts";
import { readSpace } from "./writeItem.ts";

interface PublishRequest {
  readonly type: ItemType;
  readonly id: string;
  readonly parameters: JsonObject;
}

/** @returns `{status: "published", item_id, version, location}`. A version is published once. */
export async function publishItem(
  context: KiwiContext,
  { type, id, parameters }: PublishRequest,
): Promise<JsonObject> {
  const { file, text, parts } = await readItem(
    await findItem(context.folders, type, id, readSpace(parameters)),
  );
  const named = optionalText(parameters, "version");
  if (named === undefined || named.trim() === "")
    throw new Refusal(`Publishing the ${type} "${file.name}" needs a version.`, {
      missing_inputs: ["version"],
      current_version: parts.version,
      solution: `Set parameters.version, such as "${parts.version === "" ? "1.0.0" : parts.version}".`,
    });
  const version = readVersion(named);
  requireUnchanged(type, text, file.path);
  requireValid(parts, file.path);
  const registry = requireRegistry(context);
  const { name, category } = file;
  if (await registry.find(type, category === "" ? name : `${category}/${name}`, version))
    throw new Refusal(
      `Version ${version} of the ${type} "${name}" is published already, and versions never change.`,
      {
        solution: "Publish it under a newer version.",
      },
    );
  const location = await registry.publish({ type, name, category, version, content: text });
  return {
    status: "published",
    item_type: type,
    item_id: name,
    version,
    registry: registry.label,
    location,
    ...(parts.version !== "" && parts.version !== version
      ? { note: `The file itself says version ${parts.version}.` }
      : {}),
  };
}
