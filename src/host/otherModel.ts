// Finds the model that routes to tools that are not built in: the one that a person named, else the one that a card names.
import { describe, Failure } from "../core/failure.ts";
import type { ModelCard } from "../core/modelCard.ts";
import type { FoundModel, ModelStore } from "./modelStore.ts";

/** By id or path. @throws Failure model_missing, model_corrupt, or model_unsupported for one that reads no declarations. */
export function namedOther(store: ModelStore, wanted: string): FoundModel {
  const found = store.find(wanted);
  if (found.card.prompt_style !== "bare") return found;
  throw new Failure(
    "model_unsupported",
    `The model ${found.card.id} knows only the tools that it was made for, so it cannot route to others.`,
    "Name a model that reads tool declarations, such as router-tools.",
  );
}

/** A person's own model that is gone must not take the built-in tools away: the card's stands in for it. */
export function findOther(
  store: ModelStore,
  card: ModelCard,
  wanted: string | undefined,
  log: ((line: string) => void) | undefined,
): FoundModel | undefined {
  try {
    if (wanted !== undefined) return namedOther(store, wanted);
  } catch (error) {
    log?.(`The model for other tools is left out: ${describe(error)}`);
  }
  return card.other_tools === undefined ? undefined : store.tryFind(card.other_tools);
}
