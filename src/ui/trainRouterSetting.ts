// What "Router: Train Router…" works with: where things are, and how a router of any model is opened.
import type * as vscode from "vscode";
import type { Router } from "../core/router.ts";
import type { RunPlaces } from "../host/training/run.ts";

export interface TrainRouterSetting {
  readonly places: RunPlaces;
  /** Folder of our own virtual environment; need not exist. */
  readonly venv: string;
  readonly modelsFolder: string;
  readonly distFolder: string;
  /** Kept answers of evaluations. */
  readonly answers: string;
  readonly journalFile: string;
  readonly log: vscode.LogOutputChannel;
  /** A router of its own for a model; undefined: the shipped one. @throws Failure */
  readonly openRouter: (model: string | undefined) => Router;
  readonly showReport: (path: string) => unknown;
}
