// How a model is used differently from what its card says: another call format, an adapter, or none.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Failure } from "../core/failure.ts";
import { formatNames } from "../core/modelCard.ts";
import type { FoundModel } from "./modelStore.ts";
import { isFormatName } from "./readCard.ts";

export interface ModelChanges {
  /** A model family of `formatNames`. */
  readonly format?: string | undefined;
  /** Path of a LoRA adapter as GGUF, or "none" to leave out the card's own. */
  readonly adapter?: string | undefined;
}

/** @throws Failure bad_request for an unknown format, model_missing when there is no such adapter. */
export function changeModel(found: FoundModel, { format, adapter }: ModelChanges): FoundModel {
  if (format !== undefined && !isFormatName(format))
    throw new Failure(
      "bad_request",
      `There is no call format "${format}".`,
      `Known are ${formatNames.join(", ")}.`,
    );
  const { adapter: own, ...bare } = found;
  const path = adapter === undefined ? own : adapter === "none" ? undefined : resolve(adapter);
  if (path !== undefined && !existsSync(path))
    throw new Failure("model_missing", `The adapter ${path} is missing.`, "Check the path.");
  const { calibration, ...uncalibrated } = found.card;
  const isSame = (format === undefined || format === found.card.format) && path === own;
  return {
    ...bare,
    // A calibration belongs to the weights and the prompt that it was fitted to.
    card: {
      ...uncalibrated,
      format: format ?? found.card.format,
      ...(isSame && calibration ? { calibration } : {}),
    },
    ...(path === undefined ? {} : { adapter: path }),
  };
}
