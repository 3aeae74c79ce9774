// The engine process: answers the host's messages one at a time, and ends with its parent.
import process from "node:process";
import { describe, Failure } from "../core/failure.ts";
import type { EngineRequest, EngineResponse, EngineResult } from "../core/rpc.ts";
import { LoadedLlama } from "./llama.ts";

type Work = Exclude<EngineRequest, { method: "cancel" }>;

/** Milliseconds between two looks whether the parent still lives. */
const parentCheckMs = 2000;

class Engine {
  #llama: LoadedLlama | undefined;
  #queue: Promise<void> = Promise.resolve();
  #current: number | undefined;
  readonly #cancels = new Map<number, AbortController>();

  receive(request: EngineRequest): void {
    if (request.method === "cancel") {
      this.#cancels
        .get(request.target)
        ?.abort(new Failure("cancelled", "The request was cancelled.", "Ask again."));
      return;
    }
    const cancel = new AbortController();
    this.#cancels.set(request.id, cancel);
    this.#queue = this.#queue.then(async () => {
      this.#current = request.id;
      this.#reply(await this.#answer(request, cancel.signal));
      this.#current = undefined;
      this.#cancels.delete(request.id);
    });
  }

  async #answer(request: Work, signal: AbortSignal): Promise<EngineResponse> {
    try {
      signal.throwIfAborted();
      return { id: request.id, result: await this.#work(request, signal) };
    } catch (error) {
      return { id: request.id, error: asFailure(error).toJSON() };
    }
  }

  /** The runtime lost an error on its way (an answer that the grammar cannot go on from): answers the request, and ends. */
  fail(error: unknown): void {
    const response = { id: this.#current ?? 0, error: asFailure(error).toJSON() };
    if (process.connected && process.send) process.send(response, undefined, undefined, end);
    else end();
  }

  async #work(request: Work, signal: AbortSignal): Promise<EngineResult> {
    switch (request.method) {
      case "load":
        await this.#llama?.dispose();
        this.#llama = undefined;
        this.#llama = await LoadedLlama.load(request.params);
        return this.#llama.info;
      case "generate":
        if (!this.#llama) throw new Failure("engine_failed", "No model is loaded.", "Load one first.");
        return await this.#llama.generate(request.params, signal);
      case "chatFunctions":
        if (!this.#llama) throw new Failure("engine_failed", "No model is loaded.", "Load one first.");
        return await this.#llama.chatFunctions(request.params, signal);
    }
  }

  #reply(response: EngineResponse): void {
    if (process.connected) process.send?.(response);
  }
}

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const message = `The model runtime failed: ${describe(error).replace(/\.$/, "")}.`;
  return new Failure("engine_failed", message, "Say it in other words, or choose another model.", error);
}

/** A plain exit would wait for native work that nobody needs any more; there is nothing to save. */
function end(): void {
  process.kill(process.pid, "SIGKILL");
}

const engine = new Engine();
process.on("message", (request: EngineRequest) => engine.receive(request));
process.on("unhandledRejection", (error) => engine.fail(error));
process.on("disconnect", end);
// A terminal's Ctrl-C goes to the whole process group; the parent decides what it means.
process.on("SIGINT", () => undefined);
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) end();
}, parentCheckMs).unref();
