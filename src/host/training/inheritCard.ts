// A model that knows one toolbox by heart needs the other one beside it for everything else: the new card names the shipped one's.
import { readFile, rename, writeFile } from "node:fs/promises";
import { isObject } from "../../core/json.ts";
import type { FoundModel } from "../modelStore.ts";

/** @param model path of the new model; its card lies beside it. Changes nothing where the card says so itself. */
export async function inheritOtherTools(model: string, shipped: FoundModel): Promise<void> {
  const { other_tools: other, second_opinion: second } = shipped.card;
  if (other === undefined) return;
  const path = model.replace(/\.gguf$/, ".json");
  const card: unknown = JSON.parse(await readFile(path, "utf8"));
  if (!isObject(card) || card["prompt_style"] !== "bare" || card["other_tools"] !== undefined) return;
  const beside = {
    other_tools: other,
    ...(second && card["second_opinion"] === undefined ? { second_opinion: second } : {}),
  };
  await writeFile(`${path}.part`, `${JSON.stringify({ ...card, ...beside }, undefined, 2)}\n`);
  await rename(`${path}.part`, path);
}
