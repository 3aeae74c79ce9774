// The sha256 of a model file: from its card, which the store proves at loading, or of its bytes.
import { hashFile, type FoundModel } from "../modelStore.ts";

/** Also of its adapter, if it has one: another adapter is another model. */
export async function modelHash({ card, path, adapter }: FoundModel): Promise<string> {
  const own = card.sha256 === "" ? await hashFile(path) : card.sha256;
  return adapter === undefined ? own : `${own}+${await hashFile(adapter)}`;
}
