// The sha256 of a model file: from its card, which the store proves at loading, or of its bytes.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { FoundModel } from "../modelStore.ts";

/** Also of its adapter, if it has one: another adapter is another model. */
export async function modelHash({ card, path, adapter }: FoundModel): Promise<string> {
  const own = card.sha256 === "" ? await fileHash(path) : card.sha256;
  return adapter === undefined ? own : `${own}+${await fileHash(adapter)}`;
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 }))
    hash.update(chunk as Buffer);
  return hash.digest("hex");
}
