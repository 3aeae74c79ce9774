// What came back from a tool call, reduced to what a surface can show.
import type { Json } from "./json.ts";

export interface ToolResult {
  readonly isError: boolean;
  /** Structured content if the server gave any, else the parsed text if it is JSON. */
  readonly json?: Json;
  /** All text content, joined with newlines. */
  readonly text: string;
  readonly durationMs: number;
}

/** One progress report of a running call. */
export interface CallProgress {
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}
