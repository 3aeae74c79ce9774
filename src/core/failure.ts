// An expected failure: what happened, and what the person can do about it.

/** Stable names of failures; tests and exit codes rely on them, messages may change. */
export type FailureCode =
  | "bad_request"
  | "cancelled"
  | "engine_crashed"
  | "engine_failed"
  | "model_corrupt"
  | "model_missing"
  | "model_unsupported"
  | "not_agreed"
  | "server_failed"
  | "tool_failed"
  | "training_failed"
  | "workspace_missing";

/** Thrown or returned for failures that are not bugs. `hint` is one sentence that says what to do. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly hint: string;

  constructor(code: FailureCode, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "Failure";
    this.code = code;
    this.hint = hint;
  }

  toJSON(): { code: FailureCode; message: string; hint: string } {
    return { code: this.code, message: this.message, hint: this.hint };
  }
}

/** The one place that turns anything thrown into words for a person. */
export function describe(error: unknown): string {
  if (error instanceof Failure) return `${error.message} ${error.hint}`;
  return error instanceof Error ? error.message : String(error);
}

export function isCancelled(error: unknown): boolean {
  return (
    (error instanceof Failure && error.code === "cancelled") ||
    (error instanceof Error && error.name === "AbortError")
  );
}
