// Composes the router of one workspace: model, engine, built-in server, catalogue. Starts nothing until it is asked.
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import type { Call, Decision, RouteOutcome } from "../core/decision.ts";
import { describe, Failure, isCancelled } from "../core/failure.ts";
import { completeCall } from "../core/interpret.ts";
import type { ModelCard, SecondOpinion } from "../core/modelCard.ts";
import { judge, type Verdict } from "../core/policy.ts";
import { route } from "../core/route.ts";
import { doubtful } from "../core/alternatives.ts";
import { isUnsure, weighOpinions } from "../core/secondOpinion.ts";
import type { EngineState, RouteContext, Router, RunOptions } from "../core/router.ts";
import type { Tool } from "../core/tool.ts";
import type { ToolResult } from "../core/toolResult.ts";
import { addHostArguments, connectBuiltIn, type Connection } from "./builtInTools.ts";
import { readCatalogue } from "./kiwi/catalogue.ts";
import { itemFolders, type ItemFolders } from "./kiwi/itemFolders.ts";
import { kiwiServerName } from "./kiwi/server.ts";
import { changeModel, type ModelChanges } from "./modelChanges.ts";
import type { ModelEngine } from "./modelEngine.ts";
import { ModelStore, type FoundModel } from "./modelStore.ts";
import { OwnToolboxes } from "./ownToolboxes.ts";
import { RouterModels, type RouterModelsOptions } from "./routerModels.ts";

export interface RouterOptions extends RouterModelsOptions {
  /** The open folder; its `.ai/` need not exist. */
  readonly workspaceFolder: string;
  /** Where the shipped model and its card are. */
  readonly modelsFolder: string;
  /** Id or path of a GGUF; the shipped model by default. */
  readonly model?: string | undefined;
  /** Another format or adapter than the card's. */
  readonly changes?: ModelChanges;
  /** False: only reading may run. */
  readonly trusted: boolean;
  readonly userSpace?: string | undefined;
}

/** What asking again would not change. */
const unusable: ReadonlySet<string> = new Set(["model_missing", "model_corrupt", "model_unsupported"]);

/** Scripts may be silent for as long as their own time limit. */
const callTimeoutMs = 330_000;

/** @throws Failure workspace_missing or model_missing; everything else fails on first use. */
export function createRouter(options: RouterOptions): Router {
  const folder = resolve(options.workspaceFolder);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Failure(
      "workspace_missing",
      `There is no folder ${folder}.`,
      "Name the folder that holds .ai/.",
    );
  const store = new ModelStore(options.modelsFolder);
  const model = changeModel(store.find(options.model), options.changes ?? {});
  return new WorkspaceRouter(options, folder, store, model);
}

class WorkspaceRouter implements Router {
  readonly card: ModelCard;
  readonly #options: RouterOptions;
  readonly #folder: string;
  readonly #folders: ItemFolders;
  readonly #models: RouterModels;
  readonly #ownToolboxes = new OwnToolboxes();
  /** False once the larger model turned out not to be usable. */
  #hasSecond = true;
  #connection: Promise<Connection> | undefined;

  constructor(options: RouterOptions, folder: string, store: ModelStore, model: FoundModel) {
    this.#options = options;
    this.#folder = folder;
    this.#folders = itemFolders(folder, options.userSpace);
    this.card = model.card;
    this.#models = new RouterModels(store, model, options);
  }

  get otherCard(): ModelCard | undefined {
    return this.#models.other?.card;
  }

  get state(): EngineState {
    return this.#models.state;
  }

  onState(listener: (state: EngineState) => void): () => void {
    return this.#models.onState(listener);
  }

  async tools(): Promise<readonly Tool[]> {
    return (await this.#connect()).toolbox.tools;
  }

  async route(request: string, signal?: AbortSignal, context: RouteContext = {}): Promise<RouteOutcome> {
    const own = context.tools && this.#ownToolboxes.open(context.tools);
    const toolbox = own?.toolbox ?? (await this.#connect()).toolbox;
    const catalogue = context.catalogue ?? (await readCatalogue(this.#folders));
    const isKnown = !own || own.sha256 === this.card.toolset_sha256;
    // Another reading costs the larger model as much as the decision: while the person types there is no time for it.
    const isHasty = !isKnown && context.quick === true;
    const ask = ({ card, client }: ModelEngine, second?: SecondOpinion): Promise<RouteOutcome> => {
      // A bare model without another beside it must read declarations that it was not tuned for.
      const style = !isKnown && card.prompt_style === "bare" ? "declared" : card.prompt_style;
      const calibration = second?.calibration ?? card.calibration;
      const { id, format, calls_from: callsFrom } = card;
      const model = { id, style, format, calibration, callsFrom };
      const ports = { generate: client.generate.bind(client), now: () => performance.now() };
      const decisionOnly = second !== undefined || isHasty;
      return route({ request, toolbox, catalogue, model, decisionOnly }, ports, signal);
    };
    const first = await ask(this.#models.lead(isKnown));
    if (isHasty) return first.decision.confidence < doubtful ? { ...first, isUnsure: true } : first;
    const second = this.#hasSecond ? this.#models.second : undefined;
    const wanted = this.card.second_opinion;
    if (!isKnown || !second || !wanted || !isUnsure(first, wanted)) return first;
    if (context.quick) return { ...first, isUnsure: true };
    try {
      return weighOpinions(first, await ask(second, wanted), wanted.trust);
    } catch (error) {
      if (isCancelled(error)) throw error;
      this.#hasSecond = !(error instanceof Failure && unusable.has(error.code));
      this.#options.log?.(`The larger model gave no second opinion: ${describe(error)}`);
      return first;
    }
  }

  async complete(partial: Call, missing: string, answer: string): Promise<Decision> {
    const { toolbox } = await this.#connect();
    const { decision, problem } = completeCall(
      partial,
      missing,
      answer,
      toolbox,
      await readCatalogue(this.#folders),
    );
    if (decision) return decision;
    throw new Failure(
      "bad_request",
      `That does not fit: ${problem ?? "unknown reason"}.`,
      "Answer in other words.",
    );
  }

  async judge(call: Call): Promise<Verdict> {
    const tool = (await this.tools()).find((one) => one.name === call.name);
    return judge(call, { tool, builtIn: tool?.server === kiwiServerName, trusted: this.#options.trusted });
  }

  async run(call: Call, { agreed, signal, onProgress }: RunOptions): Promise<ToolResult> {
    const { client, toolbox } = await this.#connect();
    const verdict = await this.judge(call);
    if (verdict.kind === "refuse") throw new Failure("not_agreed", verdict.reason, "Nothing was run.");
    if (verdict.kind === "confirm" && !agreed)
      throw new Failure("not_agreed", `${verdict.reason} That needs consent.`, "Nothing was run.");
    const tool = toolbox.tools.find((one) => one.name === call.name);
    return client.call(addHostArguments(call, tool, this.#folder), {
      timeoutMs: callTimeoutMs,
      ...(signal ? { signal } : {}),
      ...(onProgress ? { onProgress } : {}),
    });
  }

  async dispose(): Promise<void> {
    const connection = await this.#connection?.catch(() => undefined);
    await Promise.all([this.#models.dispose(), connection?.client.dispose()]);
  }

  #connect(): Promise<Connection> {
    this.#connection ??= connectBuiltIn(this.#folder, this.#options.userSpace, this.#options.log).catch(
      (error: unknown) => {
        this.#connection = undefined;
        throw error;
      },
    );
    return this.#connection;
  }
}
