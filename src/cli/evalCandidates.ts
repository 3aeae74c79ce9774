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
import type { FoundModel, ModelStore } from "../host/modelStore.ts";
import type { Flags } from "./flags.ts";

export interface CandidateSetting {
  readonly flags: Flags;
  readonly router: Router;
  readonly openRouter: (model: string) => Router;
  readonly store: ModelStore;
  readonly enginePath: string;
  /** Hash of the code that answers. */
  readonly build: string;
  readonly signal: AbortSignal;
}

/** Room for a request with some forty declared tools, as the router has. */
const contextSize = 16_384;

export async function openTuned(setting: CandidateSetting): Promise<Candidate> {
  const model = setting.store.find(setting.flags.model);
  const modelSha256 = await proveModel(model, setting.store);
  return routerCandidate({
    router: setting.router,
    modelSha256,
    settings: settingsOf(setting),
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
    const model = store.find(flags.model);
    return chatFunctionsCandidate({
      enginePath: setting.enginePath,
      modelId: model.card.id,
      modelSha256: await proveModel(model, store),
      settings,
      load: async () => {
        await store.verify(model);
        return { modelPath: model.path, gpu: flags.gpu, threads: flags.threads, contextSize };
      },
    });
  }
  const model = findBaseline(what, store);
  const candidate = routerCandidate({
    router: setting.openRouter(what),
    modelSha256: await proveModel(model, store),
    settings,
    owned: true,
  });
  if (model.card.id !== setting.router.card.id) return candidate;
  const id = `${model.card.id} (baseline)`;
  return { ...candidate, id, label: id };
}

function findBaseline(what: string, store: ModelStore): FoundModel {
  try {
    return store.find(what);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const hint = `${error.hint} A baseline is a model, "rules", "chat-functions" or http://…/v1.`;
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
