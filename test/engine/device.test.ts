// The choice of a device, with runtimes that only say what they are.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { LoadedModel, LoadParams } from "../../src/core/rpc.ts";
import { chooseDevice } from "../../src/engine/device.ts";

/** A machine that has `gpu`; asking for another fails. */
function machine(gpu: LoadedModel["gpu"]) {
  return (wanted: LoadParams["gpu"]): Promise<{ gpu: LoadedModel["gpu"] }> =>
    wanted === "auto" || wanted === gpu || wanted === false
      ? Promise.resolve({ gpu: wanted === false ? false : gpu })
      : Promise.reject(new Error("NoBinaryFoundError\nsee the log"));
}

describe("the device", () => {
  it("is the GPU that is there", async () => {
    const device = await chooseDevice("auto", machine("cuda"));
    assert.equal(device.gpu, "cuda");
    assert.equal(device.reason, "cuda was found.");
  });

  it("is the CPU where there is no GPU", async () => {
    const device = await chooseDevice("auto", machine(false));
    assert.equal(device.gpu, false);
    assert.equal(device.reason, "No GPU was found, so the CPU is used.");
  });

  it("is the CPU, with the reason, where the wanted GPU fails", async () => {
    const device = await chooseDevice("vulkan", machine("cuda"));
    assert.equal(device.runtime.gpu, false);
    assert.equal(device.reason, "The CPU is used, because vulkan failed: NoBinaryFoundError.");
  });

  it("is the CPU where the settings say so", async () => {
    const device = await chooseDevice(false, machine("cuda"));
    assert.equal(device.gpu, false);
    assert.equal(device.reason, "The settings ask for the CPU.");
  });
});
