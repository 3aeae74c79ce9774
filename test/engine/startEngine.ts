// An engine client over the built engine and the shipped model (or TOOL_ROUTER_TEST_MODEL), for tests.
import { resolve } from "node:path";
import process from "node:process";
import type { EngineState } from "../../src/core/router.ts";
import { EngineClient, type EngineOptions } from "../../src/host/engineClient.ts";
import { ModelStore } from "../../src/host/modelStore.ts";

export interface StartedEngine {
  readonly client: EngineClient;
  readonly states: EngineState[];
  readonly log: string[];
}

export const enginePath = resolve("dist/engine.mjs");

export function startEngine(overrides: Partial<EngineOptions> = {}): StartedEngine {
  const states: EngineState[] = [];
  const log: string[] = [];
  const store = new ModelStore(resolve("models"));
  const model = store.find(process.env["TOOL_ROUTER_TEST_MODEL"]);
  const client = new EngineClient({
    enginePath,
    prepare: async () => {
      await store.verify(model);
      return {
        id: model.card.id,
        load: { modelPath: model.path, gpu: false, threads: 1, contextSize: 2048 },
      };
    },
    idleUnloadMs: 60_000,
    log: (line) => log.push(line),
    onState: (state) => states.push(state),
    ...overrides,
  });
  return { client, states, log };
}

/** Waits until `check` holds. @throws after `timeoutMs`. */
export async function until(check: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await check())) {
    if (Date.now() > end) throw new Error("waited in vain");
    await new Promise((done) => setTimeout(done, 20));
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
