// Adds up the milliseconds of each stage of one route. The clock is an argument, since core has none.
import type { Timings } from "./decision.ts";

type Stage = Exclude<keyof Timings, "total">;

export class Stopwatch {
  readonly #now: () => number;
  readonly #start: number;
  readonly #spent: Record<Stage, number> = {
    shortlist: 0,
    prompt: 0,
    prefill: 0,
    decode: 0,
    validate: 0,
  };

  constructor(now: () => number) {
    this.#now = now;
    this.#start = now();
  }

  add(stage: Stage, milliseconds: number): void {
    this.#spent[stage] += milliseconds;
  }

  /** Runs `work` on the account of `stage`. */
  time<Result>(stage: Stage, work: () => Result): Result {
    const began = this.#now();
    const result = work();
    this.add(stage, this.#now() - began);
    return result;
  }

  read(): Timings {
    return { total: this.#now() - this.#start, ...this.#spent };
  }
}
