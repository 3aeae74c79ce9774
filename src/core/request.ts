// The border for what people type: bounds and clear failures before anything else looks at it.
import { Failure } from "./failure.ts";

/** Longest request in characters; a router reads one wish, not a document. */
export const maxRequestCharacters = 2000;

/** The request without control characters and outer space. @throws Failure bad_request when empty or too long. */
export function readRequest(text: string): string {
  const request = text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/g, " ").trim();
  if (request === "")
    throw new Failure(
      "bad_request",
      "The request is empty.",
      'Say what you want, for example "find email scripts".',
    );
  if (request.length > maxRequestCharacters)
    throw new Failure(
      "bad_request",
      `The request has ${request.length} characters; at most ${maxRequestCharacters} are read.`,
      "Say it shorter, and put long texts into a file.",
    );
  return request;
}
