// Consent: a modal that shows server, tool and arguments; the arguments can be edited before the run.
import * as vscode from "vscode";
import { Validator } from "../core/answer.ts";
import type { Call } from "../core/decision.ts";
import { Failure } from "../core/failure.ts";
import type { JournalRecord } from "../core/journal/journalRecord.ts";
import { isObject, type JsonObject } from "../core/json.ts";
import { writeArguments } from "../core/renderCall.ts";
import type { Router } from "../core/router.ts";
import type { Tool } from "../core/tool.ts";

/** A call that the policy or the person lets run. */
export interface AgreedCall {
  readonly call: Call;
  readonly agreed: boolean;
}

/** Asks where the policy wants it. @returns undefined when the person declines. @throws Failure not_agreed when refused. */
export async function confirmCall(
  router: Router,
  call: Call,
  record?: JournalRecord,
): Promise<AgreedCall | undefined> {
  const verdict = await router.judge(call);
  record?.judged(verdict.kind);
  switch (verdict.kind) {
    case "run":
      return { call, agreed: false };
    case "refuse":
      throw new Failure("not_agreed", verdict.reason, vscode.l10n.t("Nothing was run."));
    case "confirm": {
      const run = verdict.severity === "destructive" ? vscode.l10n.t("Run Anyway") : vscode.l10n.t("Run");
      const edit = vscode.l10n.t("Edit Arguments…");
      const tool = await findTool(router, call);
      const picked = await vscode.window.showWarningMessage(
        verdict.reason,
        { modal: true, detail: `${tool?.server ?? "?"} · ${call.name}\n\n${writeArguments(call)}` },
        run,
        edit,
      );
      if (picked === run) return { call, agreed: true };
      if (picked !== edit) return undefined;
      const edited = await editArguments(call, tool);
      return edited && confirmCall(router, edited, record);
    }
  }
}

/** Lets the person edit the arguments as JSON, checked against the tool's schema while typing. */
export async function editArguments(call: Call, tool: Tool | undefined): Promise<Call | undefined> {
  const validator = tool && new Validator(tool);
  const check = (text: string): string | undefined => {
    const values = readObject(text);
    if (!values) return vscode.l10n.t("This is not a JSON object.");
    return validator?.validate({ name: call.name, arguments: values })?.message;
  };
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t("Arguments of {0}", call.name),
    prompt: vscode.l10n.t("JSON. Enter takes it over, Escape leaves it as it was."),
    value: JSON.stringify(call.arguments),
    ignoreFocusOut: true,
    validateInput: check,
  });
  const values = text === undefined ? undefined : readObject(text);
  return values && { name: call.name, arguments: values };
}

export async function findTool(router: Router, call: Call): Promise<Tool | undefined> {
  return (await router.tools()).find((tool) => tool.name === call.name);
}

function readObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined; // Half-typed JSON: the input box says so.
  }
}
