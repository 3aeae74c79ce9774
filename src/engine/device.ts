// Chooses the device for a model and keeps the reason, so that a person can see why it runs where it runs.
import type { LoadedModel, LoadParams } from "../core/rpc.ts";

export interface Device<Runtime> {
  readonly runtime: Runtime;
  readonly gpu: LoadedModel["gpu"];
  /** One sentence. */
  readonly reason: string;
}

/** Opens the runtime of a device. Fails where the device, its driver or its binary is missing. */
export type OpenRuntime<Runtime> = (gpu: LoadParams["gpu"]) => Promise<Runtime>;

/** Opens the wanted device, or the CPU with the reason why not. @throws when even the CPU's runtime fails. */
export async function chooseDevice<Runtime extends { readonly gpu: LoadedModel["gpu"] }>(
  wanted: LoadParams["gpu"],
  open: OpenRuntime<Runtime>,
): Promise<Device<Runtime>> {
  if (wanted === false)
    return { runtime: await open(false), gpu: false, reason: "The settings ask for the CPU." };
  try {
    const runtime = await open(wanted);
    if (runtime.gpu !== false) return { runtime, gpu: runtime.gpu, reason: `${runtime.gpu} was found.` };
    return { runtime, gpu: false, reason: "No GPU was found, so the CPU is used." };
  } catch (error) {
    return fallBack(wanted === "auto" ? "the GPU" : wanted, error, open);
  }
}

/** The CPU, after `device` failed. */
export async function fallBack<Runtime>(
  device: string,
  error: unknown,
  open: OpenRuntime<Runtime>,
): Promise<Device<Runtime>> {
  const why = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
  const reason = `The CPU is used, because ${device} failed: ${why.replace(/[.\s]+$/, "")}.`;
  return { runtime: await open(false), gpu: false, reason };
}
