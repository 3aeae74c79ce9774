// A model and the engine process that runs it; nothing is loaded before the first question.
import type { ModelCard } from "../core/modelCard.ts";
import type { EngineState } from "../core/router.ts";
import type { LoadParams } from "../core/rpc.ts";
import { EngineClient } from "./engineClient.ts";
import type { FoundModel, ModelStore } from "./modelStore.ts";

export interface ModelEngineOptions {
  /** The engine bundle. */
  readonly enginePath: string;
  readonly gpu: LoadParams["gpu"];
  readonly threads: number;
  /** 0: never. Default five minutes. */
  readonly idleUnloadMs?: number | undefined;
  readonly log: (line: string) => void;
  readonly onState: (state: EngineState) => void;
  /** Called once the file is proven, before it is loaded. */
  readonly beforeLoad?: () => void;
}

export interface ModelEngine {
  readonly card: ModelCard;
  readonly client: EngineClient;
}

/** Tokens of context: enough for 40 declared tools and a request. */
const contextSize = 16_384;
const defaultIdleUnloadMs = 300_000;

/** @returns a model that is verified and loaded when it is first asked. */
export function openModel(store: ModelStore, model: FoundModel, options: ModelEngineOptions): ModelEngine {
  const client = new EngineClient({
    enginePath: options.enginePath,
    prepare: async () => {
      await store.verify(model);
      options.beforeLoad?.();
      const { gpu, threads } = options;
      const { path: modelPath, adapter } = model;
      const load = {
        modelPath,
        ...(adapter === undefined ? {} : { adapterPath: adapter }),
        gpu,
        threads,
        contextSize,
      };
      return { id: model.card.id, load };
    },
    idleUnloadMs: options.idleUnloadMs ?? defaultIdleUnloadMs,
    log: options.log,
    onState: options.onState,
  });
  return { card: model.card, client };
}
