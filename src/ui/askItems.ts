// The rows of the "Ask…" box: what was predicted, other readings, what to do when nothing fits.
import * as vscode from "vscode";
import type { AskDecision, Call, RouteOutcome } from "../core/decision.ts";
import { describe } from "../core/failure.ts";
import type { Verdict } from "../core/policy.ts";
import { writeCall, writeConfidence } from "../core/writeCall.ts";

export type Choice =
  | { readonly kind: "call"; readonly call: Call }
  | { readonly kind: "ask"; readonly decision: AskDecision }
  | { readonly kind: "example"; readonly request: string }
  | { readonly kind: "failure"; readonly error: unknown }
  | { readonly kind: "nothing" };

export interface AskItem extends vscode.QuickPickItem {
  readonly choice: Choice;
}

/** A predicted decision with everything that its rows show. */
export interface Prediction {
  readonly outcome: RouteOutcome;
  /** The policy's word on the predicted call. */
  readonly verdict: Verdict | undefined;
  readonly server: string | undefined;
}

export const editButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("edit"),
  tooltip: vscode.l10n.t("Edit the arguments"),
};

const mostAlternatives = 4;

export function predictionItems(prediction: Prediction): AskItem[] {
  const { decision } = prediction.outcome;
  const others = decision.alternatives.slice(0, mostAlternatives).map((one) =>
    item({
      label: `$(circle-outline) ${plain(writeCall(one.call))}`,
      description: decision.kind === "call" ? writeConfidence(one.confidence) : "",
      buttons: [editButton],
      choice: { kind: "call", call: one.call },
    }),
  );
  switch (decision.kind) {
    case "call":
      return [
        item({
          label: `$(${verdictIcon(prediction.verdict)}) ${plain(writeCall(decision.call))}`,
          description: vscode.l10n.t("{0} sure", writeConfidence(decision.confidence)),
          detail: [prediction.server, prediction.verdict?.reason]
            .filter((part) => part !== undefined)
            .join(" · "),
          buttons: [editButton],
          choice: { kind: "call", call: decision.call },
        }),
        ...under(vscode.l10n.t("or"), others),
      ];
    case "ask":
      return [
        item({
          label: `$(question) ${plain(decision.question)}`,
          detail: decision.partial
            ? vscode.l10n.t("Enter to answer")
            : vscode.l10n.t("Say it with a few more words"),
          choice: decision.partial ? { kind: "ask", decision } : { kind: "nothing" },
        }),
        ...under(vscode.l10n.t("possible"), others),
      ];
    case "none":
      return [
        item({ label: `$(circle-slash) ${plain(decision.reason)}`, choice: { kind: "nothing" } }),
        ...under(vscode.l10n.t("nearest"), others),
        ...under(vscode.l10n.t("for example"), exampleItems()),
      ];
  }
}

function verdictIcon(verdict: Verdict | undefined): string {
  switch (verdict?.kind) {
    case "run":
      return "play";
    case "refuse":
      return "circle-slash";
    case "confirm":
    case undefined:
      return "shield";
  }
}

export function failureItems(error: unknown): AskItem[] {
  return [item({ label: `$(error) ${plain(describe(error))}`, choice: { kind: "failure", error } })];
}

/** What an empty box shows; picking a row fills the box. */
export function exampleItems(): AskItem[] {
  const examples = ["find email scripts", "create a script called csv_parser", "what can you do?"];
  return examples.map((request) =>
    item({ label: `$(lightbulb) ${request}`, choice: { kind: "example", request } }),
  );
}

/** Rows stay whatever is typed: the typed text is a request, not a filter. */
function item(row: Omit<AskItem, "alwaysShow">): AskItem {
  return { ...row, alwaysShow: true };
}

function under(label: string, items: readonly AskItem[]): AskItem[] {
  if (items.length === 0) return [];
  return [
    { label, kind: vscode.QuickPickItemKind.Separator, alwaysShow: true, choice: { kind: "nothing" } },
    ...items,
  ];
}

/** Foreign text in a label: `$(name)` would become an icon. */
function plain(text: string): string {
  return text
    .replaceAll("$(", "$ (")
    .replace(/\s+/g, " ")
    .replace(/ \{\}$/, "");
}
