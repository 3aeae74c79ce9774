// One life of the engine process: questions with answers, its last words, its end.
import { fork, type ChildProcess } from "node:child_process";
import process from "node:process";
import { Failure } from "../core/failure.ts";
import type {
  ChatFunctionsAnswer,
  ChatFunctionsParams,
  EngineRequest,
  EngineResponse,
  EngineResult,
  GenerateParams,
  Generation,
  LoadedModel,
  LoadParams,
} from "../core/rpc.ts";

type Question =
  | { readonly method: "load"; readonly params: LoadParams }
  | { readonly method: "generate"; readonly params: GenerateParams }
  | { readonly method: "chatFunctions"; readonly params: ChatFunctionsParams };

interface Pending {
  readonly resolve: (result: EngineResult) => void;
  readonly reject: (error: Failure) => void;
}

/** Characters of the process's error output that are kept. */
const lastWordsLength = 4096;
/** Time for the error output to arrive after the process ended. */
const lastWordsMs = 100;

/** Starts at construction. After `alive` became false every question fails with `engine_crashed`. */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #onEnd: (lastWords: string) => void;
  #nextId = 1;
  #lastWords = "";
  #alive = true;
  #ended = false;

  /** `onEnd` is called once when the process ended by itself, not after `kill`. */
  constructor(enginePath: string, onEnd: (lastWords: string) => void) {
    this.#onEnd = onEnd;
    // In VS Code the executable is Electron, which this makes plain Node; NODE_OPTIONS of a debugger are not for the child.
    const { NODE_OPTIONS: _, ...env } = process.env;
    this.#child = fork(enginePath, [], {
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      env: { ...env, ELECTRON_RUN_AS_NODE: "1" },
    });
    this.#child.stderr?.on("data", (data: Buffer) => {
      this.#lastWords = (this.#lastWords + data.toString()).slice(-lastWordsLength);
    });
    this.#child.on("message", (response: EngineResponse) => this.#receive(response));
    this.#child.once("disconnect", () => (this.#alive = false));
    this.#child.once("error", (error) => this.#endByItself(error.message));
    this.#child.once("exit", (code, signal) => {
      this.#alive = false;
      const how = signal ?? `exit code ${code ?? "unknown"}`;
      const timer = setTimeout(() => this.#endByItself(how), lastWordsMs);
      this.#child.once("close", () => {
        clearTimeout(timer);
        this.#endByItself(how);
      });
    });
  }

  get alive(): boolean {
    return this.#alive;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async load(params: LoadParams): Promise<LoadedModel> {
    const result = await this.#ask({ method: "load", params });
    if (!("loadMs" in result)) throw new TypeError("The engine answered a load with something else.");
    return result;
  }

  /** An abort is answered at once; the process then stops the work at its next chance. */
  async generate(params: GenerateParams, signal: AbortSignal | undefined): Promise<Generation> {
    const result = await this.#ask({ method: "generate", params }, signal);
    if (!("tokens" in result)) throw new TypeError("The engine answered a request with something else.");
    return result;
  }

  /** The loaded model through node-llama-cpp's own function calling. */
  async chatFunctions(
    params: ChatFunctionsParams,
    signal: AbortSignal | undefined,
  ): Promise<ChatFunctionsAnswer> {
    const result = await this.#ask({ method: "chatFunctions", params }, signal);
    if (!("chatMs" in result)) throw new TypeError("The engine answered a request with something else.");
    return result;
  }

  /** Ends the process now; resolves when it is gone. */
  async kill(): Promise<void> {
    this.#ended = true;
    this.#end("it was stopped");
    if (this.#child.pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null)
      return;
    const gone = new Promise<void>((resolve) => this.#child.once("exit", () => resolve()));
    this.#child.kill("SIGKILL");
    await gone;
  }

  #ask(question: Question, signal?: AbortSignal): Promise<EngineResult> {
    if (!this.#alive) return Promise.reject(crashed("it was gone already", ""));
    if (signal?.aborted === true) return Promise.reject(cancelled());
    const id = this.#nextId++;
    return new Promise<EngineResult>((resolve, reject) => {
      const onAbort = (): void => {
        this.#pending.delete(id);
        this.#post({ id: this.#nextId++, method: "cancel", target: id });
        reject(cancelled());
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      const stopListening = (): void => signal?.removeEventListener("abort", onAbort);
      this.#pending.set(id, {
        resolve: (result) => {
          stopListening();
          resolve(result);
        },
        reject: (error) => {
          stopListening();
          reject(error);
        },
      });
      this.#post({ id, ...question });
    });
  }

  /** A message that cannot be sent needs no handling: the end of the process, which follows, answers for it. */
  #post(request: EngineRequest): void {
    if (this.#child.connected) this.#child.send(request, () => undefined);
  }

  #receive(response: EngineResponse): void {
    const waiting = this.#pending.get(response.id);
    this.#pending.delete(response.id);
    if ("result" in response) waiting?.resolve(response.result);
    else waiting?.reject(new Failure(response.error.code, response.error.message, response.error.hint));
  }

  #end(how: string): void {
    this.#alive = false;
    for (const waiting of this.#pending.values()) waiting.reject(crashed(how, this.#lastWords));
    this.#pending.clear();
  }

  #endByItself(how: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd(this.#lastWords.trim());
    this.#end(how);
  }
}

export function cancelled(): Failure {
  return new Failure("cancelled", "The request was cancelled.", "Ask again.");
}

function crashed(how: string, lastWords: string): Failure {
  const lines = lastWords.trim().split("\n");
  const said = lines.find((line) => /error|assert|abort/i.test(line)) ?? lines.at(-1) ?? "";
  return new Failure(
    "engine_crashed",
    `The model process ended unexpectedly (${how})${said === "" ? "" : `: ${said}`}.`,
    "Try again; if it goes on, choose another model or set the GPU to off.",
  );
}
