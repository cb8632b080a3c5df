import type DataLoader from 'dataloader';
import type { RequestContext, RequestCounters } from '../../core/request-context.ts';
import type { EntityConnector, Reply } from '../compile/connector-subgraph-definition.ts';
import type { JsonObject } from '../mapping/value.ts';

/** What the calls of one client request share. */
export interface RequestScope {
  /** Reads under way or done, by source and all that makes up the HTTP request. */
  readonly reads: Map<string, Promise<Reply>>;
  readonly loaders: Map<EntityConnector, DataLoader<JsonObject, JsonObject | null, string>>;
}

/** Scopes end with their request, and with each of its writes: what was read before one may not be true after it. */
export class RequestScopes {
  readonly #scopes = new WeakMap<
    RequestCounters,
    { readonly writes: number; readonly scope: RequestScope }
  >();

  of({ counters }: RequestContext): RequestScope {
    const known = this.#scopes.get(counters);
    if (known !== undefined && known.writes === counters.writes) return known.scope;
    const scope: RequestScope = { reads: new Map(), loaders: new Map() };
    this.#scopes.set(counters, { writes: counters.writes, scope });
    return scope;
  }
}
