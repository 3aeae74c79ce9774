// execute: sends a request to what its action and item type mean.
import type { ItemType } from "../../core/catalogue.ts";
import type { JsonObject } from "../../core/json.ts";
import { spaces } from "./itemFolders.ts";
import type { KiwiContext } from "./kiwiContext.ts";
import { publishItem } from "./publishItem.ts";
import { Refusal } from "./refusal.ts";
import { removeItem } from "./removeItem.ts";
import {
  optionalChoice,
  readItemType,
  readParameters,
  requiredText,
  type RequestArguments,
} from "./requestArguments.ts";
import { runDirective } from "./runDirective.ts";
import { runKnowledge } from "./runKnowledge.ts";
import { runScript } from "./runScript.ts";
import { createItem, readSpace, updateItem } from "./writeItem.ts";

const actions = ["run", "create", "update", "delete", "publish"] as const;
type Action = (typeof actions)[number];

export async function execute(context: KiwiContext, given: RequestArguments): Promise<JsonObject> {
  const type = readItemType(given);
  const action = readAction(given);
  const id = requiredText(given, "item_id");
  const parameters = readParameters(given);
  switch (action) {
    case "run":
      return runItem(context, type, id, parameters);
    case "create":
      return createItem(context, { type, id, parameters });
    case "update":
      return updateItem(context, { type, id, parameters });
    case "delete":
      return removeItem(context, { type, id, parameters });
    case "publish":
      return publishItem(context, { type, id, parameters });
  }
}

/** `sign` is another word for update. */
function readAction(given: RequestArguments): Action {
  const word = requiredText(given, "action");
  const action = optionalChoice({ action: word === "sign" ? "update" : word }, "action", actions);
  if (action !== undefined) return action;
  throw new Refusal('The argument "action" is missing.');
}

async function runItem(
  context: KiwiContext,
  type: ItemType,
  id: string,
  given: JsonObject,
): Promise<JsonObject> {
  switch (type) {
    case "directive":
      return runDirective(context, {
        id,
        among: namesSpace(given) ? readSpace({ source: given["source"] ?? null }) : spaces,
        parameters: given,
      });
    case "script": {
      const { dry_run: dryRun, confirm: _confirm, ...others } = given;
      const { source, ...rest } = others;
      // A `source` that names no space is an argument of the script itself.
      const named = namesSpace(given);
      const among = named ? readSpace({ source: source ?? null }) : spaces;
      return runScript(context, { id, among, parameters: named ? rest : others, dryRun: dryRun === true });
    }
    case "knowledge":
      return runKnowledge(context, {
        id,
        among: namesSpace(given) ? readSpace({ source: given["source"] ?? null }) : spaces,
      });
  }
}

const namesSpace = (parameters: JsonObject): boolean =>
  parameters["source"] === "project" || parameters["source"] === "user";
