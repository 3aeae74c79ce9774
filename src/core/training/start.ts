// The model that a run of the nano's recipe goes on from: what it knows stays, and minutes are enough where it would be an hour.
import type { TrainingRecipe } from "./recipes.ts";

export interface TrainingStart {
  /** Id of the model. */
  readonly id: string;
  /** Absolute path of its GGUF file. */
  readonly path: string;
}

/**
 * As a person reads it before a run; undefined for recipes whose base says it.
 * @param isOpen nobody said how long: then it is told.
 */
export function writeStart(
  { goesOn, takes }: TrainingRecipe,
  start: TrainingStart | undefined,
  isOpen = true,
): string | undefined {
  if (!goesOn) return undefined;
  const begins = start ? `Goes on from ${start.id}` : "Begins from scratch";
  return isOpen ? `${begins}: ${start ? goesOn.takes : takes}.` : `${begins}.`;
}
