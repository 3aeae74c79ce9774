// The only importer of node-llama-cpp: loads a GGUF and generates under a grammar.
import { performance } from "node:perf_hooks";
import process from "node:process";
import type {
  ChatModelFunctions,
  Llama,
  LlamaContext,
  LlamaContextSequence,
  LlamaGrammar,
  LlamaGrammarEvaluationState,
  LlamaModel,
  Token,
} from "node-llama-cpp";
import { Failure } from "../core/failure.ts";
import type {
  ChatFunctionsAnswer,
  ChatFunctionsParams,
  GeneratedToken,
  GenerateParams,
  Generation,
  LoadedModel,
  LoadParams,
  PromptPart,
} from "../core/rpc.ts";
import { askChatFunctions, type ChatItem, type FunctionCallingChat } from "./chatFunctions.ts";
import { chooseDevice, fallBack, type Device } from "./device.ts";
import { prefill } from "./prefix.ts";
import { Recent } from "./recent.ts";
import { LastErrors } from "./lastErrors.ts";
import { noRuntime, tooLong, unsupported } from "./engineFailures.ts";

type Library = Awaited<ReturnType<typeof importLibrary>>;
type Decoded = Pick<Generation, "text" | "tokens" | "stopped"> & { readonly firstTokenAt: number };

/** ESM with top-level await: imported when the first model is loaded, never at start. */
const importLibrary = async () => import("node-llama-cpp");

/** Flash attention costs small models more than it saves: below this embedding length it stays off. */
const flashFromEmbedding = 512;
/** Longest prompt that is tokenized at all, in characters per token of context: ordinary text has 3 to 5. */
const charactersPerToken = 24;
/** Bytes of the longest UTF-8 character; a token holds at least one. */
const longestCharacter = 4;

interface Parts {
  readonly library: Library;
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly context: LlamaContext;
  readonly info: LoadedModel;
}

/** A loaded model with one sequence whose prompt prefix stays evaluated between requests. One `generate` at a time. */
export class LoadedLlama {
  readonly #library: Library;
  readonly #llama: Llama;
  readonly #model: LlamaModel;
  readonly #context: LlamaContext;
  readonly #sequence: LlamaContextSequence;
  readonly #grammars = new Recent<Promise<LlamaGrammar>>(8);
  readonly #templates = new Recent<Token[]>(16);
  #chat: Promise<FunctionCallingChat> | undefined;
  readonly info: LoadedModel;

  private constructor({ library, llama, model, context, info }: Parts) {
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
    const errors = new LastErrors();
    const library = await importLibrary().catch(noRuntime);
    const open = (gpu: LoadParams["gpu"]): Promise<Llama> =>
      library.getLlama({
        gpu,
        build: "never",
        skipDownload: true,
        progressLogs: false,
        logLevel: library.LlamaLogLevel.error,
        logger: (_level, message) => errors.add(message),
      });
    let device = await chooseDevice(params.gpu, open).catch(noRuntime);
    const loaded = await openModel(device, params).catch(async (error: unknown) => {
      if (device.gpu === false) throw unsupported(error, errors);
      device = await fallBack(device.gpu, error, open);
      return openModel(device, params).catch((again: unknown) => {
        throw unsupported(again, errors);
      });
    });
    const info: LoadedModel = {
      gpu: device.gpu,
      gpuReason: device.reason,
      loadMs: performance.now() - began,
      rssMb: process.memoryUsage.rss() / 1_048_576,
      pid: process.pid,
      contextSize: loaded.context.contextSize,
      vocabulary: loaded.model.fileInfo.metadata.tokenizer.ggml.tokens.length,
    };
    return new LoadedLlama({ library, llama: device.runtime, ...loaded, info });
  }

