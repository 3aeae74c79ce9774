// Finds a model and proves it before it is loaded: the card, the size, the header, the hash.
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Failure } from "../core/failure.ts";
import type { ModelCard } from "../core/modelCard.ts";
import { isGguf, readGgufTexts } from "./ggufHeader.ts";
import { isPromptStyle, readCard, type ReadCard } from "./readCard.ts";

export interface FoundModel {
  readonly card: ModelCard;
  /** Absolute path of the GGUF file. */
  readonly path: string;
  /** Absolute path of the LoRA adapter to apply. */
  readonly adapter?: string;
}

const hint = "Reinstall Tool Router, or choose another GGUF file.";

/** Finds and verifies models; remembers which files it has proven already. */
export class ModelStore {
  readonly #modelsFolder: string;
  readonly #proven = new Set<string>();

  /** `modelsFolder`: where the shipped models and their cards are. */
  constructor(modelsFolder: string) {
    this.#modelsFolder = modelsFolder;
  }

  /**
   * Finds a model without reading its weights: by path of a GGUF file, by id, or the shipped default.
   * @throws Failure model_missing, or model_corrupt when its card cannot be read.
   */
  find(wanted?: string): FoundModel {
    if (wanted?.endsWith(".gguf") === true) return findFile(resolve(wanted));
    const { cards, faults } = this.#readCards();
    const found =
      wanted === undefined
        ? (cards.find((one) => one.isDefault) ?? cards[0])
        : cards.find((one) => one.card.id === wanted);
    if (found) return locate(found.card, this.#modelsFolder);
    const [fault] = wanted === undefined ? faults.values() : [faults.get(wanted)];
    if (fault !== undefined) throw new Failure("model_corrupt", fault, hint);
    if (wanted === undefined)
      throw new Failure("model_missing", `There is no model in ${this.#modelsFolder}.`, hint);
    const known = cards.map((one) => `"${one.card.id}"`).join(", ");
    throw new Failure(
      "model_missing",
      `There is no model "${wanted}".`,
      `Name a .gguf file, or one of: ${known || "none is installed"}.`,
    );
  }

  /** A model beside the shipped one by its id; undefined when it is not installed. */
  tryFind(id: string): FoundModel | undefined {
    const found = this.#readCards().cards.find((one) => one.card.id === id);
    const model = found && locate(found.card, this.#modelsFolder);
    return model && existsSync(model.path) ? model : undefined;
  }

  /** Proves that a file is what its card says. @throws Failure model_missing or model_corrupt. */
  async verify({ card, path, adapter }: FoundModel): Promise<void> {
    if (adapter !== undefined) proveAdapter(adapter);
    const info = await stat(path).catch((error: unknown) => {
      throw new Failure("model_missing", `The model file ${path} is missing.`, hint, error);
    });
    const fingerprint = `${path}:${info.size}:${info.mtimeMs}:${card.sha256}`;
    if (this.#proven.has(fingerprint)) return;
    if (card.size !== info.size)
      throw new Failure(
        "model_corrupt",
        `The model file ${path} has ${info.size} bytes where its card says ${card.size}.`,
        hint,
      );
    if (!info.isFile() || !isGguf(path))
      throw new Failure("model_corrupt", `The file ${path} is not a GGUF model.`, hint);
    if (card.sha256 !== unknownHash && (await hashFile(path)) !== card.sha256)
      throw new Failure(
        "model_corrupt",
        `The model file ${path} is damaged: its sha256 differs from its card.`,
        hint,
      );
    this.#proven.add(fingerprint);
  }

  /** `faults`: why a JSON file is no card, by its name without ".json". */
  #readCards(): { cards: ReadCard[]; faults: Map<string, string> } {
    const cards: ReadCard[] = [];
    const faults = new Map<string, string>();
    const names = existsSync(this.#modelsFolder) ? readdirSync(this.#modelsFolder).sort() : [];
    for (const name of names.filter((one) => one.endsWith(".json"))) {
      const path = join(this.#modelsFolder, name);
      const read = readCard(path);
      if (typeof read === "object") cards.push(read);
      else faults.set(basename(name, ".json"), `The model card ${path} cannot be used: ${read}.`);
    }
    return { cards, faults };
  }
}

/** Where the files of a card are. */
function locate(card: ModelCard, folder: string): FoundModel {
  const { file, adapter } = card;
  return {
    card,
    path: join(folder, file),
    ...(adapter === undefined ? {} : { adapter: join(folder, adapter) }),
  };
}

function proveAdapter(path: string): void {
  if (!existsSync(path))
    throw new Failure("model_missing", `The adapter ${path} is missing.`, "Check the path.");
  if (!isGguf(path) || readGgufTexts(path).get("general.type") !== "adapter")
    throw new Failure(
      "model_corrupt",
      `The file ${path} is no LoRA adapter in GGUF.`,
      "Choose another file.",
    );
}

/** The hash of a card that was derived from a file without one. */
const unknownHash = "";

function findFile(path: string): FoundModel {
  if (!existsSync(path))
    throw new Failure("model_missing", `The model file ${path} is missing.`, "Check the path.");
  const cardPath = join(dirname(path), `${basename(path, ".gguf")}.json`);
  const beside = existsSync(cardPath) ? readCard(cardPath) : undefined;
  if (typeof beside === "object" && beside.card.file === basename(path))
    return locate(beside.card, dirname(path));
  const info = statSync(path);
  const texts: ReadonlyMap<string, string> = info.isFile() ? readGgufTexts(path) : new Map();
  const toolset = texts.get("tool_router.toolset_sha256");
  const style = texts.get("tool_router.prompt_style");
  const card: ModelCard = {
    id: basename(path, ".gguf"),
    file: basename(path),
    size: info.size,
    sha256: unknownHash,
    format: texts.get("tokenizer.chat_template")?.includes("<tool_call>") === true ? "qwen" : "functiongemma",
    prompt_style: isPromptStyle(style) ? style : "declared",
    ...(toolset === undefined ? {} : { toolset_sha256: toolset }),
    licence: texts.get("general.license") ?? "unknown",
  };
  return { card, path };
}

/** sha256 of a file's bytes, as hexadecimal digits. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 }))
    hash.update(chunk as Buffer);
  return hash.digest("hex");
}
