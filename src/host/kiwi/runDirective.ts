// execute run directive: executes nothing; checks the inputs and hands back the steps for an agent or a person to follow.
import type { Json, JsonObject } from "../../core/json.ts";
import type { Directive, DirectiveInput } from "./directive.ts";
import { findItem } from "./findItem.ts";
import { readItem, requireUnchanged, requireValid } from "./item.ts";
import type { Space } from "./itemFolders.ts";
import type { KiwiContext } from "./kiwiContext.ts";
import { Refusal } from "./refusal.ts";

interface RunRequest {
  readonly id: string;
  readonly among: readonly Space[];
  readonly parameters: JsonObject;
}

const settings = new Set(["dry_run", "confirm", "source"]);

/** @returns `{status: "ready", name, description, inputs, process, provided_inputs, instructions}`. @throws Refusal for missing inputs. */
export async function runDirective(context: KiwiContext, request: RunRequest): Promise<JsonObject> {
  const { file, text, parts } = await readItem(
    await findItem(context.folders, "directive", request.id, request.among),
  );
  requireUnchanged("directive", text, file.path);
  requireValid(parts, file.path);
  if (parts.type !== "directive") throw new Error(`${file.path} was not read as a directive`);
  const provided = providedInputs(parts, request.parameters);
  const missing = parts.inputs.filter((input) => input.required && !isGiven(provided[input.name], input));
  if (missing.length > 0) throw missingInputs(parts, missing, provided);
  return {
    status: "ready",
    name: parts.name,
    description: parts.description,
    version: parts.version,
    inputs: parts.inputs.map(writeInput),
    process: parts.process.map((step) => ({ ...step })),
    permissions: parts.permissions,
    provided_inputs: provided,
    path: file.path,
    instructions: `Follow the ${parts.process.length} steps in order, with the provided inputs. Nothing has been executed.`,
  };
}

/** Parameters as inputs: settings of the request are left out unless the directive declares them; defaults fill gaps. */
function providedInputs(directive: Directive, parameters: JsonObject): JsonObject {
  const declared = new Set(directive.inputs.map((input) => input.name));
  const given = Object.entries(parameters).filter(
    ([name]) => declared.has(name) || (!settings.has(name) && !name.startsWith("_")),
  );
  const defaults = directive.inputs.flatMap((input): [string, Json][] =>
    input.default !== undefined && parameters[input.name] === undefined ? [[input.name, input.default]] : [],
  );
  return Object.fromEntries([...given, ...defaults]);
}

function isGiven(value: Json | undefined, input: DirectiveInput): boolean {
  if (value === undefined || value === null) return input.default !== undefined;
  return typeof value !== "string" || value.trim() !== "";
}

function missingInputs(
  directive: Directive,
  missing: readonly DirectiveInput[],
  provided: JsonObject,
): Refusal {
  const names = missing.map((input) => input.name);
  const example = JSON.stringify(Object.fromEntries(names.map((name) => [name, "…"])));
  return new Refusal(`The directive "${directive.name}" needs ${names.join(", ")}.`, {
    missing_inputs: missing.map(writeInput),
    all_inputs: directive.inputs.map(writeInput),
    provided_inputs: provided,
    solution: `Run it again with parameters ${example}.`,
  });
}

const writeInput = (input: DirectiveInput): JsonObject => ({ ...input });