  /** Generates greedily under the grammar. @throws the signal's reason when aborted; Failure bad_request when too long. */
  async generate(params: GenerateParams, signal: AbortSignal): Promise<Generation> {
    const began = performance.now();
    const prompt = this.#tokenize([...params.prefix, ...params.prompt]);
    // One place of the context stays free: the library keeps it for itself.
    const room = this.#context.contextSize - 1 - params.maxTokens;
    if (prompt.length > room) throw tooLong(`${prompt.length} tokens`, `${room} tokens`);
    if (prompt.length === 0) throw new Failure("bad_request", "The prompt is empty.", "Say what you want.");
    const grammar = await this.#grammar(params.grammar);
    try {
      const { reused, rest } = await prefill(this.#sequence, prompt, signal);
      const { firstTokenAt, ...decoded } = await this.#decode(rest, grammar, params, signal);
      const ended = performance.now();
      return {
        ...decoded,
        promptTokens: prompt.length,
        reusedTokens: reused,
        prefillMs: firstTokenAt - began,
        decodeMs: ended - firstTokenAt,
      };
    } catch (error) {
      // After an error of the runtime nobody knows what the cache holds.
      if (!signal.aborted) await this.#sequence.clearHistory();
      throw error;
    }
  }

  /** The library's own function calling, in a context of its own so that the router's prefix stays evaluated. */
  async chatFunctions(params: ChatFunctionsParams, signal: AbortSignal): Promise<ChatFunctionsAnswer> {
    this.#chat ??= this.#openChat();
    return askChatFunctions(await this.#chat, params, signal);
  }

  async #openChat(): Promise<FunctionCallingChat> {
    const context = await this.#model.createContext({
      contextSize: this.#context.contextSize,
      threads: this.#context.currentThreads,
    });
    const chat = new this.#library.LlamaChat({ contextSequence: context.getSequence() });
    return {
      initialHistory: () => chat.chatWrapper.generateInitialChatHistory() as ChatItem[],
      generate: (history, { functions, ...options }) =>
        chat.generateResponse<ChatModelFunctions>(history, { ...options, functions }),
    };
  }

  async dispose(): Promise<void> {
    await this.#context.dispose();
    await this.#model.dispose();
  }

  async #decode(
    rest: Token[],
    grammar: LlamaGrammarEvaluationState,
    params: GenerateParams,
    signal: AbortSignal,
  ): Promise<Decoded> {
    const stream = this.#sequence.evaluateWithMetadata(
      rest,
      { confidence: true },
      { temperature: 0, grammarEvaluationState: grammar, yieldEogToken: true },
    );
    const tokens: GeneratedToken[] = [];
    let text = "";
    let unfinished: Token[] = [];
    let firstTokenAt = 0;
    for await (const next of stream) {
      if (firstTokenAt === 0) firstTokenAt = performance.now();
      signal.throwIfAborted();
      // A grammar permits the end of generation only where an answer is complete.
      if (this.#model.isEogToken(next.token)) return { text, tokens, firstTokenAt, stopped: "grammar" };
      unfinished.push(next.token);
      let piece = this.#model.detokenize(unfinished, true);
      // A character may be spread over several tokens: its text counts for the last of them.
      if (piece.endsWith("\uFFFD") && unfinished.length < longestCharacter) piece = "";
      else unfinished = [];
      text += piece;
      tokens.push({ text: piece, probability: next.confidence });
      if (params.stops.some((stop) => text.endsWith(stop)))
        return { text, tokens, firstTokenAt, stopped: "stop" };
      if (tokens.length >= params.maxTokens) break;
    }
    return { text, tokens, firstTokenAt, stopped: "length" };
  }

  async #grammar(gbnf: string): Promise<LlamaGrammarEvaluationState> {
    try {
      const grammar = await this.#grammars.get(gbnf, () => this.#llama.createGrammar({ grammar: gbnf }));
      return new this.#library.LlamaGrammarEvaluationState({ model: this.#model, grammar });
    } catch (error) {
      throw new Failure(
        "engine_failed",
        "The grammar of this request cannot be read.",
        "This is a mistake in Tool Router; see the log.",
        error,
      );
    }
  }

  #tokenize(parts: readonly PromptPart[]): Token[] {
    const length = parts.reduce((sum, part) => sum + part.text.length, 0);
    const longest = this.#context.contextSize * charactersPerToken;
    if (length > longest) throw tooLong(`${length} characters`, `${longest} characters`);
    return parts.flatMap((part) =>
      part.kind === "template"
        ? this.#templates.get(part.text, () => this.#model.tokenize(part.text, true))
        : this.#model.tokenize(part.text, false),
    );
  }
}

async function openModel(
  device: Device<Llama>,
  params: LoadParams,
): Promise<{ model: LlamaModel; context: LlamaContext }> {
  const model = await device.runtime.loadModel({ modelPath: params.modelPath });
  const context = await model.createContext({
    contextSize: Math.min(params.contextSize, model.trainContextSize),
    threads: params.threads,
    ...(params.adapterPath === undefined ? {} : { lora: params.adapterPath }),
    flashAttention: model.embeddingVectorSize >= flashFromEmbedding ? "auto" : false,
    // Without it a sliding window (Gemma) breaks prefix reuse.
    swaFullCache: true,
    // One sequence: nothing to wait for and batch together.
    batching: { dispatchSchedule: (dispatch) => dispatch() },
  });
  return { model, context };
}
