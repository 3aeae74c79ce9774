// What the person picks before a training run: what to train on, and the recipe.
import * as vscode from "vscode";
import { itemTypes, type Catalogue } from "../core/catalogue.ts";
import { trainingRecipes, type TrainingRecipe } from "../core/training/recipes.ts";
import type { TrainingStart } from "../core/training/start.ts";
import { readJournal } from "../host/journal.ts";
import { readCatalogue } from "../host/kiwi/catalogue.ts";
import { itemFolders } from "../host/kiwi/itemFolders.ts";
import type { WantedSource } from "../host/training/prepare.ts";
import { rowsBringTools } from "../host/training/rowsBringTools.ts";
import { startOf } from "../host/training/startOf.ts";
import { readSettings } from "./settings.ts";
import type { TrainRouterSetting } from "./trainRouterSetting.ts";

export interface TrainChoice {
  readonly source: WantedSource;
  readonly recipe: TrainingRecipe;
  readonly smoke: boolean;
  readonly base?: string;
  /** The nano to go on from. */
  readonly start?: TrainingStart;
}

/** @returns undefined when the person leaves. @throws Failure when the model in use cannot be read */
export async function chooseTraining({
  journalFile,
  modelsFolder,
}: TrainRouterSetting): Promise<TrainChoice | undefined> {
  const source = await chooseSource(journalFile);
  if (!source) return undefined;
  const picked = await chooseRecipe(source, modelsFolder);
  if (!picked) return undefined;
  if (!picked.recipe.needsBase) return { source, ...picked };
  const base = await vscode.window.showInputBox({
    title: vscode.l10n.t("The model to tune"),
    prompt: vscode.l10n.t("A hub id such as Qwen/Qwen3-0.6B (it is downloaded), a folder, or a GGUF file."),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === "" ? vscode.l10n.t("Name a model.") : undefined),
  });
  return base === undefined ? undefined : { source, ...picked, base: base.trim() };
}

interface SourceRow extends vscode.QuickPickItem {
  readonly choose: () => Promise<WantedSource | undefined> | WantedSource;
}

async function chooseSource(journalFile: string): Promise<WantedSource | undefined> {
  const [catalogue, table, journal] = await Promise.all([
    readItems(),
    findTable(),
    readJournal(journalFile).catch(() => ({ entries: [] })),
  ]);
  const items = itemTypes.reduce((sum, type) => sum + catalogue[type].length, 0);
  const corrected = journal.entries.filter((one) => one.corrected !== undefined).length;
  const name = table && vscode.workspace.asRelativePath(table);
  const rows: SourceRow[] = [
    {
      label: vscode.l10n.t("$(root-folder) This workspace"),
      description: vscode.l10n.t("{0} items", items),
      detail:
        name === undefined
          ? vscode.l10n.t("The names of your directives, scripts and knowledge entries.")
          : vscode.l10n.t("The names of your items, and the dispatch table of {0}.", name),
      choose: () => ({ kind: "workspace", catalogue, ...(table ? { table: table.fsPath } : {}) }),
    },
    {
      label: vscode.l10n.t("$(edit) Corrections"),
      description: vscode.l10n.t("{0} requests, {1} corrected", journal.entries.length, corrected),
      detail: vscode.l10n.t("What you ran and what you put right, from the journal on this machine."),
      choose: () => ({ kind: "corrections", journal: journalFile }),
    },
    ...connectedRows(),
    {
      label: vscode.l10n.t("$(tools) An MCP tool list…"),
      detail: vscode.l10n.t("A JSON file with the tools of a server; requests are made from their schemas."),
      choose: async () => {
        const file = await openFile(vscode.l10n.t("Tool lists"), "json");
        return file === undefined ? undefined : { kind: "tools", file };
      },
    },
    {
      label: vscode.l10n.t("$(file) A file of rows…"),
      detail: vscode.l10n.t("JSONL in the format of evaluation files."),
      choose: async () => {
        const file = await openFile(vscode.l10n.t("Rows"), "jsonl");
        return file === undefined ? undefined : { kind: "file", file };
      },
    },
    {
      label: vscode.l10n.t("$(book) The phrase banks alone"),
      detail: vscode.l10n.t("Makes the shipped model again."),
      choose: () => ({ kind: "banks" }),
    },
  ];
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t("Train Router (1/2): what to train on"),
    ignoreFocusOut: true,
  });
  return picked?.choose();
}

type PickedRecipe = Pick<TrainChoice, "recipe" | "smoke" | "start">;

async function chooseRecipe(source: WantedSource, modelsFolder: string): Promise<PickedRecipe | undefined> {
  const fitting = await fittingRecipes(source);
  const rows: (vscode.QuickPickItem & { readonly choice: PickedRecipe })[] = [];
  for (const recipe of fitting) {
    const inUse = readSettings().modelPath;
    const start = await startOf({ recipe, smoke: false, source, inUse, modelsFolder });
    if (start)
      rows.push({
        label: recipe.title,
        description: recipe.goesOn?.takes ?? "",
        detail: vscode.l10n.t("Goes on from {0}, and keeps what it knows.", start.id),
        choice: { recipe, smoke: false, start },
      });
    rows.push(
      {
        label: start ? vscode.l10n.t("{0}, from scratch", recipe.title) : recipe.title,
        description: recipe.takes,
        detail: recipe.about,
        choice: { recipe, smoke: false },
      },
      {
        label: vscode.l10n.t("{0}, quick trial", recipe.title),
        description: vscode.l10n.t("about a minute"),
        detail: vscode.l10n.t(
          "Shows that all parts work on this machine; the model is good for nothing else.",
        ),
        choice: { recipe, smoke: true },
      },
    );
  }
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t("Train Router (2/2): recipe"),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked?.choice;
}

/** Rows of a file tell by themselves which tools they are about. */
async function fittingRecipes(source: WantedSource): Promise<readonly TrainingRecipe[]> {
  const bringsTools =
    source.kind === "file"
      ? await rowsBringTools(source.file)
      : source.kind === "tools" || source.kind === "connected" || source.kind === "server";
  return trainingRecipes.filter(({ rows }) => {
    if (rows === "any") return source.kind !== "banks";
    return (rows === "own") === bringsTools;
  });
}

/** MCP tools that the editor knows of; its other tools belong to extensions. */
function connectedRows(): SourceRow[] {
  const tools = vscode.lm.tools.filter(({ name }) => name.startsWith("mcp_"));
  if (tools.length === 0) return [];
  return [
    {
      label: vscode.l10n.t("$(plug) Connected MCP servers"),
      description: vscode.l10n.t("{0} tools", tools.length),
      detail: vscode.l10n.t(
        "The tools that your servers offer to this window; requests are made from their schemas.",
      ),
      choose: () => ({
        kind: "connected",
        tools: tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
      }),
    },
  ];
}

async function readItems(): Promise<Catalogue> {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file");
  if (!folder) return { directive: [], script: [], knowledge: [] };
  return readCatalogue(itemFolders(folder.uri.fsPath, readSettings().userSpace));
}

/** Agent files, where a dispatch table may stand: the first one that has a table with "run" in it. */
async function findTable(): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles(
    "{AGENTS.md,AGENT.md,CLAUDE.md,.github/copilot-instructions.md,.ai/*.md,.ai/agents/*.md}",
    undefined,
    20,
  );
  for (const file of found) {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    if (/^\|.*user says.*\|/im.test(text)) return file;
  }
  return undefined;
}

async function openFile(what: string, ending: string): Promise<string | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ filters: { [what]: [ending] } })) ?? [];
  return file?.fsPath;
}
