import type { EndpointOptions } from '../upstream-options.ts';

/** Where the addresses of an upstream come from, and what tells when they change. */
export interface EndpointSource {
  /** At most 1000. Empty as long as none was found. */
  readonly current: readonly EndpointOptions[];
  /** Resolves when it is known for the first time what there is, or that this cannot be known yet. Never rejects. */
  readonly ready: Promise<void>;
  /** Calls the listener with each new list. Returns the function that ends the subscription. */
  subscribe(listener: (endpoints: readonly EndpointOptions[]) => void): () => void;
  close(): void;
}

export const maxEndpoints = 1000;

/** What the sources have in common: a list and who wants to know of it. */
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
