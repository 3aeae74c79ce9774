// What VS Code loads: registers the surfaces and joins them with the router. Nothing starts before the first request.
import * as vscode from "vscode";
import { PendingCalls } from "./core/pendingCalls.ts";
import { createRouter } from "./host/createRouter.ts";
import { showActions } from "./ui/actions.ts";
import { ask } from "./ui/ask.ts";
import { registerConsentCommands } from "./ui/consentButtons.ts";
import { openEverydayJournal } from "./ui/everydayJournal.ts";
import { makeModelKnown, RouterLanguageModel, vendor } from "./ui/languageModel.ts";
import { EvalPanel } from "./ui/evalPanel.ts";
import { registerParticipant } from "./ui/participant.ts";
import { ResultDocuments } from "./ui/resultDocuments.ts";
import { RouterSource, type OpenRouter } from "./ui/routerSource.ts";
import { readSettings } from "./ui/settings.ts";
import { showTools } from "./ui/showTools.ts";
import { showActionsCommand, StatusItem } from "./ui/status.ts";
import { TrainRouter } from "./ui/trainRouter.ts";

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const own = <Owned extends vscode.Disposable>(one: Owned): Owned => {
    context.subscriptions.push(one);
    return one;
  };
  const inside = (...path: readonly string[]): string =>
    vscode.Uri.joinPath(context.extensionUri, ...path).fsPath;

  const log = own(vscode.window.createOutputChannel("Tool Router", { log: true }));
  const pending = own(new PendingCalls());
  const documents = own(new ResultDocuments());
  const open: OpenRouter = ({ workspaceFolder, trusted, settings }) =>
    createRouter({
      workspaceFolder,
      trusted,
      modelsFolder: inside("models"),
      enginePath: inside("dist", "engine.mjs"),
      gpu: settings.gpu,
      threads: settings.threads,
      idleUnloadMs: settings.idleUnloadMs,
      ...(settings.modelPath === undefined ? {} : { model: settings.modelPath }),
      ...(settings.otherToolsPath === undefined ? {} : { otherModel: settings.otherToolsPath }),
      ...(settings.userSpace === undefined ? {} : { userSpace: settings.userSpace }),
      log: (line) => log.info(line),
    });
  const source = own(new RouterSource(open, log));

  const inStorage = (name: string): vscode.Uri => vscode.Uri.joinPath(context.globalStorageUri, name);
  const { keep, readLog } = openEverydayJournal(inStorage("journal.jsonl"), log);
  const evaluation = own(
    new EvalPanel({
      extensionUri: context.extensionUri,
      evaluations: inStorage("evaluations"),
      log,
      readLog,
    }),
  );

  const storage = (name: string): string => inStorage(name).fsPath;
  const training = own(
    new TrainRouter({
      places: { runs: storage("training"), training: inside("training") },
      venv: storage("training-python"),
      modelsFolder: inside("models"),
      distFolder: inside("dist"),
      answers: storage("answers"),
      journalFile: storage("journal.jsonl"),
      log,
      // An evaluation works on the rows' own catalogues: its folder need not hold anything.
      openRouter: (model) =>
        open({
          workspaceFolder: storage("training"),
          trusted: false,
          settings: { ...readSettings(), modelPath: model, otherToolsPath: undefined },
        }),
      showReport: (path) => evaluation.show(path),
    }),
  );

  own(new StatusItem(source, training.onChange));
  own(registerParticipant({ source, pending, keep, log }));
  own(registerConsentCommands(pending));
  own(vscode.lm.registerLanguageModelChatProvider(vendor, new RouterLanguageModel(source)));

  const command = (id: string, run: (argument: unknown) => unknown): void =>
    void own(vscode.commands.registerCommand(id, run));
  command("toolRouter.ask", (request) =>
    ask({ source, documents, keep, log }, typeof request === "string" ? request : ""),
  );
  command("toolRouter.showTools", () => showTools(source, log));
  command("toolRouter.showEvaluation", (report) => evaluation.show(report));
  command("toolRouter.trainRouter", () => training.show());
  command("toolRouter.showLog", () => log.show());
  command("toolRouter.restartEngine", () => source.reset());
  command(showActionsCommand, () => showActions(source));

  await makeModelKnown(log);
  // Not awaited: a run that goes on may do so for hours.
  void training.attach();
}
