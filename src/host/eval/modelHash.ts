// The sha256 of a model file: from its card, which the store proves at loading, or of its bytes.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { FoundModel } from "../modelStore.ts";

export async function modelHash({ card, path }: FoundModel): Promise<string> {
  if (card.sha256 !== "") return card.sha256;
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 }))
    hash.update(chunk as Buffer);
  return hash.digest("hex");
}
