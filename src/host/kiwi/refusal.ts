// An expected failure of the built-in server: the JSON body that goes back with isError.
import type { JsonObject } from "../../core/json.ts";

/** Thrown where a request cannot be met; `body` is the whole result, `error` first. */
export class Refusal extends Error {
  readonly body: JsonObject;

  constructor(error: string, fields: JsonObject = {}) {
    super(error);
    this.name = "Refusal";
    this.body = { error, ...fields };
  }
}

/** The `code` of a Node file system error, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
