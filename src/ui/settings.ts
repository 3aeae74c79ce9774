// The settings, typed. Nobody else reads the configuration.
import * as vscode from "vscode";

export interface Settings {
  readonly predictWhileTyping: boolean;
  /** Absolute path of a GGUF file, or undefined for the shipped model. */
  readonly modelPath: string | undefined;
  /** The same for the model that routes to other tools than the built-in ones. */
  readonly otherToolsPath: string | undefined;
  readonly gpu: "auto" | false;
  readonly threads: number;
  /** 0: never. */
  readonly idleUnloadMs: number;
  /** Folder of the person's own items, or undefined for the default. */
  readonly userSpace: string | undefined;
  /** Whether requests are counted in the journal. */
  readonly journal: boolean;
  /** The Python that trains, or undefined to look for one. */
  readonly trainingPython: string | undefined;
}

export const section = "toolRouter";

const minuteMs = 60_000;

/** Keys that the engine or the servers are started with: a change of one needs a fresh router. */
export const startSettings = ["model", "engine", "userSpace"].map((key) => `${section}.${key}`);

export function readSettings(): Settings {
  const values = vscode.workspace.getConfiguration(section);
  const text = (key: string): string | undefined => {
    const value = values.get<string>(key, "").trim();
    return value === "" ? undefined : value;
  };
  return {
    predictWhileTyping: values.get<boolean>("ask.predictWhileTyping", true),
    modelPath: text("model.path"),
    otherToolsPath: text("model.otherTools"),
    gpu: values.get<string>("engine.gpu", "auto") === "off" ? false : "auto",
    threads: Math.max(1, Math.round(values.get<number>("engine.threads", 1))),
    idleUnloadMs: Math.max(0, values.get<number>("engine.idleUnloadMinutes", 5)) * minuteMs,
    userSpace: text("userSpace"),
    journal: values.get<boolean>("journal.enabled", true),
    trainingPython: text("training.python"),
  };
}
