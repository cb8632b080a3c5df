import type { EndpointOptions } from '../upstream-options.ts';

/** Provides the addresses of an upstream, and notifies listeners when they change. */
export interface EndpointSource {
  /** At most 1000. Empty until the first are found. */
  readonly current: readonly EndpointOptions[];
  /** Resolves when the first look-up has ended, successfully or not. Never rejects. */
  readonly ready: Promise<void>;
  /** Calls the listener with each new list. Returns the function that ends the subscription. */
  subscribe(listener: (endpoints: readonly EndpointOptions[]) => void): () => void;
  close(): void;
}

export const maxEndpoints = 1000;

/** A list of endpoints with its listeners, which all sources share. */
export class EndpointList {
  #current: readonly EndpointOptions[];
  readonly #listeners = new Set<(endpoints: readonly EndpointOptions[]) => void>();

  constructor(current: readonly EndpointOptions[]) {
    this.#current = current;
  }

  get current(): readonly EndpointOptions[] {
    return this.#current;
  }

  replace(endpoints: readonly EndpointOptions[]): void {
    this.#current = endpoints;
    for (const listener of this.#listeners) listener(endpoints);
  }

  subscribe(listener: (endpoints: readonly EndpointOptions[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
