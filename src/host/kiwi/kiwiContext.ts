// Everything that a request to the built-in server works with; one per workspace.
import type { CallProgress } from "../../core/toolResult.ts";
import type { ItemFolders } from "./itemFolders.ts";
import { Refusal } from "./refusal.ts";
import type { Registry } from "./registry.ts";

export interface KiwiContext {
  readonly folders: ItemFolders;
  readonly registry: Registry | undefined;
  readonly now: () => Date;
  /** Longest run of a script unless its parameters say otherwise. */
  readonly scriptTimeoutMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CallProgress) => void;
}

export const noRegistry =
  "no registry is configured: set KIWI_REGISTRY to a folder that holds published items";

/** @throws Refusal when there is no registry. */
export function requireRegistry(context: KiwiContext): Registry {
  if (context.registry) return context.registry;
  throw new Refusal("This needs a registry, but no registry is configured.", {
    solution:
      "Set KIWI_REGISTRY to a folder of published items (a shared drive or a checked-out git repository) and start again.",
  });
}
