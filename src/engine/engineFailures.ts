// The words for what goes wrong with runtime, model and prompt length.
import { Failure } from "../core/failure.ts";
import type { LastErrors } from "./lastErrors.ts";

export function noRuntime(error: unknown): never {
  throw new Failure(
    "engine_failed",
    `The model runtime cannot be started on this machine: ${error instanceof Error ? error.message : String(error)}.`,
    "Reinstall Tool Router for this platform.",
    error,
  );
}

export function unsupported(error: unknown, errors: LastErrors): Failure {
  const why = errors.cause() ?? (error instanceof Error ? error.message : String(error));
  return new Failure(
    "model_unsupported",
    `The model could not be loaded: ${why}.`,
    "Choose another GGUF file, or the shipped model.",
    error,
  );
}

export function tooLong(has: string, room: string): Failure {
  return new Failure(
    "bad_request",
    `The request and its tools come to ${has}; the model reads at most ${room}.`,
    "Say it shorter, or offer fewer tools.",
  );
}
