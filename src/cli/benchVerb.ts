// tool-router bench: how fast this machine routes, beside a peer and beside its own limits.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Router } from "../core/router.ts";
import { writeBenchTable } from "../core/bench/table.ts";
import { runBench } from "../host/bench/runBench.ts";
import { changeModel } from "../host/modelChanges.ts";
import { ModelStore } from "../host/modelStore.ts";
import type { Flags } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

export interface BenchSetting {
  /** Has not been asked anything yet: its start is measured. */
  readonly router: Router;
  readonly flags: Flags;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Where the bundles are; the models lie beside it. */
  readonly distFolder: string;
}

/** Tokens of context, as the router's own engine has. */
const contextSize = 16_384;

/** @returns 0 once everything is measured; speed is in the figures, not in the exit code. */
export async function benchVerb({
  router,
  flags,
  terminal,
  signal,
  distFolder,
}: BenchSetting): Promise<number> {
  const store = new ModelStore(join(distFolder, "..", "models"));
  const model = changeModel(store.find(flags.model), { format: flags.format, adapter: flags.adapter });
  await store.verify(model);
  const report = await runBench({
    router,
    enginePath: join(distFolder, "engine.mjs"),
    load: {
      modelPath: model.path,
      ...(model.adapter === undefined ? {} : { adapterPath: model.adapter }),
      gpu: flags.gpu,
      threads: flags.threads,
      contextSize,
    },
    modelBytes: (await stat(model.path)).size,
    rounds: flags.rounds,
    signal,
    onProgress: (what) => terminal.status(`Measuring ${what} …`),
  });
  terminal.status(undefined);
  terminal.print(flags.json ? JSON.stringify(report) : writeBenchTable(report));
  return 0;
}
