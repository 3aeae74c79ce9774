// The card beside a GGUF file: what the model is, which prompt it wants, and the hash that proves the file.

/** Parsed `models/<id>.json`; written by training, read by the host. Keys are shared with Python. */
export interface ModelCard {
  readonly id: string;
  readonly file: string;
  /** Size of the file in bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly format: "functiongemma";
  /** `bare`: tuned on one toolbox, reads the request alone. `declared`: wants the tool declarations in the prompt. */
  readonly prompt_style: "bare" | "declared";
  /** Hash of the toolbox a bare model was tuned on (canonical JSON, sha256). */
  readonly toolset_sha256?: string;
  readonly licence: string;
}
