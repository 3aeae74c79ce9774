// The model families that the router can talk to.
import type { FormatName } from "../modelCard.ts";
import type { CallFormat } from "./callFormat.ts";
import { functionGemma } from "./functiongemma.ts";
import { qwen } from "./qwen.ts";

export const callFormats: Readonly<Record<FormatName, CallFormat>> = { functiongemma: functionGemma, qwen };

/** Whether an answer can be read as some family writes it. */
export function isReadable(text: string): boolean {
  return Object.values(callFormats).some((format) => format.read(text).ok);
}
