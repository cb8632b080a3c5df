import type DataLoader from 'dataloader';
import type { RequestContext } from '../core/request-context.ts';
import type { EntityConnector, Reply } from './connector-subgraph-definition.ts';
import type { JsonObject } from './mapping/value.ts';

/** What the calls of one client request share. */
export interface RequestScope {
  /** Reads under way or done, by source and all that makes up the HTTP request. */
  readonly reads: Map<string, Promise<Reply>>;
  readonly loaders: Map<EntityConnector, DataLoader<JsonObject, JsonObject | null, string>>;
}

/** Scopes end with their request. */
export class RequestScopes {
  readonly #scopes = new WeakMap<RequestContext, RequestScope>();

  of(context: RequestContext): RequestScope {
    const known = this.#scopes.get(context);
    if (known !== undefined) return known;
    const scope: RequestScope = { reads: new Map(), loaders: new Map() };
    this.#scopes.set(context, scope);
    return scope;
  }

  /** What was read before a write may not be true after it. */
  forget(context: RequestContext): void {
    this.#scopes.delete(context);
  }
}
