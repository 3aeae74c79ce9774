// Finds a model and proves it before it is loaded: the card, the size, the hash, the header.
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Failure } from "../core/failure.ts";
import { isObject } from "../core/json.ts";
import type { ModelCard } from "../core/modelCard.ts";
import { readGgufHeader } from "./ggufHeader.ts";

export interface FoundModel {
  readonly card: ModelCard;
  /** Absolute path of the GGUF file. */
  readonly path: string;
}

/** Finds and verifies models; remembers which files it has hashed already. */
export class ModelStore {
  readonly #modelsFolder: string;
  readonly #proven = new Set<string>();

  constructor(modelsFolder: string) {
    this.#modelsFolder = modelsFolder;
  }

  /**
   * Finds a model without reading its weights: by path of a GGUF file, by id, or the shipped default.
   * @throws Failure model_missing.
   */
  find(wanted?: string): FoundModel {
    if (wanted?.endsWith(".gguf") === true) return this.#findFile(resolve(wanted));
    const cards = this.#readCards();
    const found =
      wanted === undefined
        ? (cards.find((one) => one.isDefault) ?? cards[0])
        : cards.find((one) => one.card.id === wanted);
    if (found) return { card: found.card, path: join(this.#modelsFolder, found.card.file) };
    if (wanted === undefined)
      throw new Failure(
        "model_missing",
        `There is no model in ${this.#modelsFolder}.`,
        "Reinstall Tool Router, or name a GGUF file.",
      );
    const known = cards.map((one) => `"${one.card.id}"`).join(", ");
    throw new Failure(
      "model_missing",
      `There is no model "${wanted}".`,
      `Name a .gguf file, or one of: ${known || "none is installed"}.`,
    );
  }

  /** Proves that a file is what its card says. @throws Failure model_missing or model_corrupt. */
  async verify(model: FoundModel): Promise<void> {
    const { card, path } = model;
    const hint = "Reinstall Tool Router, or choose another GGUF file.";
    const info = await stat(path).catch((error: unknown) => {
      throw new Failure("model_missing", `The model file ${path} is missing.`, hint, error);
    });
    const fingerprint = `${path}:${info.size}:${info.mtimeMs}`;
    if (this.#proven.has(fingerprint)) return;
    if (card.size !== info.size)
      throw new Failure(
        "model_corrupt",
        `The model file ${path} has ${info.size} bytes where its card says ${card.size}.`,
        hint,
      );
    const header = readGgufHeader(path);
    if (!header) throw new Failure("model_corrupt", `The file ${path} is not a GGUF model.`, hint);
    if (card.sha256 !== "" && (await hashFile(path)) !== card.sha256)
      throw new Failure(
        "model_corrupt",
        `The model file ${path} is damaged: its sha256 differs from its card.`,
        hint,
      );
    this.#proven.add(fingerprint);
  }

  #findFile(path: string): FoundModel {
    if (!existsSync(path))
      throw new Failure("model_missing", `The model file ${path} is missing.`, "Check the path.");
    const cardPath = join(dirname(path), `${basename(path, ".gguf")}.json`);
    const beside = existsSync(cardPath) ? readCard(cardPath)?.card : undefined;
    if (beside?.file === basename(path)) return { card: beside, path };
    const texts = readGgufHeader(path)?.texts;
    const toolset = texts?.get("tool_router.toolset_sha256");
    const card: ModelCard = {
      id: basename(path, ".gguf"),
      file: basename(path),
      size: statSync(path).size,
      sha256: "",
      format: "functiongemma",
      prompt_style: texts?.get("tool_router.prompt_style") === "bare" ? "bare" : "declared",
      ...(toolset === undefined ? {} : { toolset_sha256: toolset }),
      licence: texts?.get("general.license") ?? "unknown",
    };
    return { card, path };
  }

  #readCards(): ReadCard[] {
    if (!existsSync(this.#modelsFolder)) return [];
    const names = readdirSync(this.#modelsFolder).filter((name) => name.endsWith(".json"));
    return names.sort().flatMap((name) => readCard(join(this.#modelsFolder, name)) ?? []);
  }
}

interface ReadCard {
  readonly card: ModelCard;
  readonly isDefault: boolean;
}

/** Reads a card; a JSON file that is no card is undefined. */
function readCard(path: string): ReadCard | undefined {
  const value = parseJson(readFileSync(path, "utf8"));
  if (!isObject(value)) return undefined;
  const text = (key: string): string => (typeof value[key] === "string" ? value[key] : "");
  const { size } = value;
  if (text("id") === "" || text("file") === "" || typeof size !== "number") return undefined;
  const card: ModelCard = {
    id: text("id"),
    file: basename(text("file")),
    size,
    sha256: text("sha256"),
    format: "functiongemma",
    prompt_style: value["prompt_style"] === "bare" ? "bare" : "declared",
    ...(text("toolset_sha256") === "" ? {} : { toolset_sha256: text("toolset_sha256") }),
    licence: text("licence"),
  };
  return { card, isDefault: value["default"] === true };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON, so not a card.
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
