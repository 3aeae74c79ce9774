// Calls that wait for a person's yes: a button carries only an id, never the call itself.
import type { Call } from "./decision.ts";

export type Answer =
  | { readonly kind: "agreed"; readonly call: Call }
  | { readonly kind: "edit" }
  | { readonly kind: "declined" };

interface Waiting {
  readonly call: Call;
  readonly resolve: (answer: Answer) => void;
}

/** Keeps calls until they are answered once. An id is never used again. */
export class PendingCalls {
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  get size(): number {
    return this.#waiting.size;
  }

  /** Ids that still wait, oldest first. */
  get ids(): readonly number[] {
    return [...this.#waiting.keys()];
  }

  /** Waits for an answer to `call`; decline the id when the request is cancelled. */
  wait(call: Call): { readonly id: number; readonly answer: Promise<Answer> } {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<Answer>((resolve) => this.#waiting.set(id, { call, resolve }));
    return { id, answer };
  }

  /** @returns false when the call no longer waits. */
  agree(id: number): boolean {
    return this.#settle(id, (call) => ({ kind: "agreed", call }));
  }

  edit(id: number): boolean {
    return this.#settle(id, () => ({ kind: "edit" }));
  }

  decline(id: number): boolean {
    return this.#settle(id, () => ({ kind: "declined" }));
  }

  dispose(): void {
    for (const id of this.ids) this.decline(id);
  }

  #settle(id: number, answer: (call: Call) => Answer): boolean {
    const waiting = this.#waiting.get(id);
    if (!waiting) return false;
    this.#waiting.delete(id);
    waiting.resolve(answer(waiting.call));
    return true;
  }
}
