// Toolboxes that come with a request instead of a server (evaluation rows): compiled once, known by their hash.
import { createHash } from "node:crypto";
import { openToolbox, type Toolbox } from "../core/interpret.ts";
import { canonicalJson } from "../core/json.ts";
import { normaliseTool, type ListedTool } from "../core/tool.ts";

export interface OwnToolbox {
  readonly toolbox: Toolbox;
  /** Of the tools' canonical JSON, as model cards give it. */
  readonly sha256: string;
  /** Tools that cannot be offered, with the reason. */
  readonly quarantined: readonly { readonly name: string; readonly problem: string }[];
}

/** A set of public rows may bring hundreds of toolboxes; neighbours share theirs. */
const mostKept = 64;

export class OwnToolboxes {
  readonly #kept = new Map<string, OwnToolbox>();

  open(listed: readonly ListedTool[]): OwnToolbox {
    const sha256 = createHash("sha256").update(canonicalJson(listed)).digest("hex");
    const kept = this.#kept.get(sha256);
    if (kept) return kept;
    const normalised = listed.map((tool) => normaliseTool(tool, "row"));
    const opened: OwnToolbox = {
      toolbox: openToolbox(normalised.flatMap((one) => (one.ok ? [one.tool] : []))),
      sha256,
      quarantined: normalised.flatMap((one) => (one.ok ? [] : [one])),
    };
    this.#kept.set(sha256, opened);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return opened;
  }
}
