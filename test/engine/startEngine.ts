// An engine client over the built engine and the shipped model (or TOOL_ROUTER_TEST_MODEL), for tests.
import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import type { EngineState } from "../../src/core/router.ts";
import { EngineClient, type EngineOptions } from "../../src/host/engineClient.ts";
import { ModelStore } from "../../src/host/modelStore.ts";
import { enginePath, loadParams, modelsFolder, wantedModel } from "./testModel.ts";

export interface StartedEngine {
  readonly client: EngineClient;
  readonly states: EngineState[];
  readonly log: string[];
}

export function startEngine(overrides: Partial<EngineOptions> = {}): StartedEngine {
  const states: EngineState[] = [];
  const log: string[] = [];
  const store = new ModelStore(modelsFolder);
  const model = store.find(wantedModel);
  const client = new EngineClient({
    enginePath,
    prepare: async () => {
      await store.verify(model);
      return { id: model.card.id, load: loadParams(model.path) };
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

/** False too for a process that ended and that nobody has asked for its exit code yet. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !readFileSync(stat, "utf8").includes(") Z ");
}
