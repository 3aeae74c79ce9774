// The model that engine tests run: the shipped one, or the GGUF file named by TOOL_ROUTER_TEST_MODEL.
import { resolve } from "node:path";
import process from "node:process";
import type { GenerateParams, LoadParams } from "../../src/core/rpc.ts";
import { ModelStore, type FoundModel } from "../../src/host/modelStore.ts";

/** The engine bundle that `node esbuild.mjs` makes. */
export const enginePath = resolve("dist/engine.mjs");

export const modelsFolder = resolve("models");
/** Undefined: the shipped model. */
export const wantedModel = process.env["TOOL_ROUTER_TEST_MODEL"];

export function testModel(): FoundModel {
  return new ModelStore(modelsFolder).find(wantedModel);
}

export function loadParams(modelPath = testModel().path): LoadParams {
  return { modelPath, gpu: false, threads: 1, contextSize: 1024 };
}

/** A request whose only permitted answer is `answer`. */
export function say(answer: string, prompt = " find lint scripts"): GenerateParams {
  return {
    prefix: [{ kind: "template", text: "<bos><start_of_turn>user\n" }],
    prompt: [
      { kind: "text", text: prompt },
      { kind: "template", text: "<end_of_turn>\n<start_of_turn>model\n" },
    ],
    grammar: `root ::= ${JSON.stringify(answer)}`,
    stops: ["<end_function_call>"],
    maxTokens: 64,
  };
}
