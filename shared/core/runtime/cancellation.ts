/**
 * A cheap `AbortSignal`: notifies listeners that the result of their work is not needed any more. Every request and every
 * call would need an `AbortSignal`, which costs more than all other work of a small request.
 */
export class Cancellation {
  #isCancelled = false;
  readonly #listeners = new Set<() => void>();

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** Calls every listener once. */
  cancel(): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  /** The listener is not called if this is already cancelled. */
  add(listener: () => void): void {
    this.#listeners.add(listener);
  }

  remove(listener: () => void): void {
    this.#listeners.delete(listener);
  }
}
