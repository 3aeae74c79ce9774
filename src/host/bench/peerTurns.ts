// When the peer is asked: between the router's own requests, spread over all of its rounds, so that noise hits both.
import type { BaselineSample } from "../../core/bench/baseline.ts";
import { describe, isCancelled } from "../../core/failure.ts";
import type { GoldRow } from "../../core/eval/goldRow.ts";
import type { Toolbox } from "../../core/interpret.ts";
import type { Peer } from "./peer.ts";

export interface TurnSetting {
  readonly peer: Peer;
  readonly rows: readonly GoldRow[];
  readonly toolbox: Toolbox;
  /** Tokens of the route's own answer to a row. */
  readonly lengthOf: (row: GoldRow) => number;
  /** Milliseconds for all its answers: one may take seconds, where a route takes a few hundredths of one. */
  readonly budgetMs: number;
  readonly signal: AbortSignal;
}

/** Goes through the rows at its own pace, each as often as the others. */
export class PeerTurns {
  readonly samples: BaselineSample[] = [];
  readonly #setting: TurnSetting;
  #problem: string | undefined;
  #spentMs = 0;
  #isWarm = false;

  constructor(setting: TurnSetting) {
    this.#setting = setting;
  }

  /** Why it is not asked any more. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** @param share of the router's requests that is done: the peer gets as much of its time; undefined while warming up. */
  async askIfDue(share: number | undefined): Promise<void> {
    if (this.#problem !== undefined) return;
    if (share === undefined) {
      // One answer warms it up: the declarations are evaluated then.
      if (!this.#isWarm) await this.#ask(0);
      this.#isWarm = true;
    } else if (this.#spentMs <= share * this.#setting.budgetMs) {
      const sample = await this.#ask(this.samples.length);
      if (!sample) return;
      this.#spentMs += sample.ms + sample.cutMs;
      this.samples.push(sample);
    }
  }

  async #ask(turn: number): Promise<BaselineSample | undefined> {
    const { peer, rows, toolbox, lengthOf, signal } = this.#setting;
    const row = rows[turn % rows.length];
    if (!row) return undefined;
    try {
      // The short one first: the prompt of a second answer to the same request is evaluated already.
      const cut = await peer.ask(row, toolbox, signal, Math.max(1, lengthOf(row)));
      return { ...(await peer.ask(row, toolbox, signal)), cutMs: cut.ms };
    } catch (error) {
      if (isCancelled(error)) throw error;
      this.#problem = describe(error);
      return undefined;
    }
  }
}
