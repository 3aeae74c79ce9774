// The wire between the ui and the evaluation page: what the panel posts, and what the page asks for.
import type { LogSummary } from "./journal/logSummary.ts";
import type { Report } from "./eval/report.ts";

/** A report that can be opened. */
export interface ReportEntry {
  /** Where it lies: stable over reloads. */
  readonly id: string;
  readonly label: string;
}

/** To the page. */
export type PanelMessage =
  | { readonly kind: "reports"; readonly reports: readonly ReportEntry[]; readonly command: string }
  | { readonly kind: "report"; readonly id: string; readonly report: Report }
  /** The report cannot be shown: one sentence says why. */
  | { readonly kind: "refused"; readonly id: string; readonly sentence: string }
  | { readonly kind: "log"; readonly summary: LogSummary };

/** From the page. */
export type PageMessage =
  /** `wanted` is what the page showed before it was reloaded. */
  | { readonly kind: "ready"; readonly wanted?: string }
  | { readonly kind: "open"; readonly id: string }
  /** The person looks for a report on disk. */
  | { readonly kind: "choose" }
  | { readonly kind: "save"; readonly name: string; readonly text: string };

/** Reads what the page posted; undefined for anything else. */
export function readPageMessage(value: unknown): PageMessage | undefined {
  if (typeof value !== "object" || value === null || !("kind" in value)) return undefined;
  const { kind, id, name, text, wanted } = value as Readonly<Record<string, unknown>>;
  if (kind === "ready") return typeof wanted === "string" ? { kind, wanted } : { kind };
  if (kind === "choose") return { kind };
  if (kind === "open" && typeof id === "string") return { kind, id };
  if (kind === "save" && typeof name === "string" && typeof text === "string") return { kind, name, text };
  return undefined;
}
