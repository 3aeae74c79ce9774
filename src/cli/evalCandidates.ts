// Which routers an evaluation asks: the model, and what it is compared with.
import process from "node:process";
import { Failure } from "../core/failure.ts";
import type { Router } from "../core/router.ts";
import { chatFunctionsCandidate } from "../host/eval/chatFunctionsCandidate.ts";
import type { Candidate } from "../host/eval/candidate.ts";
import { isEndpoint, openEndpoint } from "../host/eval/endpointCandidate.ts";
import { modelHash } from "../host/eval/modelHash.ts";
import { routerCandidate } from "../host/eval/routerCandidate.ts";
import { rulesCandidate } from "../host/eval/rulesCandidate.ts";
import { changeModel, type ModelChanges } from "../host/modelChanges.ts";
import type { FoundModel, ModelStore } from "../host/modelStore.ts";
import type { Flags } from "./flags.ts";

export type OpenRouter = (model: string | undefined, changes: ModelChanges) => Router;

export interface CandidateSetting {
  readonly flags: Flags;
  readonly router: Router;
  readonly openRouter: OpenRouter;
  readonly store: ModelStore;
  readonly enginePath: string;
  /** Hash of the code that answers. */
  readonly build: string;
  readonly signal: AbortSignal;
}

/** Room for a request with some forty declared tools, as the router has. */
const contextSize = 16_384;

export async function openTuned(setting: CandidateSetting): Promise<Candidate> {
  const model = findTuned(setting);
  const modelSha256 = await proveModel(model, setting.store);
  return routerCandidate({
    router: setting.router,
    modelSha256,
    settings: settingsOf(setting),
    alone: setting.flags.calibrate,
    owned: false,
  });
}

/** @param what a model's id or path, `rules`, `chat-functions`, or the address of an endpoint. */
export async function openBaseline(what: string, setting: CandidateSetting): Promise<Candidate> {
  const settings = settingsOf(setting);
  const { flags, store } = setting;
  if (what === "rules") return rulesCandidate(setting.build);
  if (isEndpoint(what)) {
    const apiKey = process.env["TOOL_ROUTER_API_KEY"];
    return openEndpoint({ url: what, apiKey, settings: setting.build }, setting.signal);
  }
  if (what === "chat-functions") {
    const model = findTuned(setting);
    return chatFunctionsCandidate({
      enginePath: setting.enginePath,
      modelId: model.card.id,
      modelSha256: await proveModel(model, store),
      settings,
      load: async () => {
        await store.verify(model);
        const { path: modelPath, adapter } = model;
        const { gpu, threads } = flags;
        return {
          modelPath,
          ...(adapter === undefined ? {} : { adapterPath: adapter }),
          gpu,
          threads,
          contextSize,
        };
      },
    });
  }
  if (what === "no-adapter") return openWithoutAdapter(setting);
  const model = findBaseline(what, store);
  const candidate = routerCandidate({
    router: setting.openRouter(what, {}),
    modelSha256: await proveModel(model, store),
    settings,
    owned: true,
  });
  if (model.card.id !== setting.router.card.id) return candidate;
  const id = `${model.card.id} (baseline)`;
  return { ...candidate, id, label: id };
}

/** The same file, as it was before the adapter was trained. @throws Failure bad_request when there is no adapter to leave out. */
async function openWithoutAdapter(setting: CandidateSetting): Promise<Candidate> {
  const { flags, store } = setting;
  if (findTuned(setting).adapter === undefined)
    throw new Failure(
      "bad_request",
      "The model has no adapter to leave out.",
      "Name one with --adapter FILE.",
    );
  const changes = { format: flags.format, adapter: "none" };
  const model = changeModel(store.find(flags.model), changes);
  const candidate = routerCandidate({
    router: setting.openRouter(flags.model, changes),
    modelSha256: await proveModel(model, store),
    settings: settingsOf(setting),
    owned: true,
  });
  const id = `${model.card.id} (no adapter)`;
  return { ...candidate, id, label: id };
}

/** The model under evaluation. */
export function findTuned({ store, flags }: Pick<CandidateSetting, "store" | "flags">): FoundModel {
  return changeModel(store.find(flags.model), { format: flags.format, adapter: flags.adapter });
}

function findBaseline(what: string, store: ModelStore): FoundModel {
  try {
    return store.find(what);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const hint = `${error.hint} A baseline is a model, "rules", "no-adapter", "chat-functions" or http://…/v1.`;
    throw new Failure(error.code, error.message, hint, error);
  }
}

/** Kept answers must not stand for a file that is damaged or was exchanged, so it is proven before they are looked up. */
async function proveModel(model: FoundModel, store: ModelStore): Promise<string> {
  await store.verify(model);
  return modelHash(model);
}

function settingsOf({ build, flags }: CandidateSetting): string {
  return `build ${build} gpu ${String(flags.gpu)} threads ${flags.threads}`;
}
