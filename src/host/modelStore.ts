// Finds a model and proves it before it is loaded: the card, the size, the hash, the header.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
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
  async find(wanted?: string): Promise<FoundModel> {
    if (wanted?.endsWith(".gguf") === true) return this.#findFile(resolve(wanted));
    const cards = await this.#readCards();
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
    const header = await readGgufHeader(path);
    if (!header) throw new Failure("model_corrupt", `The file ${path} is not a GGUF model.`, hint);
    if (card.sha256 !== "" && (await hashFile(path)) !== card.sha256)
      throw new Failure(
        "model_corrupt",
        `The model file ${path} is damaged: its sha256 differs from its card.`,
        hint,
      );
    this.#proven.add(fingerprint);
  }

  async #findFile(path: string): Promise<FoundModel> {
    const info = await stat(path).catch((error: unknown) => {
      throw new Failure("model_missing", `The model file ${path} is missing.`, "Check the path.", error);
    });
    const beside = await readCard(join(dirname(path), `${basename(path, ".gguf")}.json`)).catch(
      () => undefined,
    );
    if (beside?.card.file === basename(path)) return { card: beside.card, path };
    const header = await readGgufHeader(path);
    const style = header?.texts.get("tool_router.prompt_style") === "bare" ? "bare" : "declared";
    const toolset = header?.texts.get("tool_router.toolset_sha256");
    const card: ModelCard = {
      id: basename(path, ".gguf"),
      file: basename(path),
      size: info.size,
      sha256: "",
      format: "functiongemma",
      prompt_style: style,
      ...(toolset === undefined ? {} : { toolset_sha256: toolset }),
      licence: header?.texts.get("general.license") ?? "unknown",
    };
    return { card, path };
  }

  async #readCards(): Promise<{ card: ModelCard; isDefault: boolean }[]> {
    const names = await readdir(this.#modelsFolder).catch(() => [] as string[]);
    const cards = await Promise.all(
      names
        .filter((name) => name.endsWith(".json"))
        .sort()
        .map((name) => readCard(join(this.#modelsFolder, name))),
    );
    return cards.filter((one) => one !== undefined);
  }
}

/** Reads a card; a JSON file that is no card is undefined. */
async function readCard(path: string): Promise<{ card: ModelCard; isDefault: boolean } | undefined> {
  const value: unknown = JSON.parse(await readFile(path, "utf8"));
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

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
