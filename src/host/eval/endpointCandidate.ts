// Candidate: an OpenAI-compatible endpoint, asked with the row's tools and `tool_choice: auto`.
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, Failure } from "../../core/failure.ts";
import { isObject } from "../../core/json.ts";
import { chatBody, readChatReply } from "../../core/openAiChat.ts";
import type { Candidate } from "./candidate.ts";

export interface EndpointOptions {
  /** `http(s)://host/v1`; a fragment names the model, else the endpoint's first one is taken. */
  readonly url: string;
  readonly apiKey?: string | undefined;
  readonly settings: string;
  readonly timeoutMs?: number;
  /** Pause before the one retry. */
  readonly retryMs?: number;
}

const defaultTimeoutMs = 30_000;
const defaultRetryMs = 1000;

export function isEndpoint(name: string): boolean {
  return /^https?:\/\//i.test(name);
}

/** @throws Failure when nobody answers there. */
export async function openEndpoint(options: EndpointOptions, signal: AbortSignal): Promise<Candidate> {
  const url = new URL(options.url);
  const named = decodeURIComponent(url.hash.slice(1));
  url.hash = "";
  const base = url.href.replace(/\/+$/, "");
  const headers: Record<string, string> = {
    "content-type": "application/json",
    ...(options.apiKey === undefined || options.apiKey === ""
      ? {}
      : { authorization: `Bearer ${options.apiKey}` }),
  };
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const ask = async (path: string, body: unknown): Promise<unknown> => {
    const send = (): Promise<Response> =>
      fetch(`${base}${path}`, {
        headers,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      });
    let response = await send();
    if (response.status === 429 || response.status >= 500) {
      await response.body?.cancel();
      await sleep(options.retryMs ?? defaultRetryMs, undefined, { signal });
      response = await send();
    }
    const text = await response.text();
    if (!response.ok) throw refused(base, `${response.status} ${text.slice(0, 200)}`.trim());
    try {
      return JSON.parse(text);
    } catch (error) {
      throw refused(base, "an answer that is not JSON", error);
    }
  };
  const reach = (path: string, body?: unknown): Promise<unknown> =>
    ask(path, body).catch((error: unknown) => {
      if (error instanceof Failure) throw error;
      if (signal.aborted) throw new Failure("cancelled", "The request was cancelled.", "Ask again.");
      const timedOut = error instanceof Error && error.name === "TimeoutError";
      throw refused(base, timedOut ? `nothing within ${timeoutMs / 1000} s` : cause(error), error);
    });
  const model = named === "" ? (firstModel(await reach("/models")) ?? "default") : named;

  return {
    id: "endpoint",
    label: `${model} at ${url.host}`,
    kind: "endpoint",
    fingerprint: `endpoint ${base} ${model} ${options.settings}`,
    prepare: () => Promise.resolve(),
    answer: async ({ row, toolbox }) => {
      const began = performance.now();
      const body = chatBody(model, row.request, toolbox.tools);
      const reply = readChatReply(await reach("/chat/completions", body), toolbox.tools);
      const kind = reply.problem !== undefined ? "failed" : reply.calls.length > 0 ? "call" : "none";
      return {
        kind,
        calls: reply.calls,
        valid: kind !== "failed",
        // Endpoints give no probability of a call.
        confidence: kind === "failed" ? 0 : 1,
        ms: performance.now() - began,
        ...(reply.problem !== undefined || reply.text !== "" ? { raw: reply.problem ?? reply.text } : {}),
      };
    },
    dispose: () => Promise.resolve(),
  };
}

function firstModel(body: unknown): string | undefined {
  const data: unknown = isObject(body) ? body["data"] : undefined;
  const first: unknown = Array.isArray(data) ? data[0] : undefined;
  return isObject(first) && typeof first["id"] === "string" ? first["id"] : undefined;
}

function refused(base: string, what: string, error?: unknown): Failure {
  return new Failure(
    "server_failed",
    `The endpoint ${base} answered: ${what}.`,
    "Check that the server runs and knows the model.",
    error,
  );
}

/** fetch hides the reason (refused, unknown host) in its cause. */
function cause(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : describe(error);
}
