// Chooses the device for a model and keeps the reason, so that a person can see why it runs where it runs.
import type { LoadParams } from "../core/rpc.ts";

export type Gpu = "metal" | "cuda" | "vulkan" | false;

export interface Device<Runtime> {
  readonly runtime: Runtime;
  readonly gpu: Gpu;
  /** One sentence. */
  readonly reason: string;
}

/** Opens the wanted device, or the CPU with the reason why not. `open` fails where a device or its binary is missing. */
export async function chooseDevice<Runtime extends { readonly gpu: Gpu }>(
  wanted: LoadParams["gpu"],
  open: (gpu: LoadParams["gpu"]) => Promise<Runtime>,
): Promise<Device<Runtime>> {
  if (wanted === false)
    return { runtime: await open(false), gpu: false, reason: "The settings ask for the CPU." };
  try {
    const runtime = await open(wanted);
    if (runtime.gpu !== false) return { runtime, gpu: runtime.gpu, reason: `${runtime.gpu} was found.` };
    return { runtime, gpu: false, reason: "No GPU was found, so the CPU is used." };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const runtime = await open(false);
    return {
      runtime,
      gpu: false,
      reason: `${wanted === "auto" ? "The GPU" : wanted} could not be used (${why}), so the CPU is used.`,
    };
  }
}
