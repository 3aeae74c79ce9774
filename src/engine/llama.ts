// The only importer of node-llama-cpp: loads a GGUF and generates under a grammar.
import { performance } from "node:perf_hooks";
import process from "node:process";
import type { Llama, LlamaContext, LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";
import { Failure } from "../core/failure.ts";
import type {
  GeneratedToken,
  GenerateParams,
  Generation,
  LoadedModel,
  LoadParams,
  PromptPart,
} from "../core/rpc.ts";
import { chooseDevice } from "./device.ts";
import { prefill } from "./prefix.ts";

type Library = Awaited<ReturnType<typeof importLibrary>>;

/** ESM with top-level await: imported when the first model is loaded, never at start. */
const importLibrary = async () => import("node-llama-cpp");

/** Flash attention costs small models more than it saves: below this embedding length it stays off. */
const flashFromEmbedding = 512;

/** A loaded model with one sequence whose prompt prefix stays evaluated between requests. */
export class LoadedLlama {
  readonly #library: Library;
  readonly #llama: Llama;
  readonly #model: LlamaModel;
  readonly #context: LlamaContext;
  readonly #sequence: LlamaContextSequence;
  readonly info: LoadedModel;

  private constructor(
    library: Library,
    llama: Llama,
    model: LlamaModel,
    context: LlamaContext,
    info: LoadedModel,
  ) {
    this.#library = library;
    this.#llama = llama;
    this.#model = model;
    this.#context = context;
    this.#sequence = context.getSequence();
    this.info = info;
  }

  /** @throws Failure model_unsupported when the runtime cannot read the file, engine_failed when there is no runtime. */
  static async load(params: LoadParams): Promise<LoadedLlama> {
    const began = performance.now();
    const library = await importLibrary();
    const device = await chooseDevice(params.gpu, (gpu) =>
      library.getLlama({
        gpu,
        build: "never",
        skipDownload: true,
        logLevel: library.LlamaLogLevel.disabled,
        progressLogs: false,
      }),
    ).catch((error: unknown) => {
      throw new Failure(
        "engine_failed",
        "The model runtime cannot be started on this machine.",
        "Reinstall Tool Router for this platform.",
        error,
      );
    });
    try {
      const model = await device.runtime.loadModel({ modelPath: params.modelPath });
      const context = await model.createContext({
        contextSize: Math.min(params.contextSize, model.trainContextSize),
        threads: params.threads,
        flashAttention: model.embeddingVectorSize >= flashFromEmbedding,
        swaFullCache: true,
      });
      const info: LoadedModel = {
        gpu: device.gpu,
        gpuReason: device.reason,
        loadMs: performance.now() - began,
        rssMb: process.memoryUsage.rss() / 1048576,
        contextSize: context.contextSize,
        vocabulary: model.fileInfo.metadata.tokenizer.ggml.tokens.length,
      };
      return new LoadedLlama(library, device.runtime, model, context, info);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Failure(
        "model_unsupported",
        `The model could not be loaded: ${why}.`,
        "Choose another GGUF file, or the shipped model.",
        error,
      );
    }
  }

  /** Generates greedily under the grammar. @throws the signal's reason when aborted; Failure bad_request when too long. */
  async generate(params: GenerateParams, signal: AbortSignal): Promise<Generation> {
    const prompt = [...this.#tokenize(params.prefix), ...this.#tokenize(params.prompt)];
    if (prompt.length + params.maxTokens > this.#context.contextSize)
      throw new Failure(
        "bad_request",
        `The request and its tools need ${prompt.length} tokens; the model reads ${this.#context.contextSize - params.maxTokens}.`,
        "Say it shorter, or offer fewer tools.",
      );
    const began = performance.now();
    const reusedTokens = await prefill(this.#sequence, prompt, signal);
    const prefilled = performance.now();
    const decoded = await this.#decode(prompt.slice(-1), params, signal);
    return {
      ...decoded,
      promptTokens: prompt.length,
      reusedTokens,
      prefillMs: prefilled - began,
      decodeMs: performance.now() - prefilled,
    };
  }

  async #decode(
    last: Token[],
    params: GenerateParams,
    signal: AbortSignal,
  ): Promise<Pick<Generation, "text" | "tokens" | "stopped">> {
    const tokens: GeneratedToken[] = [];
    const grammarEvaluationState = new this.#library.LlamaGrammarEvaluationState({
      model: this.#model,
      grammar: await this.#llama.createGrammar({ grammar: params.grammar }),
    });
    const stream = this.#sequence.evaluateWithMetadata(
      last,
      { confidence: true },
      { temperature: 0, grammarEvaluationState, yieldEogToken: true },
    );
    let text = "";
    let stopped: Generation["stopped"] = "grammar";
    for await (const next of stream) {
      signal.throwIfAborted();
      if (this.#model.isEogToken(next.token)) {
        stopped = "eos";
        break;
      }
      const piece = this.#model.detokenize([next.token], true);
      text += piece;
      tokens.push({ text: piece, probability: next.confidence });
      if (params.stops.some((stop) => text.endsWith(stop))) {
        stopped = "stop";
        break;
      }
      if (tokens.length >= params.maxTokens) {
        stopped = "length";
        break;
      }
    }
    return { text, tokens, stopped };
  }

  #tokenize(parts: readonly PromptPart[]): Token[] {
    return parts.flatMap((part) => this.#model.tokenize(part.text, part.kind === "template"));
  }

  async dispose(): Promise<void> {
    await this.#context.dispose();
    await this.#model.dispose();
  }
}
