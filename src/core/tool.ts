// One tool as the router sees it, whichever server it comes from.
import type { JsonObject } from "./json.ts";

/** MCP tool annotations: untrusted hints, with the specification's defaults when absent. */
export interface Annotations {
  readonly readOnlyHint?: boolean;
  readonly destructiveHint?: boolean;
  readonly idempotentHint?: boolean;
  readonly openWorldHint?: boolean;
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  /** Normalised JSON Schema of an object: local references resolved, host arguments removed. */
  readonly inputSchema: JsonObject;
  /** Arguments that the host adds itself and that never come from a model. */
  readonly hostArguments: readonly string[];
  readonly annotations: Annotations;
  /** Name of the server that offers it. */
  readonly server: string;
}
