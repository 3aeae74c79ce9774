// The wire between the host and the engine process: plain messages over Node's IPC channel.
import type { Call } from "./decision.ts";
import type { FailureCode } from "./failure.ts";
import type { JsonObject } from "./json.ts";

/** A piece of prompt. Only `template` parts may hold control tokens; a person's words never do. */
export interface PromptPart {
  readonly kind: "template" | "text";
  readonly text: string;
}

export interface LoadParams {
  /** Absolute path of a GGUF file that the host has verified. */
  readonly modelPath: string;
  /** Absolute path of a LoRA adapter (GGUF) to apply. */
  readonly adapterPath?: string;
  readonly gpu: "auto" | "metal" | "cuda" | "vulkan" | false;
  readonly threads: number;
  /** Context length in tokens. */
  readonly contextSize: number;
}

export interface LoadedModel {
  readonly gpu: "metal" | "cuda" | "vulkan" | false;
  /** Why this device was taken, one sentence. */
  readonly gpuReason: string;
  readonly loadMs: number;
  readonly rssMb: number;
  /** Process id of the engine. */
  readonly pid: number;
  readonly contextSize: number;
  /** Number of entries in the vocabulary. */
  readonly vocabulary: number;
}

export interface GenerateParams {
  /** Evaluated once and kept between requests; give the same parts again to reuse it. */
  readonly prefix: readonly PromptPart[];
  readonly prompt: readonly PromptPart[];
  /** GBNF; every permitted answer. */
  readonly grammar: string;
  /** Generation stops when the answer ends with one of these texts. */
  readonly stops: readonly string[];
  readonly maxTokens: number;
}

export interface GeneratedToken {
  readonly text: string;
  /** Probability of this token among those that the grammar permits, 0 to 1: 1 where nothing else was permitted. */
  readonly probability: number;
}

export interface Generation {
  readonly text: string;
  readonly tokens: readonly GeneratedToken[];
  /** `grammar`: the answer is complete and the model, or the grammar, ended it there. */
  readonly stopped: "stop" | "grammar" | "length";
  readonly promptTokens: number;
  /** Tokens that were in the cache already. */
  readonly reusedTokens: number;
  /** Until the first token of the answer is known. */
  readonly prefillMs: number;
  readonly decodeMs: number;
}

/** The loaded model asked through node-llama-cpp's own function calling: a peer for evaluation and benchmarks. */
export interface ChatFunctionsParams {
  readonly tools: readonly {
    readonly name: string;
    readonly description: string;
    /** JSON Schema of an object. */
    readonly parameters: JsonObject;
  }[];
  readonly request: string;
  readonly maxTokens: number;
}

export interface ChatFunctionsAnswer {
  readonly calls: readonly Call[];
  /** What the model said beside its calls. */
  readonly text: string;
  readonly chatMs: number;
}

export type EngineResult = LoadedModel | Generation | ChatFunctionsAnswer;

export type EngineRequest =
  | { readonly id: number; readonly method: "load"; readonly params: LoadParams }
  | { readonly id: number; readonly method: "generate"; readonly params: GenerateParams }
  | { readonly id: number; readonly method: "chatFunctions"; readonly params: ChatFunctionsParams }
  /** Cancels the request `target`; it then fails with `cancelled`. */
  | { readonly id: number; readonly method: "cancel"; readonly target: number };

export type EngineResponse =
  | { readonly id: number; readonly result: EngineResult }
  | {
      readonly id: number;
      readonly error: { readonly code: FailureCode; readonly message: string; readonly hint: string };
    };
