// What a page can reach: the editor that shows it, or the browser that opened it as a file.
import type { CaseFilter } from "../core/eval/caseFilter.ts";
import type { PageMessage, PanelMessage } from "../core/messages.ts";

/** What survives a reload. */
export interface Remembered {
  readonly report?: string;
  readonly tab?: string;
  /** Id of the case that was open. */
  readonly active?: string | undefined;
  readonly filter?: CaseFilter | undefined;
}

export interface Surroundings {
  /** Whether reports can be looked for. */
  readonly canChoose: boolean;
  post(message: PageMessage): void;
  save(name: string, text: string): void;
  remember(change: Remembered): void;
  recall(): Remembered;
  /** Says a change aloud to screen readers. */
  announce(sentence: string): void;
}

interface EditorApi {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: Remembered): void;
}

declare global {
  /** Given by VS Code to a webview, and by nobody else. */
  var acquireVsCodeApi: (() => EditorApi) | undefined;
}

type Receive = (message: PanelMessage) => void;
type Announce = (sentence: string) => void;

/** In the editor: messages go to the panel. */
export function editorSurroundings(editor: EditorApi, receive: Receive, announce: Announce): Surroundings {
  addEventListener("message", (event: MessageEvent<PanelMessage>) => receive(event.data));
  const recall = (): Remembered => editor.getState() ?? {};
  return {
    canChoose: true,
    post: (message) => editor.postMessage(message),
    save: (name, text) => editor.postMessage({ kind: "save", name, text }),
    remember: (change) => editor.setState({ ...recall(), ...change }),
    recall,
    announce,
  };
}

/** As a file: the messages stand in the page, and a save is a download. */
export function fileSurroundings(
  messages: readonly PanelMessage[],
  receive: Receive,
  announce: Announce,
): Surroundings {
  let remembered: Remembered = {};
  const ofReport = (id: string) =>
    messages.find((one) => (one.kind === "report" || one.kind === "refused") && one.id === id);
  return {
    canChoose: false,
    post: (message) => {
      if (message.kind === "ready")
        for (const one of messages.filter(({ kind }) => kind !== "report")) receive(one);
      const wanted =
        message.kind === "open"
          ? ofReport(message.id)
          : message.kind === "ready"
            ? messages.find(({ kind }) => kind === "report")
            : undefined;
      if (wanted) receive(wanted);
    },
    save: download,
    remember: (change) => {
      remembered = { ...remembered, ...change };
    },
    recall: () => remembered,
    announce,
  };
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
