// The "Ask…" box: predicts the call while the person types, and gives back what they chose.
import * as vscode from "vscode";
import { isCancelled } from "../core/failure.ts";
import type { Call, RouteOutcome } from "../core/decision.ts";
import {
  editButton,
  exampleItems,
  failureItems,
  predictionItems,
  type AskItem,
  type Choice,
  type Prediction,
} from "./askItems.ts";

export interface AskBoxOptions {
  readonly value: string;
  readonly predictWhileTyping: boolean;
  /** @param quick the small model alone, while the person types */
  readonly predict: (request: string, signal: AbortSignal, quick: boolean) => Promise<Prediction>;
  /** Told of a request that the person entered and nothing came of. */
  readonly onUnmet: (routed: RouteOutcome) => void;
}

/** What the person wants done: a choice, or a call whose arguments they want to edit first. */
export interface Chosen {
  readonly choice: Choice | { readonly kind: "edit"; readonly call: Call };
  /** What the rows were made of; none stands behind an example or a failure. */
  readonly routed: RouteOutcome | undefined;
}

const typingPauseMs = 120;
/** A pause that says the request is whole: then a larger model is asked where the small one is unsure. */
const restingPauseMs = 450;

interface PredictOptions {
  readonly quick?: boolean;
  readonly over?: AskItem | undefined;
}

export class AskBox implements vscode.Disposable {
  readonly #box = vscode.window.createQuickPick<AskItem>();
  readonly #options: AskBoxOptions;
  readonly #owned: readonly { dispose(): unknown }[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #prediction: AbortController | undefined;
  /** The request that the rows belong to. */
  #shownFor: string | undefined;
  #routed: RouteOutcome | undefined;
  /** Entered without a call that could follow; another row of theirs may still be chosen. */
  readonly #unmet = new Set<RouteOutcome>();
  #resolve: (chosen: Chosen | undefined) => void = () => undefined;

  constructor(options: AskBoxOptions) {
    this.#options = options;
    this.#box.title = vscode.l10n.t("Tool Router");
    this.#box.placeholder = vscode.l10n.t("Say what you want");
    this.#box.value = options.value;
    this.#owned = [
      this.#box,
      this.#box.onDidChangeValue(() => this.#typed()),
      this.#box.onDidAccept(() => void this.#accept()),
      this.#box.onDidHide(() => this.#finish(undefined)),
      this.#box.onDidTriggerItemButton(({ item, button }) => {
        if (button === editButton && item.choice.kind === "call")
          this.#finish({ kind: "edit", call: item.choice.call });
      }),
    ];
  }

  /** @returns what was chosen, undefined when the box was left. */
  choose(): Promise<Chosen | undefined> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#box.show();
      this.#typed();
    });
  }

  #typed(): void {
    clearTimeout(this.#timer);
    this.#prediction?.abort();
    this.#box.busy = false;
    const request = this.#box.value.trim();
    if (request === "") this.#show(exampleItems(), "");
    else if (this.#shownFor === "" || !this.#options.predictWhileTyping) this.#show([], undefined);
    if (request !== "" && this.#options.predictWhileTyping)
      this.#timer = setTimeout(() => void this.#predictWhileTyping(), typingPauseMs);
  }

  async #predictWhileTyping(): Promise<void> {
    if (!(await this.#predict({ quick: true })) || !this.#routed?.isUnsure) return;
    const [first] = this.#box.items;
    this.#timer = setTimeout(() => void this.#predict({ over: first }), restingPauseMs);
  }

  /**
   * Shows what the typed request means.
   * @param over the first row of what is shown: the rows stay when the person has moved on from it, and when the new answer fails
   * @returns false when the person typed on meanwhile, moved, or it failed.
   */
  async #predict({ quick = false, over }: PredictOptions = {}): Promise<boolean> {
    clearTimeout(this.#timer);
    const hasMoved = (): boolean => over !== undefined && this.#box.activeItems[0] !== over;
    if (hasMoved()) return false;
    this.#prediction?.abort();
    const prediction = new AbortController();
    this.#prediction = prediction;
    const request = this.#box.value.trim();
    this.#box.busy = true;
    try {
      const predicted = await this.#options.predict(request, prediction.signal, quick);
      if (prediction.signal.aborted || hasMoved()) return false;
      this.#show(predictionItems(predicted), request, predicted.outcome);
      return true;
    } catch (error) {
      if (prediction.signal.aborted || isCancelled(error) || over) return false;
      this.#show(failureItems(error), request);
      return false;
    } finally {
      if (this.#prediction === prediction) this.#box.busy = false;
    }
  }

  #show(items: readonly AskItem[], request: string | undefined, routed?: RouteOutcome): void {
    this.#box.items = items;
    this.#box.activeItems = items.slice(0, 1);
    this.#shownFor = request;
    this.#routed = routed;
  }

  async #accept(): Promise<void> {
    // Enter before the prediction is there, or where a larger model has still to be asked, means its first row; the policy still asks where it matters.
    const picked = this.#box.activeItems[0]?.choice;
    const isOpen = picked?.kind === "nothing" && this.#routed?.isUnsure === true;
    if (isOpen || this.#shownFor !== this.#box.value.trim()) {
      if (await this.#predict()) this.#take(this.#box.items[0]?.choice);
      return;
    }
    if (picked?.kind === "example") {
      this.#box.value = picked.request;
      await this.#predict();
    } else this.#take(picked);
  }

  #take(choice: Choice | undefined): void {
    if (choice?.kind === "nothing" && this.#routed) this.#unmet.add(this.#routed);
    else if (choice) this.#finish(choice);
  }

  #finish(choice: Chosen["choice"] | undefined): void {
    clearTimeout(this.#timer);
    this.#prediction?.abort();
    const routed = this.#routed;
    if (choice && routed) this.#unmet.delete(routed);
    for (const one of this.#unmet) this.#options.onUnmet(one);
    this.#unmet.clear();
    this.#resolve(choice && { choice, routed });
    this.#box.hide();
  }

  dispose(): void {
    this.#finish(undefined);
    for (const one of this.#owned) one.dispose();
  }
}
