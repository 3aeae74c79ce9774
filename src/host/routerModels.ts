// The models of one router: the one that answers first, one for other toolboxes, one for second opinions; and the state that is shown.
import type { ModelCard } from "../core/modelCard.ts";
import type { EngineState } from "../core/router.ts";
import { warnAboutToolset } from "./builtInTools.ts";
import { openModel, type ModelEngine, type ModelEngineOptions } from "./modelEngine.ts";
import type { FoundModel, ModelStore } from "./modelStore.ts";
import { findOther } from "./otherModel.ts";

export interface RouterModelsOptions extends Pick<
  ModelEngineOptions,
  "enginePath" | "gpu" | "threads" | "idleUnloadMs"
> {
  /** Id or path of a GGUF for toolboxes that the model was not tuned on; the one that its card names by default. */
  readonly otherModel?: string | undefined;
  readonly log?: (line: string) => void;
}

export class RouterModels {
  readonly first: ModelEngine;
  /** For toolboxes that a bare model was not tuned on. */
  readonly other: ModelEngine | undefined;
  /** For second opinions: the one that the card names, since their weights were fitted to it. */
  readonly second: ModelEngine | undefined;
  readonly #listeners = new Set<(state: EngineState) => void>();
  /** Id of the model whose state is shown. */
  #leading: string;
  #state: EngineState = { kind: "idle" };

  constructor(store: ModelStore, model: FoundModel, options: RouterModelsOptions) {
    const { card } = model;
    const { enginePath, gpu, threads, idleUnloadMs, log } = options;
    const open = (found: FoundModel, beforeLoad?: () => void): ModelEngine =>
      openModel(store, found, {
        enginePath,
        gpu,
        threads,
        idleUnloadMs,
        log: (line) => log?.(line),
        onState: (state) => this.#show(found.card, state),
        ...(beforeLoad ? { beforeLoad } : {}),
      });
    this.#leading = card.id;
    this.first = open(model, () => warnAboutToolset(card, log));
    const other = findOther(store, card, options.otherModel, log);
    this.other = other && open(other);
    const named = card.second_opinion && findOther(store, card, undefined, undefined);
    this.second = named?.path === other?.path ? this.other : named && open(named);
  }

  get state(): EngineState {
    return this.#state;
  }

  onState(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The model that answers first for the built-in tools (`isKnown`) or for others. From now on its state is shown. */
  lead(isKnown: boolean): ModelEngine {
    const lead = isKnown ? this.first : (this.other ?? this.first);
    this.#leading = lead.card.id;
    return lead;
  }

  async dispose(): Promise<void> {
    this.#listeners.clear();
    const models = new Set([this.first, this.other, this.second].filter((one) => one !== undefined));
    await Promise.all([...models].map((one) => one.client.dispose()));
  }

  /** Of a model that only gives second opinions nobody need hear. */
  #show({ id }: ModelCard, state: EngineState): void {
    if (id !== this.#leading) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}
