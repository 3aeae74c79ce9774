// The model that a training run begins with: the one that is named, else the shipped one where the recipe goes on from that.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failure } from "../../core/failure.ts";
import type { TrainingRecipe } from "../../core/training/recipes.ts";
import { ModelStore } from "../modelStore.ts";

/**
 * Files become absolute, since recipes run in the training package's own folder; a hub id stays. The models lie beside that folder.
 * @throws Failure model_missing
 */
export function baseOf(
  named: string | undefined,
  recipe: TrainingRecipe,
  training: string,
): string | undefined {
  if (named !== undefined) {
    const path = resolve(named);
    if (existsSync(path)) return path;
    if (recipe.shippedBase === undefined) return named;
    throw new Failure(
      "model_missing",
      `There is no model file ${path} to go on from.`,
      "Name a GGUF file, or no base for the shipped model.",
    );
  }
  if (recipe.shippedBase === undefined) return undefined;
  const folder = join(training, "..", "models");
  const found = new ModelStore(folder).tryFind(recipe.shippedBase);
  if (found) return found.path;
  throw new Failure(
    "model_missing",
    `The model ${recipe.shippedBase} is not in ${folder}.`,
    "Reinstall Tool Router, or name another model to go on from.",
  );
}
