// Where nobody names a recipe, what is trained on names it: tools that are not built in have a model of their own.
import { resolve } from "node:path";
import { findRecipe } from "../core/training/recipes.ts";
import { rowsBringTools } from "../host/training/rowsBringTools.ts";
import type { TrainFlags } from "./trainFlags.ts";

export async function suitRecipe(flags: TrainFlags): Promise<TrainFlags> {
  const recipe = findRecipe("router_tools");
  if (flags.isRecipeNamed || !recipe || !(await isAboutOtherTools(flags))) return flags;
  return { ...flags, recipe, name: flags.isModelNamed ? flags.name : recipe.newName };
}

async function isAboutOtherTools({ source, server }: TrainFlags): Promise<boolean> {
  if (server !== undefined || source?.endsWith(".json") === true) return true;
  return source?.endsWith(".jsonl") === true && rowsBringTools(resolve(source));
}
