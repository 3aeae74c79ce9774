// The peer of a benchmark: node-llama-cpp's own chat functions over the same GGUF, in an engine process of its own.
import { performance } from "node:perf_hooks";
import type { GoldRow } from "../../core/eval/goldRow.ts";
import { judgeAnswer } from "../../core/eval/judgeAnswer.ts";
import type { Toolbox } from "../../core/interpret.ts";
import type { LoadParams, LoadedModel } from "../../core/rpc.ts";
import { EngineProcess } from "../engineProcess.ts";

/** Room for any right call. A model that does not know the peer's prompt may fill it. */
const maxAnswerTokens = 256;
/** A prompt this long keeps the arithmetic busy, and attention does not weigh much yet. */
const longPromptTokens = 512;
const peakRuns = 5;

export interface PeerAnswer {
  readonly ms: number;
  readonly right: boolean;
}

/** Starts its process with `open`; `dispose` ends it. */
export class Peer {
  readonly #engine: EngineProcess;
  readonly #loaded: LoadedModel;

  private constructor(engine: EngineProcess, loaded: LoadedModel) {
    this.#engine = engine;
    this.#loaded = loaded;
  }

  /** @throws Failure when the engine or the model cannot be started. */
  static async open(enginePath: string, load: LoadParams): Promise<Peer> {
    const engine = new EngineProcess(enginePath, () => undefined);
    try {
      return new Peer(engine, await engine.load(load));
    } catch (error) {
      await engine.kill();
      throw error;
    }
  }

  /** False once its process ended by itself. */
  get alive(): boolean {
    return this.#engine.alive;
  }

  async ask(
    row: GoldRow,
    toolbox: Toolbox,
    signal: AbortSignal,
    maxTokens = maxAnswerTokens,
  ): Promise<PeerAnswer> {
    const declared = toolbox.tools.map(({ name, description, inputSchema }) => ({
      name,
      description,
      parameters: inputSchema,
    }));
    const began = performance.now();
    const answer = await this.#engine.chatFunctions(
      { tools: declared, request: row.request, maxTokens },
      signal,
    );
    const ms = performance.now() - began;
    const { calls } = answer;
    const raw = { kind: calls.length > 0 ? "call" : "none", calls, valid: true, confidence: 1, ms } as const;
    return { ms, right: judgeAnswer(raw, row, toolbox).graded.exact };
  }

  /** The engine's practical peak: new prompt tokens a second in the best of some long prompts, none of them kept from another. */
  async measurePrefill(signal: AbortSignal): Promise<number> {
    const words = Math.floor(Math.min(longPromptTokens, this.#loaded.contextSize / 4) / 2);
    let best = 0;
    for (let run = 0; run < peakRuns; run += 1) {
      const text = Array.from({ length: words }, (_, at) => ` ${(at * 7 + run) % 97} list`).join("");
      const { promptTokens, reusedTokens, prefillMs } = await this.#engine.generate(
        {
          prefix: [],
          prompt: [{ kind: "text", text: `${run}${text}` }],
          grammar: 'root ::= "a"',
          stops: [],
          maxTokens: 1,
        },
        signal,
      );
      best = Math.max(best, ((promptTokens - reusedTokens) * 1000) / prefillMs);
    }
    return Math.round(best);
  }

  dispose(): Promise<void> {
    return this.#engine.kill();
  }
}
