// Reads a model card from outside: every field is checked, other fields may stand beside them.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { readCalibration } from "../core/calibrator.ts";
import { isObject } from "../core/json.ts";
import {
  formatNames,
  promptStyles,
  type CallsFrom,
  type FormatName,
  type ModelCard,
  type PromptStyle,
  type SecondOpinion,
} from "../core/modelCard.ts";

export interface ReadCard {
  readonly card: ModelCard;
  /** The card's own field `default`: the model to take when none is named. */
  readonly isDefault: boolean;
}

/** @returns the card, or in words why the file is none. */
export function readCard(path: string): ReadCard | string {
  const value = parse(path);
  if (!isObject(value)) return "it is not a JSON object";
  const { id, file, size, sha256, format, prompt_style: style, licence } = value;
  const toolset = value["toolset_sha256"];
  const { adapter } = value;
  const otherTools = value["other_tools"];
  if (typeof id !== "string" || id === "") return "its id is missing";
  if (typeof file !== "string" || file === "" || file !== basename(file))
    return "its file is not the name of a file beside it";
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size <= 0)
    return "its size is not a number of bytes";
  if (!isSha256(sha256)) return "its sha256 is not 64 hexadecimal digits";
  if (!isFormatName(format)) return `its format ${JSON.stringify(format)} is unknown`;
  if (!isPromptStyle(style)) return `its prompt_style ${JSON.stringify(style)} is unknown`;
  if (toolset !== undefined && !isSha256(toolset)) return "its toolset_sha256 is not 64 hexadecimal digits";
  if (
    adapter !== undefined &&
    (typeof adapter !== "string" || adapter === "" || adapter !== basename(adapter))
  )
    return "its adapter is not the name of a file beside it";
  const callsFrom = value["calls_from"] === undefined ? undefined : readCallsFrom(value["calls_from"]);
  if (typeof callsFrom === "string") return callsFrom;
  const second = value["second_opinion"] === undefined ? undefined : readSecond(value["second_opinion"]);
  if (typeof second === "string") return second;
  if (typeof licence !== "string") return "its licence is missing";
  const calibration = value["calibration"] === undefined ? undefined : readCalibration(value["calibration"]);
  if (value["calibration"] !== undefined && !calibration)
    return "its calibration is not one that this version knows";
  const card: ModelCard = {
    id,
    file,
    size,
    sha256: sha256.toLowerCase(),
    format,
    prompt_style: style,
    ...(toolset === undefined ? {} : { toolset_sha256: toolset }),
    ...(typeof otherTools === "string" ? { other_tools: otherTools } : {}),
    ...(callsFrom === undefined ? {} : { calls_from: callsFrom }),
    ...(second ? { second_opinion: second } : {}),
    ...(adapter === undefined ? {} : { adapter }),
    licence,
    ...(calibration ? { calibration } : {}),
  };
  return { card, isDefault: value["default"] === true };
}

function isShare(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

function readSecond(value: unknown): SecondOpinion | string {
  if (!isObject(value)) return "its second_opinion is not an object";
  const { below, trust, calibration: fitted } = value;
  if (!isShare(below) || !isShare(trust))
    return "its second_opinion.below and second_opinion.trust are not numbers from 0 to 1";
  if (fitted === undefined) return { below, trust };
  const calibration = readCalibration(fitted);
  return calibration
    ? { below, trust, calibration }
    : "its second_opinion.calibration is not one that this version knows";
}

/** A style that this version knows. */
export function isPromptStyle(value: unknown): value is PromptStyle {
  return promptStyles.some((style) => style === value);
}

/** A model family that this version can talk to. */
export function isFormatName(value: unknown): value is FormatName {
  return formatNames.some((name) => name === value);
}

function isSha256(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/i.test(value);
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined; // Not readable or not JSON, so not a card.
  }
}

/** One number holds for every request. */
function readCallsFrom(value: unknown): CallsFrom | string {
  const { covered, otherwise } = isObject(value) ? value : { covered: value, otherwise: value };
  return isShare(covered) && isShare(otherwise)
    ? { covered, otherwise }
    : "its calls_from is neither a number from 0 to 1 nor {covered, otherwise} of such numbers";
}
