// Candidate: node-llama-cpp's own chat functions over the same GGUF, in an engine process of its own.
import type { LoadParams } from "../../core/rpc.ts";
import { EngineProcess } from "../engineProcess.ts";
import type { Candidate } from "./candidate.ts";

const maxAnswerTokens = 256;

export interface ChatFunctionsOptions {
  readonly enginePath: string;
  readonly modelId: string;
  readonly modelSha256: string;
  /** Proves the file before it is loaded. */
  readonly load: () => Promise<LoadParams>;
  readonly settings: string;
}

export function chatFunctionsCandidate(options: ChatFunctionsOptions): Candidate {
  let started: Promise<EngineProcess> | undefined;
  const start = async (): Promise<EngineProcess> => {
    const load = await options.load();
    const engine = new EngineProcess(options.enginePath, () => (started = undefined));
    try {
      await engine.load(load);
    } catch (error) {
      await engine.kill();
      throw error;
    }
    return engine;
  };
  return {
    id: "chat-functions",
    label: `${options.modelId}, node-llama-cpp chat functions`,
    kind: "chat_functions",
    fingerprint: `chat-functions ${options.modelSha256} ${options.settings}`,
    prepare: async () => {
      started ??= start();
      await started;
    },
    answer: async ({ row, toolbox }, signal) => {
      started ??= start();
      const engine = await started;
      const tools = toolbox.tools.map(({ name, description, inputSchema }) => ({
        name,
        description,
        parameters: inputSchema,
      }));
      const params = { tools, request: row.request, maxTokens: maxAnswerTokens };
      const { calls, text, chatMs } = await engine.chatFunctions(params, signal);
      return {
        kind: calls.length > 0 ? "call" : "none",
        calls,
        valid: true,
        // The library gives no probability of its calls.
        confidence: 1,
        ms: chatMs,
        ...(text === "" ? {} : { raw: text }),
      };
    },
    dispose: async () => {
      const engine = await started?.catch(() => undefined);
      await engine?.kill();
    },
  };
}
