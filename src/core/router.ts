// The one interface between the surfaces (terminal, palette, chat) and everything that routes and runs.
import type { Catalogue } from "./catalogue.ts";
import type { Call, Decision, RouteOutcome } from "./decision.ts";
import type { LoadedModel } from "./rpc.ts";
import type { ModelCard } from "./modelCard.ts";
import type { ListedTool, Tool } from "./tool.ts";
import type { CallProgress, ToolResult } from "./toolResult.ts";
import type { Verdict } from "./policy.ts";

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CallProgress) => void;
  /** True once the person agreed to exactly this call; without it only calls that `judge` lets run are executed. */
  readonly agreed: boolean;
}

/** State of the engine, for a status item. */
export type EngineState =
  | { readonly kind: "idle" }
  | { readonly kind: "loading"; readonly model: string }
  | { readonly kind: "ready"; readonly model: string; readonly loaded: LoadedModel }
  | { readonly kind: "busy"; readonly model: string }
  | { readonly kind: "failed"; readonly message: string };

/** Replaces what the workspace knows, for evaluation. */
export interface RouteContext {
  /** One answer of one model: for predicting while the person types. The outcome says whether more would be asked. */
  readonly quick?: boolean;
  readonly catalogue?: Catalogue;
  /** Offered instead of the workspace's tools; the model gets their declarations unless it knows them by heart. */
  readonly tools?: readonly ListedTool[];
}

/** A ready-made router for one workspace. Starts nothing until it is first asked; `dispose` ends the engine and servers. */
export interface Router {
  readonly card: ModelCard;
  /** The model for toolboxes that `card`'s was not tuned on, when one is installed. */
  readonly otherCard: ModelCard | undefined;
  readonly state: EngineState;
  onState(listener: (state: EngineState) => void): () => void;
  tools(): Promise<readonly Tool[]>;
  /** Decides what `request` means. @throws Failure for bad input, a missing model, a dead engine or cancellation. */
  route(request: string, signal?: AbortSignal, context?: RouteContext): Promise<RouteOutcome>;
  /** Completes a question's partial call with the person's answer for one missing argument. */
  complete(partial: Call, missing: string, answer: string): Promise<Decision>;
  /** What the policy says of a call. */
  judge(call: Call): Promise<Verdict>;
  /** Runs a call over MCP. @throws Failure `not_agreed` when the policy wants consent and `agreed` is false. */
  run(call: Call, options: RunOptions): Promise<ToolResult>;
  dispose(): Promise<void>;
}
