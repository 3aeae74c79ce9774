// The host's side of the engine process: starts it on the first request, restarts it after a crash, ends it when idle.
import { fork, type ChildProcess } from "node:child_process";
import process from "node:process";
import { Failure } from "../core/failure.ts";
import type { EngineState } from "../core/router.ts";
import type {
  EngineRequest,
  EngineResponse,
  GenerateParams,
  Generation,
  LoadedModel,
  LoadParams,
} from "../core/rpc.ts";

export interface EngineOptions {
  /** Absolute path of the engine bundle. */
  readonly enginePath: string;
  /** Verifies and names the model; called before every start of the process. */
  readonly prepare: () => Promise<{ readonly id: string; readonly load: LoadParams }>;
  readonly idleUnloadMs: number;
  readonly log: (line: string) => void;
  readonly onState: (state: EngineState) => void;
}

interface Pending {
  readonly resolve: (result: LoadedModel | Generation) => void;
  readonly reject: (error: unknown) => void;
}

interface Running {
  readonly child: ChildProcess;
  readonly pending: Map<number, Pending>;
  readonly model: string;
  readonly ready: Promise<LoadedModel>;
}

type Wire =
  | { readonly method: "load"; readonly params: LoadParams }
  | { readonly method: "generate"; readonly params: GenerateParams };

/** Owns the engine process. `generate` may be called from many places at once; the process answers in order. */
export class EngineClient {
  readonly #options: EngineOptions;
  #running: Promise<Running> | undefined;
  #nextId = 1;
  #active = 0;
  #idle: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** Process id of the engine while it runs. */
  async pid(): Promise<number | undefined> {
    const running = await this.#running?.catch(() => undefined);
    return running?.child.pid;
  }

  /**
   * Generates one answer. A crash of the engine costs one restart and one retry.
   * @throws Failure cancelled, engine_crashed after the second crash, or what loading and generating failed with.
   */
  async generate(params: GenerateParams, signal?: AbortSignal): Promise<Generation> {
    this.#active += 1;
    clearTimeout(this.#idle);
    try {
      return await this.#generateOnce(params, signal).catch((error: unknown) => {
        if (!(error instanceof Failure) || error.code !== "engine_crashed" || this.#disposed) throw error;
        this.#options.log(`${error.message} It is started again.`);
        return this.#generateOnce(params, signal);
      });
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "cancelled")
        this.#options.onState({
          kind: "failed",
          message: error instanceof Error ? error.message : String(error),
        });
      throw error;
    } finally {
      this.#active -= 1;
      if (this.#active === 0 && !this.#disposed) {
        this.#idle = setTimeout(() => void this.#stop(), this.#options.idleUnloadMs);
        this.#idle.unref();
      }
    }
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    clearTimeout(this.#idle);
    await this.#stop();
  }

  async #generateOnce(params: GenerateParams, signal: AbortSignal | undefined): Promise<Generation> {
    if (signal?.aborted === true) throw cancelled();
    const running = await untilAborted(this.#start(), signal);
    const loaded = await untilAborted(running.ready, signal);
    this.#options.onState({ kind: "busy", model: running.model });
    try {
      return (await this.#send(running, { method: "generate", params }, signal)) as Generation;
    } finally {
      this.#options.onState({ kind: "ready", model: running.model, loaded });
    }
  }

  #start(): Promise<Running> {
    this.#running ??= this.#launch().catch((error: unknown) => {
      this.#running = undefined;
      throw error;
    });
    return this.#running;
  }

  async #launch(): Promise<Running> {
    const { id, load } = await this.#options.prepare();
    this.#options.onState({ kind: "loading", model: id });
    const child = fork(this.#options.enginePath, [], {
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      // In VS Code the executable is Electron; this makes it plain Node.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    });
    const pending = new Map<number, Pending>();
    let lastWords = "";
    child.stderr?.on("data", (data: Buffer) => {
      lastWords = (lastWords + data.toString()).slice(-4096);
    });
    child.on("message", (response: EngineResponse) => {
      const waiting = pending.get(response.id);
      pending.delete(response.id);
      if ("result" in response) waiting?.resolve(response.result);
      else waiting?.reject(new Failure(response.error.code, response.error.message, response.error.hint));
    });
    const onEnd = (how: string): void => {
      this.#running = undefined;
      if (lastWords.trim() !== "" && pending.size > 0) this.#options.log(lastWords.trim());
      for (const waiting of pending.values())
        waiting.reject(
          new Failure(
            "engine_crashed",
            `The model process ended unexpectedly (${how}).`,
            "Try again; if it goes on, choose another model or set the GPU to off.",
          ),
        );
      pending.clear();
      if (!this.#disposed) this.#options.onState({ kind: "idle" });
    };
    child.once("error", (error) => onEnd(error.message));
    child.once("exit", (code, signal) => onEnd(signal ?? `exit code ${code ?? "unknown"}`));
    const running: Omit<Running, "ready"> = { child, pending, model: id };
    const ready = this.#send(running, { method: "load", params: load }, undefined) as Promise<LoadedModel>;
    ready.then(
      (loaded) => this.#options.log(`${id} loaded in ${Math.round(loaded.loadMs)} ms. ${loaded.gpuReason}`),
      (error: unknown) => {
        // A model that does not load must not keep a process.
        if (error instanceof Failure && error.code !== "engine_crashed") child.kill("SIGKILL");
      },
    );
    return { ...running, ready };
  }

  #send(
    running: Omit<Running, "ready">,
    wire: Wire,
    signal: AbortSignal | undefined,
  ): Promise<LoadedModel | Generation> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        if (running.child.connected)
          running.child.send({ id: this.#nextId++, method: "cancel", target: id } satisfies EngineRequest);
      };
      const settle = <Value>(then: (value: Value) => void) => {
        return (value: Value): void => {
          signal?.removeEventListener("abort", onAbort);
          then(value);
        };
      };
      if (!running.child.connected) {
        reject(new Failure("engine_crashed", "The model process is gone.", "Try again."));
        return;
      }
      running.pending.set(id, { resolve: settle(resolve), reject: settle(reject) });
      signal?.addEventListener("abort", onAbort, { once: true });
      running.child.send({ id, ...wire }, (error) => {
        if (error && running.pending.delete(id))
          reject(new Failure("engine_crashed", "The model process is gone.", "Try again.", error));
      });
    });
  }

  async #stop(): Promise<void> {
    const running = await this.#running?.catch(() => undefined);
    if (!running) return;
    this.#running = undefined;
    const ended = new Promise<void>((resolve) => running.child.once("exit", () => resolve()));
    running.child.removeAllListeners("message");
    running.child.kill("SIGKILL");
    if (running.child.exitCode === null && running.child.signalCode === null) await ended;
  }
}

function cancelled(): Failure {
  return new Failure("cancelled", "The request was cancelled.", "Ask again.");
}

/** Waits for a promise that others share; aborting stops the waiting, not the work. */
async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled());
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
