// The host's side of the engine: starts its process on the first request, again after a crash, and ends it when idle.
import { describe, Failure, isCancelled } from "../core/failure.ts";
import type { EngineState } from "../core/router.ts";
import type { GenerateParams, Generation, LoadedModel, LoadParams } from "../core/rpc.ts";
import { cancelled, EngineProcess } from "./engineProcess.ts";

export interface EngineOptions {
  /** Absolute path of the engine bundle. */
  readonly enginePath: string;
  /** Verifies and names the model; called before every start of the process. */
  readonly prepare: () => Promise<{ readonly id: string; readonly load: LoadParams }>;
  /** Time without a request after which the process is ended; 0: never. */
  readonly idleUnloadMs: number;
  readonly log: (line: string) => void;
  readonly onState: (state: EngineState) => void;
}

interface Running {
  readonly process: EngineProcess;
  readonly model: string;
  readonly loaded: LoadedModel;
}

/** Owns the engine process. `generate` may be called from many places at once; the process answers in order. */
export class EngineClient {
  readonly #options: EngineOptions;
  #process: EngineProcess | undefined;
  #running: Running | undefined;
  #launching: Promise<Running> | undefined;
  #active = 0;
  #idle: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** Process id of the engine while it runs. */
  get pid(): number | undefined {
    return this.#process?.alive === true ? this.#process.pid : undefined;
  }

  /**
   * Generates one answer. A crash of the engine costs one restart and one retry.
   * @throws Failure cancelled, engine_crashed after the second crash, or what loading and generating failed with.
   */
  async generate(params: GenerateParams, signal?: AbortSignal): Promise<Generation> {
    this.#active += 1;
    clearTimeout(this.#idle);
    try {
      return await this.#attempt(params, signal).catch((error: unknown) => {
        if (!isCrash(error) || this.#disposed || signal?.aborted === true) throw error;
        this.#options.log(`${error.message} It is started again.`);
        return this.#attempt(params, signal);
      });
    } catch (error) {
      if (this.#disposed) throw cancelled();
      if (!this.#isAlive() && !isCancelled(error))
        this.#options.onState({ kind: "failed", message: describe(error) });
      throw error;
    } finally {
      this.#active -= 1;
      this.#rest();
    }
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    clearTimeout(this.#idle);
    await this.#process?.kill();
  }

  async #attempt(params: GenerateParams, signal: AbortSignal | undefined): Promise<Generation> {
    if (this.#disposed || signal?.aborted === true) throw cancelled();
    const running = await untilAborted(this.#start(), signal);
    this.#options.onState({ kind: "busy", model: running.model });
    return running.process.generate(params, signal);
  }

  #start(): Promise<Running> {
    if (this.#running?.process.alive === true) return Promise.resolve(this.#running);
    this.#launching ??= this.#launch().finally(() => (this.#launching = undefined));
    return this.#launching;
  }

  async #launch(): Promise<Running> {
    const { id, load } = await this.#options.prepare();
    if (this.#disposed) throw cancelled();
    this.#options.onState({ kind: "loading", model: id });
    const process = new EngineProcess(this.#options.enginePath, (lastWords) => {
      if (lastWords !== "") this.#options.log(lastWords);
      this.#options.onState({ kind: "idle" });
    });
    this.#process = process;
    try {
      const loaded = await process.load(load);
      this.#options.log(`${id} loaded in ${Math.round(loaded.loadMs)} ms. ${loaded.gpuReason}`);
      this.#running = { process, model: id, loaded };
      this.#rest();
      return this.#running;
    } catch (error) {
      // A model that does not load must not keep a process.
      await process.kill();
      throw error;
    }
  }

  #isAlive(): boolean {
    return this.#running?.process.alive === true;
  }

  /** After the last request: says that the engine is ready, and winds the clock that ends it. */
  #rest(): void {
    const running = this.#running;
    if (this.#active > 0 || this.#disposed || running?.process.alive !== true) return;
    this.#options.onState({ kind: "ready", model: running.model, loaded: running.loaded });
    clearTimeout(this.#idle);
    if (this.#options.idleUnloadMs <= 0) return;
    this.#idle = setTimeout(() => void this.#unload(running), this.#options.idleUnloadMs);
    this.#idle.unref();
  }

  async #unload(running: Running): Promise<void> {
    await running.process.kill();
    this.#options.log(`${running.model} was unloaded, because nothing was asked for a while.`);
    if (!this.#isAlive() && !this.#launching && !this.#disposed) this.#options.onState({ kind: "idle" });
  }
}

function isCrash(error: unknown): error is Failure {
  return error instanceof Failure && error.code === "engine_crashed";
}

/** Waits for a promise that others share; aborting stops the waiting, not the work. */
async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled());
    signal.addEventListener("abort", onAbort, { once: true });
    const stopListening = (): void => signal.removeEventListener("abort", onAbort);
    work.finally(stopListening).then(resolve, reject);
  });
}
