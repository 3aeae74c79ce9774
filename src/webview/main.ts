// Entry of the evaluation page, in the editor and as a file.
import type { PanelMessage } from "../core/messages.ts";
import { element } from "./element.ts";
import { EvaluationPage } from "./evaluationPage.ts";
import { editorSurroundings, fileSurroundings } from "./surroundings.ts";

const root = element("div", { class: "page" });
const live = element("div", { role: "status", class: "unseen" });
document.body.append(root, live);

const announce = (sentence: string): void => {
  live.textContent = sentence;
};
const receive = (message: PanelMessage): void => page.receive(message);
const embedded = document.getElementById("messages")?.textContent;
const around = globalThis.acquireVsCodeApi
  ? editorSurroundings(globalThis.acquireVsCodeApi(), receive, announce)
  : fileSurroundings(JSON.parse(embedded ?? "[]") as PanelMessage[], receive, announce);
const page = new EvaluationPage(root, around);

const { report } = around.recall();
around.post({ kind: "ready", ...(report === undefined ? {} : { wanted: report }) });
