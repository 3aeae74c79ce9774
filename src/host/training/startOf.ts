// Finds the nano in use, where a training run can go on from it: one of ours, tuned on the built-in tools and whole in one file.
import type { TrainingChoice } from "../../core/training/plan.ts";
import type { TrainingStart } from "../../core/training/start.ts";
import { readGgufTexts } from "../ggufHeader.ts";
import { ModelStore } from "../modelStore.ts";
import type { WantedSource } from "./prepare.ts";

export interface StartRequest extends Pick<TrainingChoice, "recipe" | "smoke"> {
  readonly source: WantedSource;
  /** The model in use: an id or a path; undefined for the shipped one. */
  readonly inUse: string | undefined;
  readonly modelsFolder: string;
}

/**
 * A trial trains a tiny model, and the phrase banks alone make the shipped model again: both begin from scratch.
 * @throws Failure model_missing or model_corrupt
 */
export async function startOf({
  recipe,
  smoke,
  source,
  inUse,
  modelsFolder,
}: StartRequest): Promise<TrainingStart | undefined> {
  if (!recipe.goesOn || smoke || source.kind === "banks") return undefined;
  const store = new ModelStore(modelsFolder);
  const found = store.find(inUse);
  const { card, path, adapter } = found;
  if (card.prompt_style !== "bare" || adapter !== undefined) return undefined;
  await store.verify(found);
  // What the card says is not enough: the recipe reads the file.
  const texts = readGgufTexts(path);
  const isNano =
    texts.get("general.architecture") === "qwen3" && texts.get("tool_router.prompt_style") === "bare";
  return isNano ? { id: card.id, path } : undefined;
}
