// What `tool-router train` works with.
import type { Router } from "../core/router.ts";
import type { Terminal } from "./terminal.ts";
import type { TrainFlags } from "./trainFlags.ts";

export interface TrainSetting {
  readonly flags: TrainFlags;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly distFolder: string;
  readonly journalFile: string;
  readonly openRouter: (model: string | undefined) => Router;
}
